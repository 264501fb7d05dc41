import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import { type ProposeDeps, proposeLines } from './propose.ts';
import { type RouteDeps, route } from './route.ts';
import { type StateDeps, stateResult } from './state.ts';

export type AccountabilityStepsDeps = RouteDeps & AwaitDeps & ProposeDeps & StateDeps;

/** Every Task state of `workflows/accountability.asl.json`, by its name. The waits differ in the diagram only. */
const STEPS: ReadonlyMap<unknown, Step<AccountabilityStepsDeps>> = new Map<
  string,
  Step<AccountabilityStepsDeps>
>([
  ['Route', route],
  ['Propose', proposeLines],
  ['AwaitDecisions', awaitDecision],
  ['AwaitObjections', awaitDecision],
  ['AwaitRedecisions', awaitDecision],
  ['State', stateResult],
]);

export const newAccountabilitySteps = (deps: AccountabilityStepsDeps) =>
  stepsByState('accountability', STEPS, deps);
