import { createHash } from 'node:crypto';
import type { CaseEvent } from '../case.ts';
import type { CommissionLine, Entry } from '../commission/line.ts';
import { contentHash } from '../decision.ts';
import { type CaseDocument, fileNameOf, isStored } from '../documents.ts';
import { InvariantBroken } from '../errors.ts';
import { canonicalJson, hashedText, verifyChain } from '../history.ts';
import { mask } from '../masking.ts';
import type { Policy, PolicyEvent } from '../policy/policy.ts';
import { packetPage } from './page.ts';
import { READ_ME } from './read-me.ts';
import type { CaseFacts, Snapshot } from './snapshot.ts';

/** A file of a packet. */
export interface PacketFile {
  /** ASCII, with `/` between folders. */
  path: string;
  bytes: Uint8Array;
}

export interface PacketFacts extends CaseFacts {
  ofPolicy: readonly PolicyEvent[];
  /** Documents whose bytes go in, by id. */
  files: ReadonlyMap<string, Uint8Array>;
}

export interface PacketSettings {
  version: number;
  /** Values in clear instead of masked, and what the case holds apart from its history. */
  whole: boolean;
  /** Health data stays out: of contents and documents only their hashes go in. */
  withoutBodies: boolean;
}

export const PACKET_FORMAT = 'recourse-evidence/1';

/**
 * One case for somebody outside (证据包): what happened with the chain that proves it, what was said to whom, what was
 * due and why, money, documents and their hashes, and a page to read it by. Made of the same version it is the same to
 * the byte, as long as nothing in it was erased.
 */
export function assemble(facts: PacketFacts, snapshot: Snapshot, settings: PacketSettings): PacketFile[] {
  const history = historyUpTo(facts.history, settings.version);
  const parts = {
    case: headOf(facts, snapshot, history, settings),
    timeline: history,
    proofs: proofsOf(history),
    messages: snapshot.messages,
    deadlines: snapshot.deadlines,
    contents: snapshot.contents,
    documents: snapshot.documents.map(({ addedBy, ...document }) => ({ ...document, addedBy })),
    ...(facts.policy === undefined ? {} : { policy: policyPart(facts.policy, settings.whole) }),
    ...(snapshot.policyVersion === undefined
      ? {}
      : { 'policy-timeline': facts.ofPolicy.slice(0, snapshot.policyVersion) }),
    ...(snapshot.lines.length === 0 ? {} : { commission: ledgersOf(facts.lines, snapshot) }),
  };
  const files: PacketFile[] = [
    ...Object.entries(parts).map(([name, part]) => textFile(`${name}.json`, pretty(part))),
    ...history.map((event) => textFile(`events/${numbered(event.seq)}.txt`, hashedText(event))),
    ...bodiesOf(facts, snapshot, settings),
    textFile('index.html', packetPage(parts)),
    textFile('README.txt', READ_ME),
  ];
  return sealed(files, parts.case);
}

export type PacketParts = {
  case: ReturnType<typeof headOf>;
  timeline: readonly CaseEvent[];
  proofs: ReturnType<typeof proofsOf>;
  policy?: ReturnType<typeof policyPart>;
  commission?: ReturnType<typeof ledgersOf>;
} & Pick<Snapshot, 'messages' | 'deadlines' | 'contents' | 'documents'>;

/** @throws InvariantBroken when the chain does not hold: what is not proven is not handed out as a proof */
function historyUpTo(history: readonly CaseEvent[], version: number): readonly CaseEvent[] {
  const events = history.slice(0, version);
  const broken = verifyChain(events);
  if (broken !== undefined || events.length !== version)
    throw new InvariantBroken('The history of the case does not verify.', { details: { ...broken } });
  return events;
}

function headOf(
  { case: record, history }: CaseFacts,
  { stage, category, closedAt }: Snapshot,
  events: readonly CaseEvent[],
  { version, whole, withoutBodies }: PacketSettings,
) {
  const { id, kind, branch, openedAt } = record;
  return {
    format: PACKET_FORMAT,
    id,
    kind,
    branch,
    ...('carrier' in record && record.carrier !== undefined ? { carrier: record.carrier } : {}),
    stage,
    category,
    openedAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    /** The history goes up to this event. */
    version,
    chain: { events: events.length, head: history[version - 1]?.hash ?? '' },
    values: whole ? 'in clear' : 'masked',
    ...(whole && withoutBodies ? { withheld: 'contents and documents about health' } : {}),
  };
}

/** What can be held against something outside: recordings, slips, documents, the customer's own word. */
const PROVING = ['evidence', 'document', 'recording', 'slip', 'sha256', 'note', 'decision', 'letter'];

function proofsOf(history: readonly CaseEvent[]) {
  return history.flatMap(({ seq, at, type, by, data }) => {
    const proof = Object.fromEntries(PROVING.flatMap((key) => (key in data ? [[key, data[key]]] : [])));
    return Object.keys(proof).length === 0 && by.kind !== 'customer' ? [] : [{ seq, at, type, by, proof }];
  });
}

/** What of a policy never changes; what came after its intake stands in its own history. */
function policyPart(policy: Policy, whole: boolean) {
  const { id, carrier, number, product, channel, brokerId, branch, customer, premiumFen } = policy;
  return {
    id,
    carrier,
    number: whole ? number : mask('policyNumber', number),
    product,
    channel,
    brokerId,
    branch,
    customer: { ref: customer.ref, name: whole ? customer.name : mask('name', customer.name) },
    premiumFen,
    issuedOn: policy.issuedOn,
    coolingOffDays: policy.coolingOffDays,
    scope: policy.scope,
    recordedAt: policy.recordedAt,
    recordedBy: policy.recordedBy,
    inputHash: policy.inputHash,
  };
}

function ledgersOf(lines: readonly CommissionLine[], snapshot: Snapshot) {
  return snapshot.lines.map(({ payee, entries: count }) => {
    const line = lines.find((one) => one.payee === payee);
    if (line === undefined || line.entries.length < count)
      throw new InvariantBroken('A commission line has lost entries.', { details: { payee } });
    const entries = line.entries.slice(0, count);
    return { payee, payeeRole: line.payeeRole, balances: sumsOf(entries), entries };
  });
}

/** In whole fen; `accrued` is written with the opposite sign in the legs. */
function sumsOf(entries: readonly Entry[]) {
  const sums = { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 };
  for (const { legs } of entries) {
    for (const account of Object.keys(sums) as (keyof typeof sums)[]) {
      const leg = legs[account] ?? 0;
      sums[account] += account === 'accrued' ? -leg : leg;
    }
  }
  return sums;
}

/** A content is the very text that its hash is of. One that was erased or replaced since is there by its hash alone. */
function bodiesOf(
  { contents, files }: PacketFacts,
  snapshot: Snapshot,
  { whole, withoutBodies }: PacketSettings,
): PacketFile[] {
  if (!whole || withoutBodies) return [];
  const bodies = snapshot.contents.flatMap(({ name, hash }) => {
    const body = contents.find((one) => one.name === name)?.body;
    return body === undefined || contentHash(body) !== hash
      ? []
      : [textFile(`contents/${name}.json`, canonicalJson(body))];
  });
  const documents = snapshot.documents.filter(isStored).flatMap((document) => {
    const bytes = files.get(document.id);
    return bytes === undefined ? [] : [{ path: documentPath(document), bytes: asAnnounced(document, bytes) }];
  });
  return [...bodies, ...documents];
}

function documentPath(document: CaseDocument): string {
  return `documents/${fileNameOf(document)}`;
}

function asAnnounced({ id, sha256 }: CaseDocument, bytes: Uint8Array): Uint8Array {
  if (sha256Of(bytes) === sha256) return bytes;
  throw new InvariantBroken('A stored document is not the one that was announced.', {
    details: { document: id },
  });
}

/** With the list of all files by which anybody can check them. Sorted by their paths. */
function sealed(files: readonly PacketFile[], head: PacketParts['case']): PacketFile[] {
  const inOrder = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const listed = inOrder.map(({ path, bytes }) => ({
    path,
    bytes: bytes.byteLength,
    sha256: sha256Of(bytes),
  }));
  const { format, id, version, chain } = head;
  const manifest = textFile('manifest.json', pretty({ format, case: id, version, chain, files: listed }));
  const sums = [...listed, { path: manifest.path, sha256: sha256Of(manifest.bytes) }]
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('');
  return [...inOrder, manifest, textFile('SHA256SUMS', sums)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function textFile(path: string, text: string): PacketFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** Keys in one order, whatever order they were stored in. */
function pretty(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 1)}\n`;
}

function numbered(seq: number): string {
  return String(seq).padStart(6, '0');
}
