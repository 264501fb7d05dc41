import type { Staff } from '../../../domain/people.ts';
import { type DeskOutcome, ReceptionDayCase } from '../../../domain/reception-day/case.ts';
import {
  closeReceptionDay,
  countComplaint,
  drawSample,
  openReceptionDay,
  receptionDayIdOf,
  recordVisits,
  visitsOf,
} from '../../../domain/reception-day/desk.ts';
import { HANDLER } from '../../support/complaint-story.ts';
import { BRANCH_MANAGER, SELLER } from '../../support/people.ts';
import { at } from '../../support/wall.ts';
import { caseOf, type Kept, keep, keptFaults, keptStepFaults, nothingKept } from '../kept.ts';
import type { Command, Machine } from '../machine.ts';
import { asStaff } from '../staff.ts';

type State = Kept;
const DAY = { on: '2026-03-10', site: 'Hall', desk: 1, staff: [HANDLER.id], companies: [] };
const ID = receptionDayIdOf(DAY, 'bj');

function begin(): State {
  const eve = at('2026-03-09');
  return keep(nothingKept(eve), openReceptionDay(DAY, 'bj', BRANCH_MANAGER, eve));
}

const dayOf = (state: State) => caseOf<ReceptionDayCase>(state, ID);
const desk = (who: string, by: Staff) => asStaff<State>(who, by, 'reception-day:run', dayOf);
const handler = desk('handler', HANDLER);

function counts(complaint: string, outcome: DeskOutcome): Command<State> {
  return handler(`takes ${complaint} down as ${outcome}`, (state, by) =>
    keep(state, countComplaint(dayOf(state), complaint, outcome, by, state.now)),
  );
}

const PROGRESS: readonly DeskOutcome[] = ['open', 'promised', 'settled-on-the-spot'];
const ONE = `cp-${'1'.repeat(20)}`;
const OTHER = `cp-${'2'.repeat(20)}`;

export const RECEPTION_DAY: Machine<State> = {
  name: 'reception-day',
  stages: ReceptionDayCase.shape.stage.options,
  starts: { 'the evening before': begin },
  commands: [
    handler('counts questions', (state, by) =>
      keep(state, recordVisits(dayOf(state), { kind: 'consultation', count: 2 }, by, state.now)),
    ),
    handler('counts an idea', (state, by) =>
      keep(
        state,
        recordVisits(dayOf(state), { kind: 'suggestion', count: 1, note: 'a bench' }, by, state.now),
      ),
    ),
    ...PROGRESS.flatMap((outcome) => [counts(ONE, outcome), counts(OTHER, outcome)]),
    handler('ends the day', (state, by) => keep(state, closeReceptionDay(dayOf(state), by, state.now))),
    handler('draws the sample', (state, by) => keep(state, drawSample(dayOf(state), 1, by, state.now))),
    desk('seller', SELLER)('ends the day', (state, by) =>
      keep(state, closeReceptionDay(dayOf(state), by, state.now)),
    ),
    {
      name: 'the day comes',
      deed: 'the day comes',
      by: 'outside',
      run: (state) => (state.now < at(DAY.on) ? { ...state, now: at(DAY.on) } : state),
    },
  ],
  see: (state) => {
    const { stage, category, nextDueAt } = dayOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key: (state) => {
    const { stage, totals, complaints, sample } = dayOf(state);
    const outcomes = [ONE, OTHER].map((id) => complaints.find((one) => one.id === id)?.outcome);
    return [
      stage,
      state.now >= at(DAY.on),
      totals.consultations > 0,
      totals.suggestions > 0,
      outcomes,
      sample?.cases.length,
    ];
  },
  faults: (state) => {
    const { totals, complaints, sample } = dayOf(state);
    const found = keptFaults(state);
    if (
      totals.complaints !== complaints.length ||
      totals.settledOnTheSpot + totals.promised > totals.complaints
    ) {
      found.push('the totals are not those of the complaints');
    }
    if (visitsOf(totals) < complaints.length) found.push('fewer came than complained');
    if (sample?.cases.some((id) => !complaints.some((one) => one.id === id)))
      found.push('a sample of what did not come');
    return found;
  },
  faultsOfStep: (before, after) => {
    const found = keptStepFaults(before, after);
    for (const { id, outcome } of dayOf(before).complaints) {
      const now = dayOf(after).complaints.find((one) => one.id === id)?.outcome ?? 'open';
      if (PROGRESS.indexOf(now) < PROGRESS.indexOf(outcome))
        found.push('what was promised or settled is open again');
    }
    return found;
  },
  livingWait: () => 'who holds the desk ends the day',
  never: { 'seller: ends the day': 'a broker holds no desk' },
};
