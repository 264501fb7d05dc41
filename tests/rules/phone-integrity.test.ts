import { describe, expect, it } from 'vitest';
import { FRESH_NUMBER_MS, phoneFlags } from '../../domain/policy/phone-integrity.ts';
import { at } from '../support/wall.ts';

const NOW = at('2026-03-05');
const own = { customers: 1, staff: false };
const changed = (ago: number) => ({ ...own, changedAt: new Date(NOW.getTime() - ago).toISOString() });

describe('a number that may confirm nothing', () => {
  it.each([
    ["a customer's own number", own, []],
    ['the number of a couple', { ...own, customers: 2 }, []],
    ['a number of three customers', { ...own, customers: 3 }, ['shared-by-three-customers']],
    ['a number of someone of the firm', { ...own, staff: true }, ['same-as-staff']],
    ['a number that was changed just now', changed(0), ['changed-in-72-hours']],
    ['a number a moment short of 72 hours', changed(FRESH_NUMBER_MS - 1), ['changed-in-72-hours']],
    ['a number of 72 hours', changed(FRESH_NUMBER_MS), []],
    ['a change that lies ahead', changed(-1), ['changed-in-72-hours']],
    [
      'everything at once',
      { ...changed(0), customers: 4, staff: true },
      ['same-as-staff', 'changed-in-72-hours', 'shared-by-three-customers'],
    ],
  ])('%s', (_what, facts, flags) => {
    expect(phoneFlags(facts, NOW)).toEqual(flags);
  });
});
