import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Files } from '../../adapters/aws/files.ts';
import { type Messaging, startMessaging } from '../../local/services/messaging.ts';
import { present } from '../support/present.ts';
import { describeFiles } from './outside.ts';

const BUCKET = 'files';
const HEADER = 'x-amz-checksum-sha256';
const KEY = 'documents/pu-1/d1';
const BYTES = '%PDF-announced';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The files in S3, against the emulator of this machine. */
export function describeS3Files(): void {
  let server: Messaging | undefined;
  let files: S3Files | undefined;
  beforeAll(async () => {
    server = await startMessaging({ buckets: [BUCKET] });
    files = new S3Files(
      new S3Client({ endpoint: server.endpoint, region: 'us-east-1', credentials: CREDENTIALS }),
      BUCKET,
    );
  });
  afterAll(() => server?.stop());

  describeFiles('S3', async () => present(files));

  describe('an address for an upload to S3', () => {
    const addressOf = async (sha256?: string) =>
      new URL(await present(files).uploadUrl(KEY, 'application/pdf', sha256));
    const hashOf = (encoding: 'hex' | 'base64') => createHash('sha256').update(BYTES).digest(encoding);
    const signed = (address: URL) => present(address.searchParams.get('X-Amz-SignedHeaders')).split(';');
    const parameters = (address: URL) => [...address.searchParams.keys()].map((name) => name.toLowerCase());

    it('with a hash asks for it as a header, signed: S3 compares it with the bytes', async () => {
      const address = await addressOf(hashOf('hex'));

      expect(signed(address)).toEqual(['host', HEADER]);
      // In the address it would be signed as well, and compared with nothing.
      expect(parameters(address).filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
    });

    it('with a hash is good for a call whose header holds it, and for no other', async () => {
      const address = await addressOf(hashOf('hex'));

      const signature = address.searchParams.get('X-Amz-Signature');
      expect(signature).toBe(signatureOf(address, hashOf('base64')));
      expect(signature).not.toBe(signatureOf(address, hashOf('hex')));
    });

    it('without a hash takes any bytes: none of an empty body is signed into it', async () => {
      const address = await addressOf();

      expect(signed(address)).toEqual(['host']);
      expect(parameters(address).filter((name) => name.includes('checksum'))).toEqual([]);
    });

    // The emulator checks neither signature nor checksum, and takes other bytes too: that S3 refuses them (BadDigest),
    // and a call without the header (AccessDenied), can be seen in AWS only. `storeDocument` compares them once more.
    it('with a hash takes the file that was announced', async () => {
      const address = await addressOf(hashOf('hex'));
      const headers = { 'content-type': 'application/pdf', [HEADER]: hashOf('base64') };

      const { status } = await fetch(address, { method: 'PUT', body: BYTES, headers });

      expect(status).toBe(200);
      expect(await present(files).size(KEY)).toBe(BYTES.length);
    });
  });
}

/** What S3 computes of a PUT to this address with this header, by the steps of its documentation (SigV4). */
function signatureOf(address: URL, checksum: string): string {
  const query = [...address.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .toSorted();
  const names = ['host', HEADER].join(';');
  const canonical = [
    'PUT',
    address.pathname,
    query.join('&'),
    `host:${address.host}`,
    `${HEADER}:${checksum}`,
    '',
    names,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const [, ...scope] = present(address.searchParams.get('X-Amz-Credential')).split('/');
  const text = [
    'AWS4-HMAC-SHA256',
    present(address.searchParams.get('X-Amz-Date')),
    scope.join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part);
  const key = scope.reduce<string | Buffer>(
    (above, part) => hmac(above, part).digest(),
    `AWS4${CREDENTIALS.secretAccessKey}`,
  );
  return hmac(key, text).digest('hex');
}
