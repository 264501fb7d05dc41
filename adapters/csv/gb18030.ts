/**
 * Node decodes GB18030 and does not encode it, so the decoder's own table is turned round: what is written here is read
 * back as it was. GBK, which Excel in China saves, is the part of it with one and two bytes.
 */
export function toGb18030(text: string): Uint8Array {
  codes ??= table();
  const known = codes;
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code > 0xffff) bytes.push(...fourBytes(code - 0x10000 + FIRST_BEYOND));
    else bytes.push(...(known.get(char) ?? UNKNOWN));
  }
  return Uint8Array.from(bytes);
}

const FIRST_BEYOND = 189_000; // pointer of U+10000 in the WHATWG index
const OF_THE_PLANE = 39_420; // pointers of four bytes below it, none of them empty
const UNKNOWN = [0x3f]; // half of a surrogate pair: a question mark

let codes: Map<string, readonly number[]> | undefined;

function table(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, readonly number[]>();
  const put = (code: readonly number[]) => {
    const text = decoder.decode(Uint8Array.from(code));
    if (text.length === 1 && text !== '\ufffd' && !found.has(text)) found.set(text, code);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) put([lead, trail]);
  }
  for (let pointer = 0; pointer < OF_THE_PLANE; pointer += 1) put(fourBytes(pointer));
  return found;
}

function fourBytes(pointer: number): number[] {
  const fourth = pointer % 10;
  const third = Math.floor(pointer / 10) % 126;
  const second = Math.floor(pointer / 1_260) % 10;
  return [0x81 + Math.floor(pointer / 12_600), 0x30 + second, 0x81 + third, 0x30 + fourth];
}
