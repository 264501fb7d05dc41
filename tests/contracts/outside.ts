import { describe, expect, it } from 'vitest';
import { NotFound } from '../../domain/errors.ts';
import type { Files, Sms, Workflows } from '../../domain/ports.ts';

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export function describeFiles(name: string, open: () => Promise<Files>): void {
  describe(`files of ${name}`, () => {
    it('reads back what was put, byte for byte', async () => {
      const files = await open();
      const bytes = Uint8Array.from({ length: 40_000 }, (_, index) => index % 256);
      await files.put('proofs/bytes', bytes, 'application/octet-stream');

      bytes.fill(0);

      const read = await joined(await files.read('proofs/bytes'));
      expect([...read]).toEqual(Array.from({ length: 40_000 }, (_, index) => index % 256));
      expect(await files.size('proofs/bytes')).toBe(bytes.byteLength);
    });

    it('keeps a text as UTF-8, and the last one put under a key', async () => {
      const files = await open();
      await files.put('reports/a.csv', '甲一', 'text/csv');

      await files.put('reports/a.csv', '乙二,丙三', 'text/csv');

      const read = await joined(await files.read('reports/a.csv'));
      expect(read.toString('utf8')).toBe('乙二,丙三');
      expect(await files.size('reports/a.csv')).toBe(read.byteLength);
    });

    it('knows that a file is not there', async () => {
      const files = await open();

      await expect(files.read('none')).rejects.toThrow(NotFound);
      expect(await files.size('none')).toBeUndefined();
    });

    it('removes a file, and takes one that is not there for removed', async () => {
      const files = await open();
      await files.put('documents/pu-1/d1', 'disclosed', 'application/pdf');
      await files.put('documents/pu-1/d10', 'kept', 'application/pdf');

      await files.remove('documents/pu-1/d1');
      await files.remove('documents/pu-1/d1');

      expect(await files.size('documents/pu-1/d1')).toBeUndefined();
      await expect(files.read('documents/pu-1/d1')).rejects.toThrow(NotFound);
      expect(await files.size('documents/pu-1/d10')).toBeGreaterThan(0);
    });

    it('gives addresses to put and to get one file', async () => {
      const files = await open();

      const put = new URL(await files.uploadUrl('imports/1/policies.csv', 'text/csv'));
      const get = new URL(await files.downloadUrl('imports/1/policies.csv', '保单.csv'));

      expect(decodeURIComponent(put.pathname)).toContain('imports/1/policies.csv');
      expect(decodeURIComponent(get.pathname)).toContain('imports/1/policies.csv');
    });
  });
}

export function describeWorkflows(name: string, open: () => Promise<Workflows>): void {
  describe(`workflows of ${name}`, () => {
    it('takes a name that was used already for success', async () => {
      const workflows = await open();
      await workflows.start('callback', 'cb-1', { caseId: 'cb-1' });

      await expect(workflows.start('callback', 'cb-1', { caseId: 'cb-1' })).resolves.toBeUndefined();
    });

    it('says of a token that nobody waits with that it is gone', async () => {
      const workflows = await open();
      const token = 'token-1';
      const first = await workflows.wake(token, {});

      expect(['woken', 'gone']).toContain(first);
      expect(await workflows.wake(token, {})).toBe('gone');
    });
  });
}

export function describeSms(name: string, open: () => Promise<Sms>): void {
  describe(`text messages of ${name}`, () => {
    it('gives the same receipt for the same message twice', async () => {
      const sms = await open();
      const message = {
        id: 'cb-1.2',
        phone: '13900000001',
        template: 'callback-invitation',
        parameters: { link: 'https://example.com/c/1' },
      } as const;

      const first = await sms.send(message);
      const second = await sms.send(message);

      expect(second).toEqual(first);
    });
  });
}
