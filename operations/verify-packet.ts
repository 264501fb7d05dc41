import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// Checks an evidence packet without a network, without the firm and without anything but Node 24: whoever gets the
// packet need not trust the code that made it. So nothing of the rest of the sources is used here, and a test holds the
// two against each other.

export interface Fault {
  /** The file in the packet, or `archive` for what lies between the files. */
  entry: string;
  what: string;
}

export interface Checked {
  faults: Fault[];
  /** What the packet says it is, when that can be read. */
  head: Record<string, unknown> | undefined;
  /** SHA-256 of the packet in hex: the firm's own history of the case names it. */
  sha256: string;
}

interface Entry {
  path: string;
  bytes: Buffer;
}

/** Everything that is wrong with a packet; nothing when it is whole. */
export function checkPacket(zip: Uint8Array): Checked {
  const faults: Fault[] = [];
  const fault = (entry: string, what: string) => void faults.push({ entry, what });
  const entries = readArchive(Buffer.from(zip), fault);
  const files = new Map(entries.map(({ path, bytes }) => [path, bytes]));
  checkSums(entries, fault);
  const json = (path: string): unknown => readJson(files, path, fault);
  const head = objectIn(json('case.json'));
  checkManifest(objectIn(json('manifest.json')), head, entries, fault);
  checkTimeline(listIn(json('timeline.json')), head, files, fault);
  if (files.has('policy-timeline.json'))
    for (const what of chainFaults(listIn(json('policy-timeline.json')))) fault('policy-timeline.json', what);
  if (files.has('commission.json')) checkLedgers(listIn(json('commission.json')), fault);
  checkBodies(listIn(json('contents.json')), listIn(json('documents.json')), files, fault);
  return { faults, head, sha256: sha256Of(zip, 'hex') };
}

type Say = (entry: string, what: string) => void;
type Json = Record<string, unknown>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const NO_TIME = 0x00210000; // 1 January 1980, as time (0) and date

/**
 * Files in their order. Each is stored as it is, so the whole archive follows from its files: it is written anew and
 * compared, and not a byte of it can hide anything.
 */
function readArchive(zip: Buffer, fault: Say): Entry[] {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END) {
    fault('archive', 'is no ZIP, or has something after its end');
    return [];
  }
  const entries: Entry[] = [];
  const places: [offset: number, path: string][] = [];
  try {
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      const [size, nameLength, start] = [
        zip.readUInt32LE(at + 20),
        zip.readUInt16LE(at + 28),
        zip.readUInt32LE(at + 42),
      ];
      const path = zip.toString('utf8', at + 46, at + 46 + nameLength);
      const from = start + 30 + nameLength;
      if (from + size > zip.length) throw new RangeError(`${path} ends beyond the archive`);
      entries.push({ path, bytes: zip.subarray(from, from + size) });
      places.push([start, path], [at, path]);
      at += 46 + nameLength;
    }
  } catch (error) {
    fault('archive', `its list of files cannot be read: ${error instanceof Error ? error.message : error}`);
    return entries;
  }
  compareArchive(zip, writeArchive(entries), places, fault);
  return entries;
}

function compareArchive(zip: Buffer, rebuilt: Buffer, places: [number, string][], fault: Say): void {
  if (zip.equals(rebuilt)) return;
  let at = 0;
  while (at < zip.length && zip[at] === rebuilt[at]) at += 1;
  const before = places.filter(([offset]) => offset <= at).toSorted(([a], [b]) => b - a)[0];
  fault(before?.[1] ?? 'archive', `the archive differs at byte ${at} from what its files make`);
}

/** The one archive that these files make. */
function writeArchive(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt32LE(NO_TIME, 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(offset, 12);
    locals.push(number(LOCAL), common, name, bytes);
    centrals.push(number(CENTRAL), short(VERSION), common, central.subarray(2), name);
    offset += 30 + name.length + bytes.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function short(value: number): Buffer {
  return number(value).subarray(0, 2);
}

const CRC_TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const SUMS = 'SHA256SUMS';

function checkSums(entries: readonly Entry[], fault: Say): void {
  const listed = new Map<string, string>();
  const sums = entries.find(({ path }) => path === SUMS);
  if (sums === undefined) {
    fault(SUMS, 'is missing');
    return;
  }
  for (const line of sums.bytes.toString('utf8').split('\n').slice(0, -1)) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined) fault(SUMS, 'has a line that is no sum');
    else listed.set(path, sha256);
  }
  for (const { path, bytes } of entries) {
    if (path === SUMS) continue;
    const expected = listed.get(path);
    listed.delete(path);
    if (expected === undefined) fault(path, 'is not listed in SHA256SUMS');
    else if (expected !== sha256Of(bytes, 'hex')) fault(path, 'is not what SHA256SUMS says');
  }
  for (const path of listed.keys()) fault(path, 'is listed in SHA256SUMS and missing');
}

function checkManifest(
  manifest: Json | undefined,
  head: Json | undefined,
  entries: readonly Entry[],
  fault: Say,
): void {
  if (manifest === undefined) return;
  if (
    manifest.format !== 'recourse-evidence/1' ||
    manifest.case !== head?.id ||
    manifest.version !== head?.version ||
    canonicalJson(manifest.chain) !== canonicalJson(head?.chain)
  )
    fault('manifest.json', 'is of another packet than case.json');
  const is = entries
    .filter(({ path }) => path !== 'manifest.json' && path !== SUMS)
    .map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Of(bytes, 'hex') }));
  if (canonicalJson(is) !== canonicalJson(manifest.files))
    fault('manifest.json', 'does not list the files as they are');
}

function checkTimeline(
  events: readonly Json[],
  head: Json | undefined,
  files: ReadonlyMap<string, Buffer>,
  fault: Say,
): void {
  for (const what of chainFaults(events)) fault('timeline.json', what);
  const chain = objectIn(head?.chain);
  if (
    chain?.events !== events.length ||
    chain?.head !== events.at(-1)?.hash ||
    head?.version !== events.length
  )
    fault('case.json', 'names another end of the history than timeline.json has');
  for (const event of events) {
    if (event.caseId !== head?.id) fault('timeline.json', `event ${event.seq} is of another case`);
    const path = `events/${String(event.seq).padStart(6, '0')}.txt`;
    if (files.get(path)?.toString('utf8') !== textOf(event))
      fault(path, 'is not the text that the event’s hash is of');
  }
  const texts = [...files.keys()].filter((path) => path.startsWith('events/')).length;
  if (texts !== events.length) fault('timeline.json', `has ${events.length} events, and events/ ${texts}`);
}

/** Whoever edits, inserts, removes or swaps an event breaks every hash after it: only the first place is told. */
function chainFaults(events: readonly Json[]): string[] {
  let previous = 'genesis';
  for (const [index, event] of events.entries()) {
    const seq = index + 1;
    if (event.seq !== seq) return [`event ${seq} is missing or out of its place`];
    if (event.previousHash !== previous) return [`event ${seq} does not follow the one before it`];
    if (event.hash !== sha256Of(textOf(event), 'base64url')) return [`event ${seq} was edited`];
    previous = String(event.hash);
  }
  return [];
}

function textOf({ seq: _seq, previousHash, hash: _hash, ...content }: Json): string {
  return `${previousHash}\n${canonicalJson(content)}`;
}

function checkLedgers(lines: readonly Json[], fault: Say): void {
  for (const { payee, balances, entries } of lines) {
    const say = (what: string) => fault('commission.json', `${payee}: ${what}`);
    const posted = listIn(entries);
    for (const what of chainFaults(posted)) say(what);
    const sums: Record<string, number> = { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 };
    for (const { seq, legs } of posted) {
      const amounts = Object.entries(objectIn(legs) ?? {}).map(([name, fen]) => [name, Number(fen)] as const);
      if (amounts.reduce((sum, [, fen]) => sum + fen, 0) !== 0) say(`entry ${seq} does not sum to zero`);
      for (const [name, fen] of amounts) sums[name] = (sums[name] ?? 0) + (name === 'accrued' ? -fen : fen);
    }
    if (canonicalJson(sums) !== canonicalJson(balances)) say('the balances are not the sums of the entries');
  }
}

function checkBodies(
  contents: readonly Json[],
  documents: readonly Json[],
  files: ReadonlyMap<string, Buffer>,
  fault: Say,
): void {
  const hashes = new Map(contents.map(({ name, hash }) => [`contents/${name}.json`, hash]));
  const sums = new Map(documents.map(({ id, sha256 }) => [String(id), sha256]));
  for (const [path, bytes] of files) {
    if (path.startsWith('contents/') && sha256Of(bytes, 'base64url') !== hashes.get(path))
      fault(path, 'is not what its hash in contents.json says');
    const [, id] = /^documents\/.+-([^-]+)\.\w+$/.exec(path) ?? [];
    if (path.startsWith('documents/') && (id === undefined || sha256Of(bytes, 'hex') !== sums.get(id)))
      fault(path, 'is not what its hash in documents.json says');
  }
}

function readJson(files: ReadonlyMap<string, Buffer>, path: string, fault: Say): unknown {
  const bytes = files.get(path);
  if (bytes === undefined) {
    fault(path, 'is missing');
    return undefined;
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    fault(path, 'is no JSON');
    return undefined;
  }
}

/** One text per value: keys by UTF-16 unit, no spaces (RFC 8785 for what JSON.parse gives). */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function objectIn(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function listIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => objectIn(one) !== undefined) : [];
}

function sha256Of(bytes: Uint8Array | string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(bytes).digest(encoding);
}

if (import.meta.main) {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) {
    console.error('node operations/verify-packet.ts FILE.zip');
    process.exitCode = 2;
  } else {
    const { faults, head, sha256 } = checkPacket(readFileSync(file));
    for (const { entry, what } of faults) console.log(`FAULT ${entry}: ${what}`);
    if (faults.length === 0) {
      console.log(`${head?.kind} ${head?.id}, version ${head?.version}: every file and every event checked.`);
      console.log(`Hash of the last event: ${objectIn(head?.chain)?.head}`);
      console.log(`SHA-256 of this packet: ${sha256}`);
      console.log('Ask the firm for both: only it can say that they are its own.');
    } else console.log(`${faults.length} faults.`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  }
}
