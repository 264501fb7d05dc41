import { expect, it } from 'vitest';
import { newMonthlyPayout } from '../../functions/commission/monthly.ts';
import { openRun } from '../../functions/commission/open-run.ts';
import { HEAD_OFFICE } from '../support/people.ts';
import { at } from '../support/wall.ts';
import { newFirm } from './firm.ts';

it('opens the run of the month before, by the day in Shanghai', async () => {
  const firm = newFirm();
  firm.clock.at = at('2026-01-01', '00:10'); // still December in UTC
  await newMonthlyPayout(firm.deps)({});
  const [opened] = await firm.store.cases.history('payout-2025-12');
  expect(opened).toMatchObject({ type: 'payout-opened', by: { kind: 'system', id: 'payout-schedule' } });
});

it('leaves a run that is there as it is', async () => {
  const firm = newFirm();
  await openRun('2026-03', HEAD_OFFICE, firm.deps);
  await newMonthlyPayout(firm.deps)({});
  await newMonthlyPayout(firm.deps)({});
  const history = await firm.store.cases.history('payout-2026-03');
  expect(history.map(({ by }) => by)).toEqual([HEAD_OFFICE]);
});
