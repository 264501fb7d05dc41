import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import type { EraseDeps } from '../erase.ts';
import { route } from './route.ts';

export type PreUnderwritingStepsDeps = EraseDeps & AwaitDeps;

/** Every Task state of `workflows/pre-underwriting.asl.json`, by its name. */
const STEPS: ReadonlyMap<unknown, Step<PreUnderwritingStepsDeps>> = new Map<
  string,
  Step<PreUnderwritingStepsDeps>
>([
  ['Route', route],
  ['AwaitSending', awaitDecision],
  ['AwaitOpinions', awaitDecision],
  ['AwaitChoice', awaitDecision],
]);

export const newPreUnderwritingSteps = (deps: PreUnderwritingStepsDeps) =>
  stepsByState('pre-underwriting', STEPS, deps);
