import { createHash, timingSafeEqual } from 'node:crypto';
import { Invalid, NOTHING_HERE, NotFound, TooLarge } from '../../domain/errors.ts';
import type { SmsPushed, SmsReply, SmsReport } from '../../domain/ports.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const UTF_8 = new TextDecoder('utf-8'); // what is not UTF-8 becomes a replacement character, and is read as such

/** The list in a push. @throws TooLarge, Invalid */
export function itemsOf(body: Uint8Array): unknown[] {
  if (body.byteLength > MOST_BYTES)
    throw new TooLarge('A push has 10 MB at most.', { details: { bytes: body.byteLength } });
  let json: unknown;
  try {
    json = JSON.parse(UTF_8.decode(body));
  } catch {
    // No cause: JSON.parse repeats a piece of the text.
    throw new Invalid('The push is not JSON.');
  }
  if (!Array.isArray(json)) throw new Invalid('The push is not a list.');
  return json;
}

/** Compared by their hashes, so that the time tells neither length nor content. @throws NotFound */
export function mustProve(given: string | undefined, right: string): void {
  const hashes = [given ?? '', right].map((text) => createHash('sha256').update(text).digest());
  const [one, other] = hashes;
  if (given === undefined || one === undefined || other === undefined || !timingSafeEqual(one, other))
    throw new NotFound(NOTHING_HERE);
}

/** Each item by itself: one that nobody can read keeps none of the others back. */
export function pushedOf(
  items: readonly unknown[],
  read: (item: unknown) => { reply: SmsReply } | { report: SmsReport } | undefined,
): SmsPushed {
  const pushed: SmsPushed = { replies: [], reports: [], unreadable: 0 };
  for (const item of items) {
    const found = read(item);
    if (found === undefined) pushed.unreadable += 1;
    else if ('reply' in found) pushed.replies.push(found.reply);
    else pushed.reports.push(found.report);
  }
  return pushed;
}
