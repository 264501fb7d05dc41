import { describe, expect, it } from 'vitest';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import {
  type Asking,
  answer,
  ask,
  endSharing,
  mustNotBePast,
  type RequestDraft,
  supplyMaterial,
  wantMaterial,
} from '../../domain/carrier-request/commands.ts';
import { Conclusion } from '../../domain/carrier-request/conclusion.ts';
import { CaseDraft } from '../../domain/decision.ts';
import { Invalid, NotAllowed } from '../../domain/errors.ts';
import { reviewer, SELLER } from '../support/people.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  PATHOLOGY,
  type PreUnderwritingStory,
  PU_RULES,
  standard,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at, later } from '../support/wall.ts';

const BY = reviewer('carrier-a');

function requestOf(over: Partial<Asking> = {}): RequestDraft {
  const asking: Asking = {
    id: 'cr-1',
    about: 'pu-1',
    branch: 'bj',
    carrier: 'carrier-a',
    purpose: 'reconsideration-2',
    packet: {},
    documents: [],
    ...over,
  };
  return ask(asking, SELLER, ASKED_AT, PU_RULES);
}

/** The same request later on. */
const after = (draft: RequestDraft, days: number): RequestDraft =>
  new CaseDraft(draft.case, SELLER, later(ASKED_AT, { days }));

const eventsOf = (story: PreUnderwritingStory, carrier: string) =>
  present(story.histories.get(story.request(carrier).id));
const lastOf = (story: PreUnderwritingStory, carrier: string) => present(eventsOf(story, carrier).at(-1));

/** What figures and other systems read of a request. */
describe('the history of a request', () => {
  it('says what the carrier was given, and how long it has', () => {
    const [opened] = eventsOf(asked(), 'carrier-a');
    const { sha256 } = claimOf();
    expect(opened).toMatchObject({
      type: 'carrier-asked',
      data: {
        purpose: 'pre-underwriting',
        documents: [{ id: 'd1', sha256 }],
        workingDays: PU_RULES.carriers.answerWithin['pre-underwriting'],
      },
    });
  });

  it('says how many days an answer took without those of the broker, and whether it was late', () => {
    const story = asked();
    story.until(at('2026-03-03'));
    story.wants('carrier-a');
    expect(lastOf(story, 'carrier-a').data).toEqual({ round: 1, types: [PATHOLOGY.type] });
    story.until(at('2026-03-06'));
    story.supplies({ carrier: 'carrier-a', documents: [], note: 'benign' });
    expect(lastOf(story, 'carrier-a')).toMatchObject({
      type: 'material-supplied',
      data: { round: 1, purpose: 'pre-underwriting', days: 3, documents: [] },
    });
    story.until(at('2026-03-09'));
    story.answers('carrier-a');
    const [answered] = story.request('carrier-a').answers;
    expect(lastOf(story, 'carrier-a')).toMatchObject({
      type: 'carrier-answered',
      data: {
        class: 'standard',
        conditions: ['thyroid-nodule'],
        purpose: 'pre-underwriting',
        days: 4,
        answer: answered?.hash,
        late: false,
      },
    });
    story.answers('carrier-a', DECLINED);
    expect(lastOf(story, 'carrier-a')).toMatchObject({
      type: 'second-answer',
      data: { answer: story.request('carrier-a').answers[1]?.hash },
    });
  });

  it('says of material that never came how long it was waited for', () => {
    const story = asked();
    story.wants('carrier-a');
    story.until(at('2026-04-20'));
    const given = eventsOf(story, 'carrier-a').find(({ type }) => type === 'material-not-supplied');
    expect(given?.data).toEqual({ round: 1, purpose: 'pre-underwriting', days: 15 });
  });
});

describe('material that was supplied', () => {
  it('ends its round: more is wanted first', () => {
    const story = asked();
    story.wants('carrier-a');
    story.supplies({ carrier: 'carrier-a', documents: [], note: 'benign' });
    expect(story.request('carrier-a').material).toMatchObject([{ outcome: 'supplied' }]);
    const again = () => story.supplies({ carrier: 'carrier-a', documents: [], note: 'benign' });
    expect(ruleOf(again)).toBe('nothing-wanted');
  });

  it('is there once, and leaves no note where none was written', () => {
    const story = asked();
    const pathology = story.document(claimOf('pathology'));
    story.wants('carrier-a');
    story.supplies({ carrier: 'carrier-a', documents: ['d1', pathology] });
    const { id, documents } = story.request('carrier-a');
    expect(documents.map((document) => document.id)).toEqual(['d1', pathology]);
    expect(story.contents.filter(({ caseId }) => caseId === id).map(({ name }) => name)).toEqual(['packet']);
  });
});

describe('who answers for a carrier', () => {
  it('is nobody who decided it before, nor below the head office where that is asked', () => {
    for (const over of [{ mayNotDecide: [BY.id] }, { headOfficeOnly: true }]) {
      expect(() => answer(requestOf(over), standard(), {}, BY)).toThrow(NotAllowed);
      expect(() => wantMaterial(requestOf(over), [PATHOLOGY], BY, PU_RULES)).toThrow(NotAllowed);
    }
  });
});

describe('the end of a request', () => {
  it('leaves an answer as it was, when no answer is needed any more', () => {
    const draft = requestOf();
    answer(draft, standard(), {}, BY);
    const { version } = draft.case;
    endSharing(draft, 'not-needed', 'for the test');
    expect(draft.case).toMatchObject({ stage: 'answered', version });
    expect(requestDues(draft.case, PU_RULES)).toEqual([]);
  });

  it('keeps the day on which it was answered, when the sharing is withdrawn later', () => {
    const draft = requestOf();
    answer(draft, standard(), {}, BY);
    const withdrawn = after(draft, 9);
    endSharing(withdrawn, 'withdrawn', 'for the test');
    expect(withdrawn.case).toMatchObject({ stage: 'withdrawn', closedAt: ASKED_AT.toISOString() });
  });

  it('is told apart: not needed any more, or withdrawn', () => {
    const types = (['not-needed', 'withdrawn'] as const).map((stage) => {
      const draft = requestOf();
      endSharing(draft, stage, 'for the test');
      return draft.finish({ nextDueAt: undefined, wakes: false }).events.at(-1)?.type;
    });
    expect(types).toEqual(['answer-not-needed', 'sharing-withdrawn']);
  });

  it.each(['not-needed', 'withdrawn'] as const)('as %s waits for no material any more', (stage) => {
    const draft = requestOf();
    wantMaterial(draft, [PATHOLOGY], BY, PU_RULES);
    const ended = after(draft, 2);
    endSharing(ended, stage, 'for the test');
    const endedAt = ended.at.toISOString();
    expect(ended.case).toMatchObject({
      material: [{ outcome: 'not-supplied', endedAt }],
      pauses: [{ to: endedAt }],
    });
    expect(daysWaited(ended.case, later(ASKED_AT, { days: 30 }))).toEqual({ carrier: 0, broker: 2 });
    expect(ruleOf(() => supplyMaterial(ended, [], 'too late'))).toBe('nothing-wanted');
  });
});

describe('what a carrier says', () => {
  it('may be good until today, and not until yesterday', () => {
    mustNotBePast('2026-03-02', at('2026-03-02', '23:59'), 'validUntil');
    expect(() => mustNotBePast('2026-03-02', at('2026-03-03', '00:00'), 'validUntil')).toThrow(Invalid);
  });

  it('is on terms only with an extra premium, an exclusion or both', () => {
    const [extra, exclusions] = [
      { by: 'percent', percent: 25 },
      [{ code: 'thyroid', wording: 'The thyroid.' }],
    ];
    const isTaken = (terms: object) => Conclusion.safeParse({ is: 'on-terms', ...terms }).success;
    expect([{ extra }, { exclusions }, { extra, exclusions }, {}, { exclusions: [] }].map(isTaken)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
