import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_DOCUMENT } from '../../domain/documents.ts';
import { fileKeyOf } from '../../functions/matter/documents.ts';
import { present } from '../support/present.ts';
import { personOf } from './house-visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.house.close());

const text = (words: string) => Buffer.from(words, 'utf8');
const hex = (digits: string) => Buffer.from(digits, 'hex');

const SCRIPT = '<script>fetch("https://x.example")</script>';
/** What somebody would like to be taken for a picture or a letter. */
const DISGUISED: readonly [what: string, bytes: Buffer][] = [
  ['a page', text(`<!doctype html>${SCRIPT}`)],
  ['a page behind a byte-order mark', text(`\ufeff<html>${SCRIPT}`)],
  ['a drawing with a script', text(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)],
  ['a drawing with a prologue', text(`<?xml version="1.0"?><svg onload="alert(1)"/>`)],
  ['a letter that begins later', text(`${SCRIPT}%PDF-1.7\n%%EOF`)],
  ['a letter after a blank', text(' %PDF-1.7\n%%EOF')],
  ['a program', hex('4d5a90000300000004000000ffff0000')],
  ['a program of Linux', hex('7f454c46020101000000000000000000')],
  ['an archive', hex('504b0304140000000800000000000000')],
  ['a moving picture', text('GIF89a\u0001\u0000')],
  ['a script with a shebang', text('#!/bin/sh\nid\n')],
  ['a picture with one byte other', hex('89504e470d0a1a0b0000000d')],
  ['the beginning of a beginning', hex('8950')],
  ['nothing', Buffer.alloc(0)],
];
const MEDIA = ['application/pdf', 'image/png', 'image/jpeg'] as const;

interface Place {
  root: string;
  as: string;
  kind: 'preUnderwriting' | 'reconsideration' | 'complaint';
}

const PLACES: readonly Place[] = [
  { root: '/pre-underwriting', as: 'broker-bj-1', kind: 'preUnderwriting' },
  { root: '/reconsiderations', as: 'broker-bj-1', kind: 'reconsideration' },
  { root: '/complaints', as: 'handler-bj-1', kind: 'complaint' },
];

interface Claim {
  media: string;
  bytes: number;
  sha256: string;
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const claimOf = (bytes: Uint8Array, media: string): Claim => ({
  media,
  bytes: Math.max(1, bytes.length),
  sha256: sha256Of(bytes),
});

async function ask(path: string, as: string, body: object) {
  const before = world.house.changes.made;
  const told = await world.house.ask({ by: personOf(as), method: 'POST', path, body });
  return { ...told, changes: world.house.changes.made - before, body: JSON.parse(told.text) };
}

async function announce({ root, as, kind }: Place, claim: Claim): Promise<string> {
  const path = `${root}/${world.matters.bj[kind]}/documents`;
  const announced = await ask(path, as, { type: 'other', ...claim });
  expect(announced.status, announced.text).toBe(201);
  return (announced.body as { document: string }).document;
}

/** Bytes under the key of a document, and word that they are there. */
async function arrive({ root, as, kind }: Place, document: string, bytes: Uint8Array | undefined) {
  const id = world.matters.bj[kind];
  if (bytes !== undefined) await world.house.files.put(fileKeyOf(id, document), bytes, 'application/pdf');
  return ask(`${root}/${id}/documents/${document}/stored`, as, {});
}

describe.each(PLACES)('a document brought to $root', (place) => {
  const { root, as, kind } = place;

  it.each(MEDIA)('is refused when it says %s and is anything else', async (media) => {
    const document = await announce(place, claimOf(text('any'), media));
    for (const [what, bytes] of DISGUISED) {
      const told = await arrive(place, document, bytes);
      expect([what, told.status, told.changes]).toEqual([what, 422, 0]);
      expect(told.body.rule).toBe('disguised');
      expect(told.text).not.toContain('script');
      const seen = await ask(`${root}/${world.matters.bj[kind]}/documents/${document}/view`, as, {});
      expect([what, seen.status, seen.changes]).toEqual([what, 422, 0]);
      expect(seen.text).not.toContain('memory://');
    }
  });

  it('is refused when size or hash are others than were announced, when it is too large, and when nothing came', async () => {
    const pdf = text('%PDF-1.7\n%%EOF\n');
    const claim = claimOf(pdf, 'application/pdf');
    const refusals = [
      [claim, text('%PDF-1.7\n%%EOX\n'), 'altered'],
      [{ ...claim, bytes: claim.bytes + 1 }, pdf, 'altered'],
      [claim, Buffer.concat([pdf, text(SCRIPT)]), 'altered'],
      [claim, Buffer.alloc(LARGEST_DOCUMENT + 1, '%PDF-'), 'too-large'],
      [claim, undefined, 'not-arrived'],
    ] as const;
    for (const [said, bytes, rule] of refusals) {
      const told = await arrive(place, await announce(place, said), bytes);
      expect([rule, told.status, told.body.rule, told.changes]).toEqual([rule, 422, rule, 0]);
    }
  });

  it('is told no name and no kind of its own: what it may be is a short list', async () => {
    const path = `${root}/${world.matters.bj[kind]}/documents`;
    for (const wrong of [
      { media: 'text/html' },
      { media: 'image/svg+xml' },
      { media: 'application/pdf; x=y' },
      { type: '../../etc/passwd' },
      { bytes: LARGEST_DOCUMENT + 1 },
      { bytes: 0 },
      { sha256: 'A'.repeat(64) },
      { name: 'letter.pdf.exe' },
    ]) {
      const told = await ask(path, as, {
        type: 'other',
        ...claimOf(text('%PDF-'), 'application/pdf'),
        ...wrong,
      });
      expect([wrong, told.status, told.changes]).toEqual([wrong, 400, 0]);
    }
  });

  it('that is two things at once is handed out as a file to be kept, under a name of ours, and shown by no browser', async () => {
    const both = text(`%PDF-1.7\n${SCRIPT}<svg onload="alert(1)"/>\n%%EOF\n`);
    const document = await announce(place, claimOf(both, 'application/pdf'));
    expect((await arrive(place, document, both)).status).toBe(200);
    const { body } = await ask(`${root}/${world.matters.bj[kind]}/documents/${document}/view`, as, {});
    const name = present(new URL(body.url).searchParams.get('name'));
    // `attachment` and the media that was announced: adapters/aws/files.ts, held by the contract of the files.
    expect(name).toBe(`other-${document}.pdf`);
    expect(decodeURIComponent(new URL(body.url).pathname)).not.toContain(String(world.matters.bj[kind]));
  });
});
