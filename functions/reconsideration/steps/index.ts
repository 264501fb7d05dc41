import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import { type RouteDeps, route } from './route.ts';

export type ReconsiderationStepsDeps = RouteDeps & AwaitDeps;

/** Every Task state of `workflows/reconsideration.asl.json`, by its name. The waits differ in the diagram only. */
const STEPS: ReadonlyMap<unknown, Step<ReconsiderationStepsDeps>> = new Map<
  string,
  Step<ReconsiderationStepsDeps>
>([
  ['Route', route],
  ['AwaitEvidence', awaitDecision],
  ['AwaitJudgement', awaitDecision],
  ['AwaitCustomer', awaitDecision],
  ['AwaitCarrier', awaitDecision],
  ['AwaitPayment', awaitDecision],
]);

export const newReconsiderationSteps = (deps: ReconsiderationStepsDeps) =>
  stepsByState('reconsideration', STEPS, deps);
