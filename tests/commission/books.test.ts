import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { voidLine } from '../../domain/commission/line.ts';
import { monthBefore } from '../../domain/commission/payout.ts';
import { Unavailable } from '../../domain/errors.ts';
import { PAYOUT } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';
import { bookFaults } from './books.ts';
import { BRANCHES, newFirm } from './firm.ts';

const MONTHS = ['2026-03', '2026-04', '2026-05'];
const PAYEES = ['broker-bing', 'broker-jia', 'leader-yi'];

const aLine = fc.record({
  payee: fc.constantFrom(...PAYEES),
  branch: fc.constantFrom(...BRANCHES),
  amountFen: fc.integer({ min: 0, max: 1_000_000_00 }),
  availableFrom: fc.constantFrom('2026-03-01', '2026-03-31', '2026-04-01', '2026-05-15', '2026-06-01'),
  held: fc.boolean(),
});
/** What happens before a run, or, with a place, inside it: after so many of its commits. */
const anAct = fc.record({
  what: fc.constantFrom('hold', 'free', 'void'),
  line: fc.nat(),
  inside: fc.option(fc.nat({ max: 6 }), { nil: undefined }),
});
const aMonth = fc.record({
  acts: fc.array(anAct, { maxLength: 6 }),
  killedAt: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
  isLost: fc.boolean(),
  executions: fc.constantFrom(1, 2),
});

it('accounts for every fen of any book, whatever comes between, and pays nobody twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aLine, { minLength: 1, maxLength: 60 }),
      fc.tuple(aMonth, aMonth, aMonth),
      async (lines, months) => {
        const firm = newFirm({ pageOf: 4 });
        const sold = lines.map(({ held, ...line }, n) => ({
          ...line,
          number: `F-${n}00`,
          ...(held ? { holds: ['compliance' as const] } : {}),
        }));
        await firm.sell(...sold);

        const act = async ({ what, line }: { what: string; line: number }) => {
          const { number, payee } = present(sold[line % sold.length]);
          if (what === 'hold') await firm.hold(number, payee);
          else if (what === 'free') await firm.free(number, payee);
          else await firm.change(number, payee, (one) => voidLine(one, 'cancelled', PAYOUT, firm.clock.at));
        };

        for (const [index, { acts, killedAt, isLost, executions }] of months.entries()) {
          const month = present(MONTHS[index]);
          firm.clock.at = at(`2026-0${4 + index}-05`, '09:00');
          for (const one of acts) if (one.inside === undefined) await act(one);

          let commits = 0;
          firm.deps.transactions = {
            async commit(writes) {
              const here = commits++;
              for (const one of acts) if (one.inside === here) await act(one);
              if (here === killedAt && !isLost) throw new Unavailable('The store does not answer.');
              await firm.store.transactions.commit(writes);
              if (here === killedAt) throw new Unavailable('The store does not answer.');
            },
          };
          await firm.run(month).catch(ignoreDeath);
          await firm.run(month).catch(ignoreDeath);
          await Promise.all(Array.from({ length: executions }, () => firm.execute(month)));
        }
        expect(await bookFaults(firm, MONTHS)).toEqual([]);
      },
    ),
    { numRuns: 60, seed: 20260305 },
  );
});

function ignoreDeath(error: unknown): void {
  if (!(error instanceof Unavailable)) throw error;
}

it('knows the month before', () => {
  expect(monthBefore('2026-04-05')).toBe('2026-03');
  expect(monthBefore('2026-01-31')).toBe('2025-12');
  expect(monthBefore('2024-03-31')).toBe('2024-02');
});
