import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../domain/case.ts';
import type { Decision } from '../../domain/decision.ts';
import { ReceptionDayCase } from '../../domain/reception-day/case.ts';
import {
  closeReceptionDay,
  countComplaint,
  drawSample,
  MOST_COMPLAINTS,
  openReceptionDay,
  receptionDayIdOf,
  recordVisits,
} from '../../domain/reception-day/desk.ts';
import { sumsBySite } from '../../domain/reception-day/sums.ts';
import { staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const ON = '2026-03-24';
const NOW = at(ON);
const CLERK = staff('complaint-handler', 'clerk-zi');
const OPENING = { on: ON, site: 'Hall A', desk: 1, staff: [CLERK.id], companies: [] };
const [ONE, OTHER] = [`cp-${'1'.repeat(20)}`, `cp-${'2'.repeat(20)}`];

const dayOf = ({ cases }: Decision): ReceptionDayCase => ReceptionDayCase.parse(cases[0]?.case);
const lastOf = ({ events }: Decision): CaseEvent => present(events.at(-1));
const opened = (over: Partial<typeof OPENING> = {}, branch = 'bj') =>
  dayOf(openReceptionDay({ ...OPENING, ...over }, branch, CLERK, NOW));

function counted(day: ReceptionDayCase, id: string, outcome: 'open' | 'promised' | 'settled-on-the-spot') {
  const decision = countComplaint(day, id, outcome, CLERK, NOW);
  if (decision === 'same-again') throw new Error('the test expected a decision');
  return decision;
}

describe('a complaint that comes back to the desk', () => {
  it('changes nothing when no more became of it', () => {
    const day = dayOf(counted(opened(), ONE, 'promised'));
    expect(countComplaint(day, ONE, 'promised', CLERK, NOW)).toBe('same-again');
    expect(countComplaint(day, ONE, 'open', CLERK, NOW)).toBe('same-again');
  });

  it('is told as what became of it, and not as one more visit', () => {
    const first = counted(opened(), ONE, 'promised');
    expect(lastOf(first)).toMatchObject({
      type: 'visits-recorded',
      data: { kind: 'complaint', complaint: ONE, outcome: 'promised', count: 1 },
    });
    const settled = lastOf(counted(dayOf(first), ONE, 'settled-on-the-spot'));
    expect(settled).toMatchObject({
      type: 'outcome-improved',
      data: { complaint: ONE, outcome: 'settled-on-the-spot', before: 'promised' },
    });
    expect(settled.data).not.toHaveProperty('count');
  });

  it('is settled at a desk that is full', () => {
    const rest = Array.from({ length: MOST_COMPLAINTS - 1 }, (_, n) => ({
      id: `cp-${n.toString(16).padStart(20, '0')}`,
      outcome: 'open' as const,
    }));
    const full = { ...opened(), complaints: [...rest, { id: ONE, outcome: 'open' as const }] };
    const { complaints, totals } = dayOf(counted(full, ONE, 'settled-on-the-spot'));
    expect(complaints).toHaveLength(MOST_COMPLAINTS);
    expect(totals).toMatchObject({ complaints: MOST_COMPLAINTS, settledOnTheSpot: 1 });
  });
});

describe('the history of a desk', () => {
  it('keeps what the day came to, and how the sample was drawn', () => {
    let day = dayOf(recordVisits(opened(), { kind: 'consultation', count: 7 }, CLERK, NOW));
    for (const id of [ONE, OTHER]) day = dayOf(counted(day, id, 'open'));
    const closing = closeReceptionDay(day, CLERK, NOW);
    expect(lastOf(closing)).toMatchObject({
      type: 'reception-day-closed',
      data: { consultations: 7, complaints: 2, visits: 9 },
    });
    const closed = dayOf(closing);
    const drawing = drawSample(closed, 1, CLERK, NOW);
    const { sample } = dayOf(drawing);
    expect(lastOf(drawing)).toMatchObject({
      type: 'sample-drawn',
      data: { seed: closed.lastHash, of: 2, cases: sample?.cases },
    });
  });
});

describe('desks', () => {
  it('of two branches are two, though all else of them is the same', () => {
    expect(receptionDayIdOf(OPENING, 'bj')).not.toBe(receptionDayIdOf(OPENING, 'sh'));
    expect(receptionDayIdOf(OPENING, 'bj')).toBe(opened().id);
  });

  it('are summed in the order of branches and sites, in whatever order they are read', () => {
    const desks = [
      opened({ site: 'Hall B' }),
      opened({ site: 'Hall A' }, 'sh'),
      opened({ site: 'Hall A' }),
      opened({ site: 'Hall B', desk: 2 }),
    ];
    for (const read of [desks, desks.toReversed()]) {
      expect(sumsBySite(read).map(({ branch, site, desks: count }) => [branch, site, count])).toEqual([
        ['bj', 'Hall A', 1],
        ['bj', 'Hall B', 2],
        ['sh', 'Hall A', 1],
      ]);
    }
  });
});
