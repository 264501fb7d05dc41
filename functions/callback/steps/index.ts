import { type AwaitDeps, awaitDecision } from '../../steps/await.ts';
import { type Step, stepsByState } from '../../steps/by-state.ts';
import { type RouteDeps, route } from './route.ts';

export type CallbackStepsDeps = RouteDeps & AwaitDeps;

/** Every Task state of `workflows/callback.asl.json`, by its name. The three waits differ in the diagram only. */
const STEPS: ReadonlyMap<unknown, Step<CallbackStepsDeps>> = new Map<string, Step<CallbackStepsDeps>>([
  ['Route', route],
  ['AwaitAnswers', awaitDecision],
  ['AwaitRemedy', awaitDecision],
  ['AwaitConfirmation', awaitDecision],
]);

export const newCallbackSteps = (deps: CallbackStepsDeps) => stepsByState('callback', STEPS, deps);
