import * as z from 'zod/mini';
import { InvariantBroken } from '../../../domain/errors.ts';
import { payBatch } from './payBatch.ts';
import { route } from './route.ts';
import type { PayoutStepsDeps, Routed } from './run.ts';
import { writeStatements } from './writeStatements.ts';

export type { PayoutStepsDeps };

type Step = (event: unknown, deps: PayoutStepsDeps) => Promise<Routed>;

/** Every Task state of `workflows/payout.asl.json`, by its name. */
const STEPS: ReadonlyMap<unknown, Step> = new Map<string, Step>([
  ['Route', route],
  ['PayBatch', payBatch],
  ['WriteStatements', writeStatements],
]);

const Event = z.object({ state: z.string() });

export function newPayoutSteps(deps: PayoutStepsDeps): (event: unknown) => Promise<Routed> {
  return async (event) => {
    const state = Event.safeParse(event).data?.state;
    const step = STEPS.get(state);
    if (step === undefined) throw new InvariantBroken(`The payout workflow has no state ${state}.`);
    return step(event, deps);
  };
}
