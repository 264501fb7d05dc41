import { InvariantBroken } from '../../../domain/errors.ts';
import { type AwaitDeps, awaitDecision } from './await.ts';
import { type RouteDeps, route } from './route.ts';

export type CallbackStepsDeps = RouteDeps & AwaitDeps;

type Step = (event: unknown, deps: CallbackStepsDeps) => Promise<object>;

/** Every Task state of `workflows/callback.asl.json`, by its name. The three waits differ in the diagram only. */
const STEPS: ReadonlyMap<unknown, Step> = new Map<string, Step>([
  ['Route', route],
  ['AwaitAnswers', awaitDecision],
  ['AwaitRemedy', awaitDecision],
  ['AwaitConfirmation', awaitDecision],
]);

export function newCallbackSteps(deps: CallbackStepsDeps): (event: { state: string }) => Promise<object> {
  return async (event) => {
    const step = STEPS.get(event.state);
    if (step === undefined) throw new InvariantBroken(`The callback workflow has no state ${event.state}.`);
    return step(event, deps);
  };
}
