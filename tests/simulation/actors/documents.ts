import { createHash } from 'node:crypto';
import type { DocumentType } from '../../../domain/documents.ts';
import type { Staff } from '../../../domain/people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';

/** Announces a document, puts its bytes where it is told to, and says so; at times something of it is left out. */
export async function bring(
  world: World,
  draw: Draw,
  by: Staff,
  path: string,
  type: DocumentType,
): Promise<string | undefined> {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${draw.int(0, 999_999)}`);
  const claim = {
    type,
    media: 'application/pdf',
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const { status, body } = await world.ask(by, 'POST', `${path}/documents`, claim);
  if (status !== 201) return undefined;
  const key = decodeURIComponent(new URL(body.uploadUrl).pathname.slice(1));
  if (draw.chance(0.05)) return body.document;
  await world.files.put(key, draw.chance(0.97) ? bytes : bytes.slice(1), 'application/pdf');
  await world.ask(by, 'POST', `${path}/documents/${body.document}/stored`);
  return body.document;
}
