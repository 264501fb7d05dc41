import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Action, authorize, type Subject } from '../../domain/access.ts';
import { CaseDraft, type Decision } from '../../domain/decision.ts';
import {
  announceDocument,
  keepDocument,
  type MatterCase,
  recordSight,
} from '../../domain/document-events.ts';
import {
  type CaseDocument,
  DocumentClaim,
  documentKey,
  documentOf,
  type Found,
  fileNameOf,
  LARGEST_DOCUMENT,
  mediaOf,
} from '../../domain/documents.ts';
import { NotFound } from '../../domain/errors.ts';
import { Id } from '../../domain/people.ts';
import type { Cases, Clock, Files } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type MatterDeps, saveDecision } from './file.ts';

export type DocumentDeps = MatterDeps & { clock: Clock; files: Files };

export interface DocumentPlace {
  path: '/pre-underwriting' | '/reconsiderations' | '/complaints';
  idShape: z.ZodMiniString;
  load(cases: Cases, id: string): Promise<MatterCase>;
  /** What access is asked of; the record itself unless told. */
  subject?: (matter: MatterCase) => Subject;
  supply: Action;
  see: Action;
  /** When the case comes up next, as its own rules say, and whether its workflow is to look again. */
  finish(draft: CaseDraft<MatterCase>, stored: boolean): Promise<Decision>;
}

const Announced = z.object({ document: z.string(), version: z.int(), uploadUrl: z.string() });
const Stored = z.object({ document: z.string(), version: z.int() });
const Seen = z.object({ document: z.string(), version: z.int(), url: z.string() });

/** How documents come to a case and are looked at. The bytes go to the files directly and never through the API. */
export function documentRoutes(deps: DocumentDeps, place: DocumentPlace): Route[] {
  const { subject = (matter: MatterCase): Subject => matter } = place;
  const ById = z.object({ id: place.idShape });
  const ByDocument = z.object({ id: place.idShape, document: Id });

  return [
    route({
      method: 'POST',
      path: `${place.path}/{id}/documents`,
      summary: 'Announces a document: the answer says where to put its bytes within the hour',
      once: 'with-key',
      params: ById,
      body: DocumentClaim,
      answer: Announced,
      handle: ({ path, body: claim, staff }) =>
        onFreshRead(async () => {
          const matter = await place.load(deps.cases, path.id);
          authorize(staff, place.supply, subject(matter));
          const now = deps.clock.now();
          const draft = new CaseDraft<MatterCase>(matter, staff, now);
          const document = announceDocument(draft, claim, staff.id);
          await saveDecision(deps, await place.finish(draft, false), now);
          const uploadUrl = await uploadUrlOf(deps.files, path.id, document);
          return { status: 201, body: { document: document.id, version: draft.case.version, uploadUrl } };
        }),
    }),
    route({
      method: 'POST',
      path: `${place.path}/{id}/documents/{document}/stored`,
      summary: 'The upload is done: size, SHA-256 and first bytes are compared with what was announced',
      params: ByDocument,
      answer: Stored,
      handle: ({ path, staff }) =>
        onFreshRead(async () => {
          const matter = await place.load(deps.cases, path.id);
          authorize(staff, place.supply, subject(matter));
          const now = deps.clock.now();
          documentOf(matter.documents, path.document);
          const draft = new CaseDraft<MatterCase>(matter, staff, now);
          keepDocument(draft, path.document, await foundUnder(deps.files, path.id, path.document));
          if (draft.isChanged) await saveDecision(deps, await place.finish(draft, true), now);
          return { body: { document: path.document, version: draft.case.version } };
        }),
    }),
    route({
      method: 'POST',
      path: `${place.path}/{id}/documents/{document}/view`,
      summary: 'An address of the document for an hour; that it was seen is recorded first',
      params: ByDocument,
      answer: Seen,
      handle: ({ path, staff }) =>
        onFreshRead(async () => {
          const matter = await place.load(deps.cases, path.id);
          authorize(staff, place.see, subject(matter));
          const now = deps.clock.now();
          const draft = new CaseDraft<MatterCase>(matter, staff, now);
          const document = recordSight(draft, path.document);
          await saveDecision(deps, await place.finish(draft, false), now);
          const url = await viewUrlOf(deps.files, path.id, document);
          return { body: { document: document.id, version: draft.case.version, url } };
        }),
    }),
  ];
}

/**
 * A carrier reads the key in the address of a document, and it is not told which case of the firm it is asked about.
 * The kind stays in front: how long S3 keeps removed versions goes by it.
 */
export function fileKeyOf(caseId: string, documentId: string): string {
  const kind = caseId.slice(0, caseId.indexOf('-'));
  const hidden = createHash('sha256').update(caseId).digest('hex').slice(0, 20);
  return documentKey(`${kind}-${hidden}`, documentId);
}

export function uploadUrlOf(files: Files, caseId: string, document: CaseDocument): Promise<string> {
  return files.uploadUrl(fileKeyOf(caseId, document.id), document.media, document.sha256);
}

export function viewUrlOf(files: Files, caseId: string, document: CaseDocument): Promise<string> {
  return files.downloadUrl(fileKeyOf(caseId, document.id), fileNameOf(document));
}

/** What lies under a document's key; nothing when nothing has arrived. At most 20 MB are read. */
export async function foundUnder(files: Files, caseId: string, id: string): Promise<Found | undefined> {
  const key = fileKeyOf(caseId, id);
  const bytes = await files.size(key);
  if (bytes === undefined) return undefined;
  if (bytes > LARGEST_DOCUMENT) return { bytes, sha256: '', media: undefined };
  const hash = createHash('sha256');
  let beginning: Uint8Array = new Uint8Array();
  try {
    for await (const piece of await files.read(key)) {
      if (beginning.length < 8) beginning = Buffer.concat([beginning, piece.slice(0, 8)]);
      hash.update(piece);
    }
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex'), media: mediaOf(beginning) };
}
