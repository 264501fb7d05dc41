import { NotFound } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports.ts';

interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
}

const PIECE_BYTES = 16_384; // about what arrives at once from a network: a reader must join pieces

export class MemoryFiles implements Files {
  readonly #files = new Map<string, Stored>();

  async put(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body);
    this.#files.set(key, { bytes, contentType });
  }

  async read(key: string): Promise<AsyncIterable<Uint8Array>> {
    const found = this.#files.get(key);
    if (found === undefined) throw new NotFound('There is no such file.', { details: { key } });
    return pieces(found.bytes);
  }

  async size(key: string): Promise<number | undefined> {
    return this.#files.get(key)?.bytes.byteLength;
  }

  async remove(key: string): Promise<void> {
    this.#files.delete(key);
  }

  contentType(key: string): string | undefined {
    return this.#files.get(key)?.contentType;
  }

  async uploadUrl(key: string, contentType: string): Promise<string> {
    return `memory:///${encodeURIComponent(key)}?put&type=${encodeURIComponent(contentType)}`;
  }

  async downloadUrl(key: string, fileName: string): Promise<string> {
    return `memory:///${encodeURIComponent(key)}?name=${encodeURIComponent(fileName)}`;
  }
}

async function* pieces(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
    yield bytes.slice(from, from + PIECE_BYTES);
  }
}
