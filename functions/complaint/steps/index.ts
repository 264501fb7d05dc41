import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import { type RouteDeps, route } from './route.ts';

export type ComplaintStepsDeps = RouteDeps & AwaitDeps;

/** Every Task state of `workflows/complaint.asl.json`, by its name. */
const STEPS: ReadonlyMap<unknown, Step<ComplaintStepsDeps>> = new Map<string, Step<ComplaintStepsDeps>>([
  ['Route', route],
  ['AwaitHandling', awaitDecision],
  ['AwaitCustomer', awaitDecision],
  ['AwaitReview', awaitDecision],
]);

export const newComplaintSteps = (deps: ComplaintStepsDeps) => stepsByState('complaint', STEPS, deps);
