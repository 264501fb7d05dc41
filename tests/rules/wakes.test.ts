import { describe, expect, it } from 'vitest';
import { accountabilityRoute } from '../../domain/accountability/next.ts';
import { complaintRoute } from '../../domain/complaint/next.ts';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import { reconsiderationRoute } from '../../domain/reconsideration/next.ts';
import { AccountabilityStory, complaintId, complaintOf } from '../support/accountability-story.ts';
import { ComplaintStory, decided, handling, RECEIVED_AT, toldOf } from '../support/complaint-story.ts';
import {
  ASKED_FEN,
  assessing,
  atLevel1,
  CHANGED,
  CLAUSE,
  checklist,
  DISPUTED,
  EXPERT,
  GIVEN_FEN,
  inPart,
  ReconsiderationStory,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { at, later } from '../support/wall.ts';

/** What a workflow reads of its case: where to wait, until when, and under which number. */
interface Waiting {
  route: string;
  nextDueAt?: string | undefined;
  wait: number;
}

/** Somebody decides: the workflow must go elsewhere, or is due before it would look by itself. */
function mustHaveWoken(before: Waiting, after: Waiting): void {
  const isEarlier = (after.nextDueAt ?? '9') < (before.nextDueAt ?? '9');
  expect(after.route !== before.route || isEarlier, 'nothing was changed that is waited for').toBe(true);
  expect(after.wait).toBe(before.wait + 1);
}

function after<Story>(story: Story, ...acts: ((story: Story) => unknown)[]): Story {
  for (const act of acts) act(story);
  return story;
}

describe('a complaint’s workflow is woken', () => {
  const waiting = ({ case: one }: ComplaintStory): Waiting => ({ ...one, route: complaintRoute(one) });
  const complex = () => after(handling(), (story) => story.classify('complex', '2026-03-31'));
  const reviewed = () => after(toldOf(), (story) => story.asksReview());

  it.each<[string, () => ComplaintStory, (story: ComplaintStory) => unknown]>([
    ['a notice', decided, (story) => story.notify()],
    ['a message on its way', decided, (story) => story.sends()],
    ['an acceptance', toldOf, (story) => story.accepts(true)],
    ['the customer by the link', toldOf, (story) => story.says(true)],
    ['a withdrawal', handling, (story) => story.withdraw()],
    ['a withdrawal by the link', toldOf, (story) => story.takesBack()],
    ['a settlement on the spot', handling, (story) => story.settle()],
    ['a refusal', handling, (story) => story.refuse()],
    ['a request for a review', toldOf, (story) => story.asksReview()],
    ['the word of the upper level', reviewed, (story) => story.reviews()],
    ['new facts', toldOf, (story) => story.contact({ newFacts: true })],
    ['a promise for tomorrow', complex, (story) => story.classify('complex', '2026-03-02')],
    ['a merge, which ends it', handling, (story) => story.mergeInto(handling())],
    [
      'a merge with an earlier one',
      () => new ComplaintStory({ when: later(RECEIVED_AT, { days: 3 }) }),
      (story) => new ComplaintStory().late(story.now).mergeInto(story),
    ],
  ])('by %s', (_what, make, act) => {
    const story = make();
    const before = waiting(story);
    act(story);
    mustHaveWoken(before, waiting(story));
  });
});

describe('a reconsideration’s workflow is woken', () => {
  const waiting = ({ case: one }: ReconsiderationStory): Waiting => ({
    ...one,
    route: reconsiderationRoute(one),
  });
  const answered = () => after(atLevel1(), (story) => story.answers(UPHELD));
  const agreed = () => after(atLevel1(), (story) => story.answers(CHANGED));
  const explained = () => assessing().agree();
  const explanation = [{ text: 'it was named', clauses: [CLAUSE], documents: [] }];
  const agree = { verdict: 'agree', checklist: checklist(DISPUTED), explanation } as const;

  it.each<[string, () => ReconsiderationStory, (story: ReconsiderationStory) => unknown]>([
    ['an opinion that contests', assessing, (story) => story.contest()],
    ['an opinion that agrees', assessing, (story) => story.judge(agree)],
    ['a customer who accepts', explained, (story) => story.says(true)],
    ['a customer who does not', explained, (story) => story.says(false)],
    ['an answer that upholds', atLevel1, (story) => story.answers(UPHELD)],
    ['an answer that changes', atLevel1, (story) => story.answers(CHANGED)],
    ['an answer in part', atLevel1, (story) => story.answers(inPart(GIVEN_FEN + 1))],
    ['settling for what was upheld', answered, (story) => story.settle()],
    ['the second level', answered, (story) => story.level2()],
    ['the payment', agreed, (story) => story.pays(ASKED_FEN - GIVEN_FEN)],
    ['a withdrawal', answered, (story) => story.withdrawn(story.document('receipts'))],
    ['a withdrawal by the link', explained, (story) => story.takesBack()],
    ['evidence that is wanted', atLevel1, (story) => story.wants()],
    [
      'a time bar that is near',
      () => new ReconsiderationStory(),
      (story) => story.facts({ eventKnownOn: '2024-03-12' }),
    ],
  ])('by %s', (_what, make, act) => {
    const story = make();
    const before = waiting(story);
    act(story);
    mustHaveWoken(before, waiting(story));
  });

  it.each<[string, (story: ReconsiderationStory) => unknown]>([
    ['mandate', (story) => story.mandate(story.document('mandate'))],
    ['snapshot', (story) => story.freeze(story.document('decision-letter'))],
    ['document', (story) => story.arrives(story.document('receipts'))],
    ['paper, which is done without', (story) => story.waive('receipts')],
  ])('by the last %s that was missing', (last, act) => {
    const story = new ReconsiderationStory();
    for (const type of missingEvidence(story.case)) {
      if (type === 'receipts' && /document|paper/.test(last)) story.announce(type);
      else story.bring(type);
    }
    if (last !== 'mandate') story.mandate(story.document('mandate'));
    if (last !== 'snapshot') story.freeze(story.document('decision-letter'));
    const before = waiting(story);
    act(story);
    expect(story.case.stage).toBe('assessing');
    mustHaveWoken(before, waiting(story));
  });

  it('by settling for an answer in part, whose payment is followed', () => {
    const story = after(atLevel1(), (one) => one.answers(inPart(GIVEN_FEN + 1)));
    const before = waiting(story);
    story.settle(EXPERT);
    mustHaveWoken(before, waiting(story));
  });
});

describe('a monthly run’s workflow is woken', () => {
  const JIA = `${complaintId(1)}.broker-jia`;
  const waiting = ({ case: one, file }: AccountabilityStory): Waiting => ({
    ...one,
    route: accountabilityRoute(file),
  });

  it('by the word on the last line, and by that on the last objection', () => {
    const story = new AccountabilityStory([complaintOf(1)]);
    story.finds('all', { says: 'liable' });
    const before = waiting(story);
    story.decides('all', { outcome: 'confirmed' });
    mustHaveWoken(before, waiting(story));

    story.objects(JIA, [story.brings('broker-jia')]);
    story.until(at('2026-03-27', '00:00'));
    const objected = waiting(story);
    story.redecides(JIA, { outcome: 'confirmed' });
    mustHaveWoken(objected, waiting(story));
  });
});
