import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import type { AccountabilityFile } from '../../domain/accountability/case.ts';
import { announceProof, keepProof, seeProof } from '../../domain/accountability/evidence.ts';
import { linesOf } from '../../domain/accountability/lines.ts';
import { accountabilityIdOf } from '../../domain/accountability/open.ts';
import { Month } from '../../domain/commission/payout.ts';
import { type CaseDocument, DocumentClaim } from '../../domain/documents.ts';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Files } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';
import { foundUnder, uploadUrlOf, viewUrlOf } from '../matter/documents.ts';
import { changedCase, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { loadRun, type RunDeps } from './run.ts';
import { Sight } from './views.ts';

export type ProofDeps = RunDeps & { files: Files };

const ByMonth = z.object({ month: Month });
const ByDocument = z.object({ month: Month, document: Id });
const Announced = z.object({ document: z.string(), version: z.int(), uploadUrl: z.string() });
const Stored = z.object({ document: z.string(), version: z.int() });
const Seen = z.object({ document: z.string(), version: z.int(), url: z.string() });

/** How proofs of objections come to a run, as documents come to every other case: announced, put, stored, looked at. */
export function proofRoutes(deps: ProofDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/accountability/{month}/documents',
      summary: 'A person concerned announces a proof: the answer says where to put its bytes within the hour',
      once: 'with-key',
      params: ByMonth,
      body: DocumentClaim,
      answer: Announced,
      handle: ({ path: { month }, body: claim, staff }) =>
        onFreshRead(async () => {
          authorize(staff, 'accountability:object');
          const id = accountabilityIdOf(month);
          const { file } = await loadRun(deps, id);
          const now = deps.clock.now();
          const { document, decision } = announceProof(file, claim, staff, now, deps.rules);
          await saveDecision(deps, decision, now);
          const { version } = changedCase(decision, id);
          const uploadUrl = await uploadUrlOf(deps.files, id, document);
          return { status: 201, body: { document: document.id, version, uploadUrl } };
        }),
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/documents/{document}/stored',
      summary: 'The upload is done: size, SHA-256 and first bytes are compared with what was announced',
      params: ByDocument,
      answer: Stored,
      handle: ({ path: { month, document }, staff }) =>
        onFreshRead(async () => {
          authorize(staff, 'accountability:object');
          const id = accountabilityIdOf(month);
          const { file } = await loadRun(deps, id);
          mustSee(file, document, staff, ({ addedBy }) => addedBy === staff.id);
          const found = await foundUnder(deps.files, id, document);
          const now = deps.clock.now();
          const decision = keepProof(file, document, found, now, deps.rules);
          if (decision === undefined) return { body: { document, version: file.case.version } };
          await saveDecision(deps, decision, now);
          return { body: { document, version: changedCase(decision, id).version } };
        }),
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/documents/{document}/view',
      summary: 'An address of the proof for an hour; that it was seen is recorded first',
      params: ByDocument,
      answer: Seen,
      handle: ({ path: { month, document }, staff }) =>
        onFreshRead(async () => {
          authorize(staff, 'accountability:read-own');
          const id = accountabilityIdOf(month);
          const { file } = await loadRun(deps, id);
          mustSee(file, document, staff);
          const now = deps.clock.now();
          const seen = seeProof(file, document, staff, now, deps.rules);
          await saveDecision(deps, seen.decision, now);
          const { version } = changedCase(seen.decision, id);
          return { body: { document, version, url: await viewUrlOf(deps.files, id, seen.document) } };
        }),
    }),
  ];
}

/** @throws NotFound for a document that is not there or not for this person */
function mustSee(
  file: AccountabilityFile,
  id: string,
  staff: Staff,
  may = (document: CaseDocument) => new Sight(staff).seesDocument(document, linesOf(file)),
): void {
  const found = file.case.documents.find((document) => document.id === id);
  if (found === undefined || !may(found)) throw new NotFound(NOTHING_HERE);
}
