/** What a file gives when it is read in chunks of a size. */
export async function* inChunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

let gbkOf: Map<string, readonly number[]> | undefined;

/** Node decodes GBK and does not encode it: so the table is turned round. */
export function gbk(text: string): Uint8Array {
  gbkOf ??= new Map(
    twoByteCodes().map((code) => [new TextDecoder('gbk').decode(Uint8Array.from(code)), code]),
  );
  const table = gbkOf;
  return Uint8Array.from(
    Array.from(text).flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (table.get(char) ?? [0xff]))),
  );
}

function twoByteCodes(): number[][] {
  const codes: number[][] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) codes.push([lead, trail]);
  }
  return codes;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
