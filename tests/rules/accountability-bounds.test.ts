import { describe, expect, it } from 'vitest';
import type { AccountabilityLine, StatedFile } from '../../domain/accountability/case.ts';
import { fileOf, inParts } from '../../domain/accountability/lines.ts';
import { recordProposal } from '../../domain/accountability/open.ts';
import { propose } from '../../domain/accountability/proposal.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import { contentHash } from '../../domain/decision.ts';
import { canonicalJson } from '../../domain/history.ts';
import {
  AccountabilityStory,
  complaintId,
  complaintOf,
  contact,
  RULES,
  SETTINGS,
  WINDOW,
} from '../support/accountability-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const JIA = `${complaintId(1)}.broker-jia`;
const COMPLAINTS = [complaintOf(1), complaintOf(2)];
const broken = expect.objectContaining({ name: 'InvariantBroken' });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_one, index) => make(index));

function linesOf(complaints: Parameters<typeof propose>[0]): AccountabilityLine[] {
  return propose(complaints, WINDOW, SETTINGS).lines.map((line) => ({
    ...line,
    state: 'proposed',
    findings: [],
  }));
}

describe('the parts of a run', () => {
  it('begin with at most 200 kB, however long the lines are', () => {
    const contacts = times(40, () => contact('hotline', '2026-03-02'));
    const parts = inParts(linesOf(times(150, (index) => complaintOf(index, { contacts }))));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat()).toHaveLength(150);
    for (const part of parts) expect(Buffer.byteLength(canonicalJson(part))).toBeLessThanOrEqual(200_000);
  });

  it('are ten at most', () => {
    const lines = linesOf(times(1_501, (index) => complaintOf(index)));
    expect(inParts(lines.slice(0, 1_500))).toHaveLength(10);
    expect(ruleOf(() => inParts(lines))).toBe('too-many-lines');
  });

  it('are those that the record names: none is missing, and none is another one', () => {
    const story = new AccountabilityStory(COMPLAINTS);
    expect(() => fileOf(story.case, [])).toThrow(broken);
    const body = story.lines.slice(1);
    const other = story
      .contents()
      .map((content) =>
        content.name === 'lines-1' ? { ...content, body, hash: contentHash(body) } : content,
      );
    expect(() => fileOf(story.case, other)).toThrow(broken);
    expect(fileOf(story.case, story.contents()).parts.flat()).toEqual(story.lines);
  });
});

describe('a proposal', () => {
  it('is refused when its sums and exemptions do not fit into a record', () => {
    const story = new AccountabilityStory(COMPLAINTS);
    const exempt = times(2_000, (index) => complaintOf(index, { outsideCover: true }));
    const proposal = propose(exempt, WINDOW, SETTINGS);
    expect(proposal.lines).toEqual([]);
    expect(ruleOf(() => recordProposal(story.file, proposal, story.now, RULES))).toBe('too-many-lines');
  });

  it('is not another one after a run without a line has gone to its statements', () => {
    const story = new AccountabilityStory([]);
    expect(story.event('objections-over').data).toMatchObject({ accepted: 0, objected: 0 });
    expect(ruleOf(() => story.propose(COMPLAINTS))).toBe('already-judged');
  });
});

describe('what was late', () => {
  it('is told to nobody any more once it is decided', () => {
    const story = new AccountabilityStory(COMPLAINTS).until(at('2026-03-30'));
    expect(story.case.escalatedTo).toBe('head-office-manager');
    story.finds('all', { says: 'liable' });
    story.decides('all', { outcome: 'confirmed' });
    expect(story.case.escalatedTo).toBeUndefined();
    expect(story.case.stageReminders).toBe(0);
  });
});

describe('proofs of an objection', () => {
  it('are kept beside each other, each with its trace, and named by what is objected', () => {
    const story = AccountabilityStory.sent(COMPLAINTS);
    const documents = [story.brings('broker-jia', 'one'), story.brings('broker-jia', 'two')];
    expect(story.case.documents.map(({ id }) => id)).toEqual(documents);
    expect(new Set(story.case.documents.map(({ sha256 }) => sha256)).size).toBe(2);
    for (const type of ['document-announced', 'document-stored']) {
      const traces = story.events.filter((event) => event.type === type).map(({ data }) => data.document);
      expect(traces, type).toEqual(documents);
    }
    story.objects(JIA, documents);
    const objection = present(story.line(JIA).objection);
    expect(story.event('line-objected').data).toMatchObject({ line: JIA, hash: objection.hash, documents });
    expect(story.content(objection.content)).toMatchObject({
      hash: objection.hash,
      body: { line: JIA, documents },
    });
  });
});

describe('the end of a run', () => {
  it('names its files and their proofs', () => {
    const story = AccountabilityStory.sent(COMPLAINTS).until(at('2026-03-27', '00:00'));
    expect(story.event('accountability-settled').data).toEqual({ lines: 2 });
    const file: StatedFile = { recipient: 'hr', format: 'csv', key: 'k', rows: 2, sha256: 'a'.repeat(64) };
    story.finishes([file]);
    expect(story.case.statements).toEqual([file]);
    const { recipient, format, sha256 } = file;
    expect(story.event('accountability-final').data.statements).toEqual([{ recipient, format, sha256 }]);
  });
});

describe('the window of a month', () => {
  it('may begin on any day that every month has', () => {
    const dates = { ...SETTINGS.dates, compiledOn: 5, objectUntil: 9 };
    expect(windowOf('2026-03', dates)).toMatchObject({
      from: '2026-02-05',
      to: '2026-03-04',
      compiledOn: '2026-03-05',
      objectUntil: '2026-03-09',
    });
  });
});
