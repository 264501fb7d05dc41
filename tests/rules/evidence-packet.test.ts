import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../domain/decision.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import { assemble, type PacketFacts, type PacketFile } from '../../domain/evidence/packet.ts';
import { recordPacket, type Snapshot, snapshotAt, snapshotOf } from '../../domain/evidence/snapshot.ts';
import { followPolicy } from '../../domain/policy/policy.ts';
import { type CallbackStory, withProblem, withRemedy } from '../support/callback-story.ts';
import { COMPLIANCE, EXPERT } from '../support/people.ts';
import { INTAKE_AT } from '../support/policies.ts';
import { claimOf, PreUnderwritingStory } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';

function factsOf(story: CallbackStory, over: Partial<PacketFacts> = {}): PacketFacts {
  return {
    case: story.case,
    history: story.events,
    messages: story.messages,
    contents: [],
    lines: story.lines,
    policy: story.policy,
    dues: [],
    ofPolicy: [],
    files: new Map(),
    ...over,
  };
}

const packetOf = (
  facts: PacketFacts,
  { snapshot = snapshotOf(facts), version = facts.case.version, whole = false, withoutBodies = false } = {},
): PacketFile[] => assemble(facts, snapshot, { version, whole, withoutBodies });

const jsonIn = (files: readonly PacketFile[], path: string) =>
  JSON.parse(Buffer.from(present(files.find((file) => file.path === path)).bytes).toString());
const pathsIn = (files: readonly PacketFile[], folder: string): string[] =>
  files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));

/** A case with a document whose bytes are there and a content. */
function matter() {
  const bytes = Buffer.from('%PDF-1.7 the report');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const story = new PreUnderwritingStory();
  const document = story.document({ ...claimOf(), bytes: bytes.length, sha256 });
  const facts: PacketFacts = {
    case: story.case,
    history: story.events,
    messages: [],
    contents: story.contents,
    lines: [],
    dues: [],
    ofPolicy: [],
    files: new Map([[document, bytes]]),
  };
  return { facts, document };
}

describe('a packet of evidence', () => {
  it('is not made of a history that somebody changed, nor of one that is not all there', () => {
    const facts = factsOf(withProblem());
    expect(packetOf(facts).length).toBeGreaterThan(0);
    const [opened, ...rest] = facts.history;
    const edited = { ...present(opened), at: '2020-01-01T00:00:00.000Z' };
    expect(() => packetOf({ ...facts, history: [edited, ...rest] })).toThrow(InvariantBroken);
    expect(() => packetOf({ ...facts, history: facts.history.slice(0, -1) })).toThrow(InvariantBroken);
  });

  it('is not made with a ledger that has lost entries, and holds those of its own time', () => {
    const story = withProblem();
    const before = snapshotOf(factsOf(story));
    const { version } = story.case;
    story.remedy();
    story.customerConfirms(true);
    const facts = factsOf(story);
    const [ledger] = jsonIn(packetOf(facts, { snapshot: before, version }), 'commission.json');
    expect(ledger.balances).toMatchObject({ payable: 0, held: present(story.lines[0]).balances.accrued });
    expect(ledger.entries).toHaveLength(present(before.lines[0]).entries);
    const lines = story.lines.map((line) => ({ ...line, entries: line.entries.slice(0, -1) }));
    expect(() => packetOf({ ...facts, lines }, { snapshot: snapshotOf(facts) })).toThrow(InvariantBroken);
  });

  it('proves by every word of the customer, though it brings no document', () => {
    const story = new PreUnderwritingStory();
    story.withdraw();
    const facts = { ...matter().facts, case: story.case, history: story.events };
    const proofs = jsonIn(packetOf(facts), 'proofs.json');
    expect(proofs).toMatchObject([{ type: 'consent-withdrawn', by: { kind: 'customer' }, proof: {} }]);
  });

  it('holds the history of the policy as long as it was then', () => {
    const facts = factsOf(withProblem());
    const happens = (policy: NonNullable<PacketFacts['policy']>) =>
      followPolicy(policy, {}, { type: 'contact-corrected', by: COMPLIANCE, at: INTAKE_AT, data: {} });
    const first = happens(present(facts.policy));
    const second = happens(first.policy);
    const then = snapshotOf({ ...facts, policy: first.policy });
    const now = { ...facts, policy: second.policy, ofPolicy: [first.event, second.event] };
    expect(jsonIn(packetOf(now, { snapshot: then }), 'policy-timeline.json')).toEqual([first.event]);
  });

  it('holds a content that is what its hash says, and not one that took its place', () => {
    const { facts } = matter();
    const whole = { whole: true };
    expect(pathsIn(packetOf(facts, whole), 'contents')).toContain('contents/facts.json');
    const replaced = facts.contents.map((one) =>
      one.name === 'facts' ? { ...one, body: { sex: 'male' } } : one,
    );
    const snapshot = snapshotOf(facts);
    const files = packetOf({ ...facts, contents: replaced }, { ...whole, snapshot });
    expect(pathsIn(files, 'contents')).not.toContain('contents/facts.json');
    expect(jsonIn(files, 'contents.json')).toEqual(
      expect.arrayContaining([{ name: 'facts', hash: contentHash(present(facts.contents[0]).body) }]),
    );
  });

  it('is not made with a document that is not the one that was announced', () => {
    const { facts, document } = matter();
    expect(pathsIn(packetOf(facts, { whole: true }), 'documents')).toHaveLength(1);
    const files = new Map([[document, Buffer.from('%PDF-1.7 another report')]]);
    expect(() => packetOf({ ...facts, files }, { whole: true })).toThrow(InvariantBroken);
    expect(pathsIn(packetOf({ ...facts, files }), 'documents')).toEqual([]);
  });

  it('says that something is withheld only where values are in clear', () => {
    const { facts } = matter();
    const headOf = (whole: boolean) => jsonIn(packetOf(facts, { whole, withoutBodies: true }), 'case.json');
    expect(headOf(true)).toMatchObject({ values: 'in clear', withheld: expect.any(String) });
    expect(headOf(false)).not.toHaveProperty('withheld');
    expect(headOf(false).values).toBe('masked');
  });
});

describe('that a packet was made', () => {
  const made = (facts: PacketFacts, version: number, snapshot: Snapshot) =>
    recordPacket(facts.case, { version, sha256: 'a'.repeat(64), snapshot }, EXPERT, INTAKE_AT);

  it('keeps how the case stood, when it stands so, and changes nothing else of it', () => {
    const facts = factsOf(withProblem());
    const snapshot = snapshotOf(facts);
    const { version, nextDueAt, wait } = facts.case;
    const [now, then] = [made(facts, version, snapshot), made(facts, version - 1, snapshot)];
    expect(now.events[0]?.data).toMatchObject({ version, whole: false, snapshot });
    expect(then.events[0]?.data).not.toHaveProperty('snapshot');
    expect(now.cases[0]?.case).toMatchObject({ nextDueAt, wait, version: version + 1 });
    expect(now.ends).toEqual([]);
  });

  it('is what a later one of that version is made of', () => {
    const story = withProblem();
    const before = factsOf(story);
    const { version } = before.case;
    const snapshot = snapshotOf(before);
    const [event] = made(before, version, snapshot).events;
    const after = { ...before, history: [...before.history, present(event)], case: withRemedy().case };
    expect(snapshotAt(after, version)).toEqual(snapshot);
    expect(ruleOf(() => snapshotAt(after, version - 1))).toBe('no-such-packet');
  });
});
