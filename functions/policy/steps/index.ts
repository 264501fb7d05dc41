import * as z from 'zod/mini';
import { InvariantBroken } from '../../../domain/errors.ts';
import { awaitFile } from './awaitFile.ts';
import { cutFile } from './cutFile.ts';
import type { ImportStepsDeps } from './deps.ts';
import { finishImport } from './finishImport.ts';
import { importPart } from './importPart.ts';
import { route } from './route.ts';

export type { ImportStepsDeps };

type Step = (event: unknown, deps: ImportStepsDeps) => Promise<object>;

/** Every Task state of `workflows/policy-import.asl.json`, by its name. */
const STEPS: ReadonlyMap<unknown, Step> = new Map<string, Step>([
  ['Route', route],
  ['AwaitFile', awaitFile],
  ['CutFile', cutFile],
  ['ImportPart', importPart],
  ['FinishImport', finishImport],
]);

const Event = z.object({ state: z.string() });

export function newImportSteps(deps: ImportStepsDeps): (event: unknown) => Promise<object> {
  return async (event) => {
    const state = Event.safeParse(event).data?.state;
    const step = STEPS.get(state);
    if (step === undefined) throw new InvariantBroken(`The policy-import workflow has no state ${state}.`);
    return step(event, deps);
  };
}
