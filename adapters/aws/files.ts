import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  NotFound as S3NotFound,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { NotFound } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports.ts';
import { translated, translating } from '../dynamodb/errors.ts';

const LINK_SECONDS = 3600;
const CHECKSUM_HEADER = 'x-amz-checksum-sha256';
const OWN_CHECKSUM = /^x-amz-(checksum-crc|sdk-checksum)/;

export class S3Files implements Files {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    await translating(() =>
      this.#client.send(
        new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: body, ContentType: contentType }),
      ),
    );
  }

  async read(key: string): Promise<AsyncIterable<Uint8Array>> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      if (Body === undefined) throw new NotFound('The file is empty of a body.', { details: { key } });
      // In Node the body is a stream of buffers, which the SDK's type for every platform does not say.
      return Body as unknown as AsyncIterable<Uint8Array>;
    } catch (error) {
      if (error instanceof NoSuchKey)
        throw new NotFound('There is no such file.', { details: { key }, cause: error });
      throw translated(error);
    }
  }

  async size(key: string): Promise<number | undefined> {
    try {
      const { ContentLength } = await this.#client.send(
        new HeadObjectCommand({ Bucket: this.#bucket, Key: key }),
      );
      return ContentLength;
    } catch (error) {
      if (error instanceof S3NotFound || error instanceof NoSuchKey) return undefined;
      throw translated(error);
    }
  }

  async remove(key: string): Promise<void> {
    await translating(() => this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })));
  }

  uploadUrl(key: string, contentType: string, sha256?: string): Promise<string> {
    const checksum =
      sha256 === undefined ? {} : { ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') };
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: contentType,
      ...checksum,
    });
    command.middlewareStack.add(
      (next) => (args) => {
        withoutOwnChecksum(args.request);
        return next(args);
      },
      { step: 'build', priority: 'low', name: 'withoutOwnChecksum' },
    );
    return getSignedUrl(
      this.#client,
      command,
      // Left to itself the presigner moves the header into the address, where S3 does not compare it with the body.
      { expiresIn: LINK_SECONDS, unhoistableHeaders: new Set([CHECKSUM_HEADER]) },
    );
  }

  downloadUrl(key: string, fileName: string): Promise<string> {
    return getSignedUrl(
      this.#client,
      new GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
      }),
      { expiresIn: LINK_SECONDS },
    );
  }
}

/**
 * The client adds a CRC-32 to each upload of which it knows no other checksum. When an address is signed there is no
 * body yet, so it would be that of an empty one, and no file would have it.
 */
function withoutOwnChecksum(request: unknown): void {
  const { headers } = request as { headers: Record<string, string> };
  for (const name of Object.keys(headers)) if (OWN_CHECKSUM.test(name)) delete headers[name];
}
