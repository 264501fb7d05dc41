import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CaseDocument,
  claimDocument,
  DocumentClaim,
  DocumentType,
  documentOf,
  fileNameOf,
  LARGEST_DOCUMENT,
  Media,
  MOST_DOCUMENTS,
  mediaOf,
  storeDocument,
  storedDocuments,
} from '../../domain/documents.ts';
import { NotFound } from '../../domain/errors.ts';
import { SELLER } from '../support/people.ts';
import { ASKED_AT, claimOf } from '../support/pre-underwriting-story.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const LATER = later(ASKED_AT, { hours: 1 });
const announced = (documents: readonly CaseDocument[] = [], claim = claimOf()): CaseDocument =>
  claimDocument(documents, claim, SELLER.id, ASKED_AT);

const BYTES: Record<Media, readonly number[]> = {
  'application/pdf': [...Buffer.from('%PDF-1.7\n')],
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00],
};

describe('what a file is', () => {
  it.each(Media.options)('is told by its first bytes: %s', (media) => {
    expect(mediaOf(Uint8Array.from(BYTES[media]))).toBe(media);
  });

  it.each([
    ['a page of HTML', Buffer.from('<html><script>')],
    ['a program', Uint8Array.of(0x4d, 0x5a, 0x90, 0x00)],
    ['a PDF mark that does not stand at the start', Buffer.from('\n%PDF-1.7')],
    ['a PNG cut short', Uint8Array.from(BYTES['image/png'].slice(0, 7))],
    ['nothing at all', new Uint8Array()],
  ])('is none of the three kinds for %s', (_what, bytes) => {
    expect(mediaOf(bytes)).toBeUndefined();
  });

  it('does not depend on what comes behind the beginning', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Media.options), fc.uint8Array(), (media, rest) => {
        expect(mediaOf(Uint8Array.from([...BYTES[media], ...rest]))).toBe(media);
      }),
    );
  });
});

describe('an announced document', () => {
  it('gets the next id of its case and counts for nothing yet', () => {
    const first = announced();
    const second = announced([first], claimOf('pathology'));
    expect([first.id, second.id]).toEqual(['d1', 'd2']);
    expect(first.storedAt).toBeUndefined();
    expect(faultsOf(() => storedDocuments([first], ['d1'], 'documents'))).toEqual([
      'documents.0 has not been uploaded',
    ]);
  });

  it.each([
    ['larger than a scanned hospital record', { bytes: LARGEST_DOCUMENT + 1 }],
    ['empty', { bytes: 0 }],
    ['of another kind of file', { media: 'text/html' }],
    ['of a type that we do not know', { type: 'selfie' }],
    ['without a whole SHA-256', { sha256: 'a'.repeat(63) }],
    ['named: a file name may hold a name', { fileName: 'report of Miss A.pdf' }],
  ])('cannot be %s', (_what, over) => {
    expect(DocumentClaim.safeParse({ ...claimOf(), ...over }).success).toBe(false);
    expect(DocumentClaim.safeParse(claimOf()).success).toBe(true);
  });

  it('is one too many when the case is full', () => {
    const full: CaseDocument[] = [];
    for (let made = 0; made < MOST_DOCUMENTS; made += 1) full.push(announced(full));
    expect(new Set(full.map(({ id }) => id)).size).toBe(MOST_DOCUMENTS);
    expect(ruleOf(() => announced(full))).toBe('too-many-documents');
  });
});

describe('an upload', () => {
  const claim = claimOf();
  const right = { bytes: claim.bytes, sha256: claim.sha256, media: claim.media };

  it('is kept when it is what was announced', () => {
    const stored = storeDocument(announced(), right, LATER);
    expect(stored).toEqual({ ...announced(), storedAt: LATER.toISOString() });
    expect(storedDocuments([stored], ['d1'], 'documents')).toEqual([stored]);
  });

  it.each([
    ['not-arrived', undefined],
    ['disguised', { ...right, media: 'image/png' as const }],
    ['disguised', { ...right, media: undefined }],
    ['too-large', { ...right, bytes: LARGEST_DOCUMENT + 1 }],
    ['altered', { ...right, bytes: claim.bytes - 1 }],
    ['altered', { ...right, sha256: 'b'.repeat(64) }],
  ])('is refused as %s', (rule, found) => {
    expect(ruleOf(() => storeDocument(announced(), found, LATER))).toBe(rule);
  });

  it('has a name made of what it is, never the name that it came with', () => {
    for (const type of DocumentType.options) {
      for (const media of Media.options) {
        const name = fileNameOf({ ...announced([], claimOf(type)), media });
        expect(name).toMatch(new RegExp(`^${type}-d1\\.(pdf|jpg|png)$`));
      }
    }
  });
});

describe('a document that is asked for', () => {
  it('is not found in a case that has no such one', () => {
    expect(() => documentOf([announced()], 'd2')).toThrow(NotFound);
    expect(faultsOf(() => storedDocuments([], ['d9'], 'document'))).toEqual([
      'document.0 is no document of this case',
    ]);
  });
});
