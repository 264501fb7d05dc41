import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import { type RouteDeps, route } from './route.ts';

export type EvaluationStepsDeps = RouteDeps & AwaitDeps;

/** Every Task state of `workflows/evaluation.asl.json`, by its name. */
const STEPS: ReadonlyMap<unknown, Step<EvaluationStepsDeps>> = new Map<string, Step<EvaluationStepsDeps>>([
  ['Route', route],
  ['AwaitReply', awaitDecision],
  ['AwaitReading', awaitDecision],
]);

export const newEvaluationSteps = (deps: EvaluationStepsDeps) => stepsByState('evaluation', STEPS, deps);
