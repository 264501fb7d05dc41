import { describe, expect, it } from 'vitest';
import { contentHash } from '../../domain/decision.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  PreUnderwritingStory,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at, later } from '../support/wall.ts';

const lastOf = (story: PreUnderwritingStory) => present(story.events.at(-1));

/** What the figures read of each comparison. */
function compared(story: PreUnderwritingStory) {
  return story.events
    .filter(({ type }) => type === 'compared')
    .map(({ data: { isFirst, differs, newlyComparable, newlyDiffers, comparableAt, best } }) => ({
      isFirst,
      differs,
      newlyComparable,
      newlyDiffers,
      comparableAt,
      best,
    }));
}

describe('a comparison', () => {
  it('says when two carriers could first be compared, and that they differ once', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c', 'carrier-d');
    story.answers('carrier-a', standard(900_000));
    story.until(at('2026-03-16')); // the others are silent
    const when: string[] = [];
    for (const [carrier, opinion] of [
      ['carrier-b', standard(800_000)],
      ['carrier-c', DECLINED],
      ['carrier-d', standard(700_000)],
    ] as const) {
      story.now = later(story.now, { hours: 1 });
      when.push(story.now.toISOString());
      story.answers(carrier, opinion);
    }
    const [comparableAt] = when;
    const after = { isFirst: false, newlyComparable: false, comparableAt };
    expect(compared(story)).toEqual([
      {
        isFirst: true,
        differs: null,
        newlyComparable: false,
        newlyDiffers: false,
        comparableAt: null,
        best: 'carrier-a',
      },
      { ...after, differs: false, newlyComparable: true, newlyDiffers: false, best: 'carrier-b' },
      { ...after, differs: true, newlyDiffers: true, best: 'carrier-b' },
      { ...after, differs: true, newlyDiffers: false, best: 'carrier-d' },
    ]);
  });

  it('names each conclusion by its class, and nothing of who did not answer', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.answers('carrier-a');
    story.answers('carrier-b', DECLINED);
    story.until(at('2026-03-16'));
    const { data } = present(story.events.find(({ type }) => type === 'compared'));
    expect(data).toMatchObject({
      answered: ['carrier-a', 'carrier-b'],
      silent: ['carrier-c'],
      classes: { 'carrier-a': 'standard', 'carrier-b': 'declined' },
      conditions: ['thyroid-nodule'],
      best: 'carrier-a',
    });
    expect(Object.keys(data.classes as object)).toHaveLength(2);
    expect(story.case.requests.map(({ carrier, stage, silent }) => `${carrier} ${stage} ${silent}`)).toEqual([
      'carrier-a answered false',
      'carrier-b answered false',
      'carrier-c asked true',
    ]);
  });

  it('of nothing that can be chosen recommends nobody', () => {
    const story = asked();
    story.answers('carrier-a', DECLINED);
    story.answers('carrier-b', DECLINED);
    expect(compared(story)).toMatchObject([{ differs: false, best: null }]);
    expect(story.case.comparisons[0]).not.toHaveProperty('best');
  });
});

describe('a choice', () => {
  const answeredBoth = () => {
    const story = asked();
    story.answers('carrier-a', standard(900_000));
    story.answers('carrier-b', standard(800_000));
    return story;
  };

  it.each([
    ['carrier-b', true],
    ['carrier-a', false],
  ])('of %s says whether it was recommended', (carrier, recommended) => {
    const story = answeredBoth();
    const { id, answers } = story.request(carrier);
    story.chooses(carrier);
    expect(lastOf(story)).toMatchObject({
      type: 'chosen',
      data: { carrier, requestId: id, answer: answers[0]?.hash, class: 'standard', recommended },
    });
  });

  it('before any comparison was recommended or not by nobody', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    expect(lastOf(story).data.recommended).toBeNull();
  });

  it('of none ends what is still asked, with the hash of the reason', () => {
    const story = asked();
    story.choosesNone();
    expect(story.file.requests.map(({ stage }) => stage)).toEqual(['not-needed', 'not-needed']);
    expect(lastOf(story)).toMatchObject({
      type: 'not-chosen',
      data: { reasonGiven: contentHash('too dear') },
    });
  });
});

describe('the history of a request', () => {
  it('names the carriers and hashes of each step, and nothing of what was said', () => {
    const story = new PreUnderwritingStory({ replaces: 'pu-00000000000000000000' });
    const carriers = ['carrier-a', 'carrier-b'];
    expect(story.case).toMatchObject({ concerned: [SELLER.id], replaces: 'pu-00000000000000000000' });
    expect(lastOf(story).data).toEqual({
      facts: story.case.factsHash,
      carriers,
      replaces: 'pu-00000000000000000000',
    });
    story.revise({ wanted: wantedOf('carrier-a', 'carrier-b'), sumInsuredFen: 1_000_000 });
    expect(lastOf(story)).toMatchObject({
      type: 'facts-revised',
      data: { facts: story.case.factsHash, carriers },
    });
    expect(story.content(story.case.id, 'facts')?.body).toEqual({
      applicant: story.facts.applicant,
      disclosure: story.facts.disclosure,
      wanted: story.facts.wanted,
      sumInsuredFen: 1_000_000,
    });
    for (const asking of [1, 2]) {
      story.askConsent();
      expect(lastOf(story)).toMatchObject({
        type: 'consent-asked',
        data: { asking, facts: story.case.factsHash },
      });
    }
    story.consent();
    expect(lastOf(story)).toMatchObject({ type: 'consent-given', data: { ...story.case.consent } });
    story.send();
    expect(lastOf(story)).toMatchObject({ type: 'carriers-asked', data: { carriers } });
    story.withdraw();
    expect(lastOf(story)).toMatchObject({ type: 'consent-withdrawn', data: { way: 'link', carriers } });
  });

  it('says what each carrier wanted, got and said', () => {
    const story = asked();
    const { id: requestId } = story.request('carrier-a');
    const carrier = 'carrier-a';
    story.wants('carrier-a');
    expect(lastOf(story)).toMatchObject({
      type: 'material-wanted',
      data: { carrier, requestId, types: ['pathology'] },
    });
    const pathology = story.document(claimOf('pathology'));
    story.supplies({ carrier, documents: [pathology] });
    expect(lastOf(story)).toMatchObject({
      type: 'material-supplied',
      data: { carrier, requestId, documents: [pathology] },
    });
    story.answers('carrier-a');
    expect(lastOf(story)).toMatchObject({
      type: 'opinion-received',
      data: { carrier, requestId, class: 'standard', late: false },
    });
    story.answers('carrier-a', DECLINED);
    expect(lastOf(story)).toMatchObject({ type: 'second-answer-kept', data: { carrier, requestId } });
    story.until(at('2026-03-16'));
    story.answers('carrier-b');
    expect(story.events.findLast(({ type }) => type === 'opinion-received')?.data.late).toBe(true);
  });

  it('keeps the kinds of what was wanted when its words are erased', () => {
    const story = asked();
    story.wants('carrier-a');
    story.withdraw();
    expect(story.request('carrier-a').material).toMatchObject([
      { items: [{ type: 'pathology' }], outcome: 'not-supplied' },
    ]);
  });
});

describe('the workflow of a request', () => {
  const ENDS: [string, () => PreUnderwritingStory, (story: PreUnderwritingStory) => unknown, boolean][] = [
    [
      'facts that are revised',
      () => new PreUnderwritingStory(),
      (story) => story.revise({ sumInsuredFen: 1 }),
      false,
    ],
    ['a consent that is asked for', () => new PreUnderwritingStory(), (story) => story.askConsent(), false],
    ['a consent', () => new PreUnderwritingStory(), (story) => story.consent(), false],
    [
      'the asking',
      () => {
        const story = new PreUnderwritingStory();
        story.consent();
        return story;
      },
      (story) => story.send(),
      true,
    ],
    ['what it does itself', asked, (story) => story.until(at('2026-03-20')), false],
    ['a choice of none', asked, (story) => story.choosesNone(), true],
    ['new facts', asked, (story) => story.requotes(), true],
    ['a consent taken back', asked, (story) => story.withdraw(), true],
  ];

  it.each(ENDS)('waits on or not, after %s', (_what, begin, act, wakes) => {
    const story = begin();
    const { wait } = story.case;
    act(story);
    expect(story.case.wait).toBe(wait + (wakes ? 1 : 0));
  });

  it('is over, and is not woken by what comes after', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    const { wait } = story.case;
    story.requotes();
    story.withdraw();
    expect(story.case.wait).toBe(wait);
  });
});

describe('what was not prepared any more', () => {
  it('is neither asked about again nor consented to on paper', () => {
    const story = asked();
    const form = story.document(claimOf('consent-form'));
    const carriers = ['carrier-a', 'carrier-b'];
    expect(ruleOf(() => story.askConsent())).toBe('sent');
    const paper = { document: form, carriers, givenAt: ASKED_AT.toISOString() };
    expect(ruleOf(() => story.consentOnPaper(paper))).toBe('sent');
  });

  it('begins no other request once it was withdrawn', () => {
    const story = asked();
    story.withdraw();
    expect(ruleOf(() => story.requotes())).toBe('wrong-stage');
  });

  it('gets no material once it is closed', () => {
    const story = asked();
    story.wants('carrier-a');
    story.choosesNone();
    const late = () => story.supplies({ carrier: 'carrier-a', documents: [], note: 'too late' });
    expect(ruleOf(late)).toBe('closed');
  });
});
