import { isAscii } from 'node:buffer';

const PIECE_BYTES = 65_536; // one long chunk must not become one long string
const SAMPLE_BYTES = 65_536;

export type Encoding = 'utf-8' | 'gb18030';

/**
 * The text of a file that is UTF-8, with or without byte-order mark, or GBK (Excel in China still saves GBK; GB18030
 * holds it). A byte that has no meaning becomes U+FFFD, for the reader to refuse the row it is in.
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let sample: Uint8Array = new Uint8Array();
  for await (const piece of pieces(bytes)) {
    if (decoder !== undefined) {
      yield decoder.decode(piece, { stream: true });
    } else if (sample.length === 0 && isAscii(piece)) {
      yield new TextDecoder().decode(piece); // the same in both, and says nothing about which it is
    } else {
      sample = Buffer.concat([sample, piece]);
      if (sample.length < SAMPLE_BYTES) continue;
      decoder = new TextDecoder(encodingOf(sample, false));
      yield decoder.decode(sample, { stream: true });
    }
  }
  if (decoder !== undefined) yield decoder.decode();
  else yield new TextDecoder(encodingOf(sample, true)).decode(sample);
}

/** What `textOf` reads a file as that is there as one piece. */
export function encodingOfFile(bytes: Uint8Array): Encoding {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    if (!isAscii(piece)) return encodingOf(piece, piece.length < SAMPLE_BYTES);
  }
  return 'utf-8';
}

/** `whole`: nothing follows, so a character that is cut off at the end of the sample is a broken one. */
function encodingOf(sample: Uint8Array, whole: boolean): Encoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  const utf8 = new TextDecoder('utf-8').decode(sample, { stream: !whole });
  const gbk = new TextDecoder('gb18030').decode(sample, { stream: !whole });
  const [brokenInUtf8, brokenInGbk] = [broken(utf8), broken(gbk)];
  // Fewer, not none: one bad byte in a long UTF-8 file must not turn every name in it into other characters.
  if (brokenInUtf8 > 0) return brokenInUtf8 < brokenInGbk ? 'utf-8' : 'gb18030';
  // 682 common characters are valid as two-byte UTF-8 too: 小学 reads as Cyrillic. Where nothing but such pairs stands,
  // Han is meant, unless all of it is Latin: then it is a name with an accent.
  const isPairs = /^[\0-\u07ff]*$/.test(utf8) && /^[\p{ASCII}\p{Script=Han}]*$/u.test(gbk);
  return isPairs && !/^[\p{ASCII}\p{Script=Latin}]*$/u.test(utf8) ? 'gb18030' : 'utf-8';
}

function broken(text: string): number {
  return text.split('\ufffd').length - 1;
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}
