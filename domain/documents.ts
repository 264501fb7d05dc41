import * as z from 'zod/mini';
import { Invalid, NotFound, Refused } from './errors.ts';
import { Id } from './people.ts';

const Instant = z.iso.datetime();

/** What a document is. The name of the file is never kept: it may hold a person's name. */
export const DocumentType = z.enum([
  'decision-letter',
  'policy',
  'clauses',
  'mandate',
  'consent-form',
  'id-card',
  'discharge-summary',
  'receipts',
  'itemised-bill',
  'outpatient-record',
  'diagnosis',
  'disability-assessment',
  'death-certificate',
  'relationship-proof',
  'bank-account',
  'check-up-report',
  'pathology',
  'imaging',
  'questionnaire',
  'other',
]);
export type DocumentType = z.infer<typeof DocumentType>;

export const Media = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type Media = z.infer<typeof Media>;

const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower-case hex digits'));

export const LARGEST_DOCUMENT = 20 * 1024 * 1024; // a scanned hospital record of 60 pages is about half of that
export const MOST_DOCUMENTS = 40; // per case: the row that lists them stays under 20 kB

/** What is said of a document before it is uploaded; the upload must keep to it. */
export const DocumentClaim = z.strictObject({
  type: DocumentType,
  media: Media,
  bytes: z.int().check(z.minimum(1), z.maximum(LARGEST_DOCUMENT)),
  sha256: Sha256,
});
export type DocumentClaim = z.infer<typeof DocumentClaim>;

/** A document of a case. Its bytes lie in the files under `documentKey`; the record holds what proves them. */
export const CaseDocument = z.strictObject({
  /** `d1`, `d2` ... in the order of the case. */
  id: Id,
  ...DocumentClaim.shape,
  addedBy: Id,
  addedAt: Instant,
  /** When the bytes were there and were what was claimed. Until then it is a promise and counts for nothing. */
  storedAt: z.optional(Instant),
});
export type CaseDocument = z.infer<typeof CaseDocument>;

export function documentKey(caseId: string, documentId: string): string {
  return `documents/${caseId}/${documentId}`;
}

const EXTENSION: Readonly<Record<Media, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

export function fileNameOf({ id, type, media }: CaseDocument): string {
  return `${type}-${id}.${EXTENSION[media]}`;
}

export function isStored(document: CaseDocument): boolean {
  return document.storedAt !== undefined;
}

/** @throws Refused when the case is full */
export function claimDocument(
  documents: readonly CaseDocument[],
  claim: DocumentClaim,
  addedBy: string,
  at: Date,
): CaseDocument {
  if (documents.length >= MOST_DOCUMENTS) {
    throw new Refused('too-many-documents', `A case has at most ${MOST_DOCUMENTS} documents.`);
  }
  return { id: `d${documents.length + 1}`, ...claim, addedBy, addedAt: at.toISOString() };
}

/** @throws NotFound */
export function documentOf(documents: readonly CaseDocument[], id: string): CaseDocument {
  const found = documents.find((document) => document.id === id);
  if (found === undefined)
    throw new NotFound('The case has no such document.', { details: { document: id } });
  return found;
}

/** Which documents of these ids are there and stored. @throws Invalid naming the first that is not */
export function storedDocuments(
  documents: readonly CaseDocument[],
  ids: readonly string[],
  field: string,
): CaseDocument[] {
  return ids.map((id, index) => {
    const found = documents.find((document) => document.id === id);
    if (found === undefined || !isStored(found)) {
      throw new Invalid('A document that is named is not there.', [
        {
          field: `${field}.${index}`,
          reason: found === undefined ? 'is no document of this case' : 'has not been uploaded',
        },
      ]);
    }
    return found;
  });
}

/** How the three kinds of file begin. */
const BEGINNINGS: readonly (readonly [Media, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]], // %PDF-
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by its first bytes; nothing for any other kind. */
export function mediaOf(bytes: Uint8Array): Media | undefined {
  return BEGINNINGS.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[0];
}

/** What was found under the document's key. */
export interface Found {
  bytes: number;
  sha256: string;
  media: Media | undefined;
}

/**
 * The upload is done: is it what was claimed?
 * @throws Refused `not-arrived` when nothing is there, `disguised` when its bytes are another kind of file than was
 * said, `too-large`, `altered` when size or SHA-256 differ
 */
export function storeDocument(document: CaseDocument, found: Found | undefined, at: Date): CaseDocument {
  if (found === undefined) throw new Refused('not-arrived', 'The upload has not arrived.');
  if (found.bytes > LARGEST_DOCUMENT) {
    throw new Refused('too-large', `A document has at most ${LARGEST_DOCUMENT} bytes.`);
  }
  if (found.media !== document.media) {
    throw new Refused('disguised', `The file is not ${document.media}: its first bytes say otherwise.`, {
      details: { claimed: document.media, found: found.media ?? 'something else' },
    });
  }
  if (found.bytes !== document.bytes || found.sha256 !== document.sha256) {
    throw new Refused('altered', 'The file is not the one that was announced: its size or SHA-256 differs.');
  }
  return { ...document, storedAt: at.toISOString() };
}
