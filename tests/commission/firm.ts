import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { HoldType } from '../../domain/commission/holds.ts';
import { accrue, type CommissionLine, hasHold, liftHold, placeHold } from '../../domain/commission/line.ts';
import type { PaidLine } from '../../domain/commission/payout.ts';
import { RecourseError } from '../../domain/errors.ts';
import { policyIdOf } from '../../domain/policy/policy.ts';
import type { Commissions, Transactions } from '../../domain/ports.ts';
import { openRun } from '../../functions/commission/open-run.ts';
import { newPayoutSteps } from '../../functions/commission/steps/index.ts';
import { everyItem } from '../../functions/pages.ts';
import { CORE_SYSTEM, HEAD_OFFICE, PAYOUT } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

export const BRANCHES = ['bj', 'sh'];
export const MONTH = '2026-03';
export const AFTER_MONTH = at('2026-04-05', '09:00');
const ACCRUED_AT = at('2026-03-02', '10:00');

export interface Sold {
  number: string;
  payee?: string;
  amountFen?: number;
  branch?: string;
  availableFrom?: string;
  holds?: HoldType[];
}

/** A firm with its commission in memory, small pages, and the steps of the payout workflow over it. */
export function newFirm({ pageOf = 3 } = {}) {
  const store = new MemoryStore({ pageOf });
  const files = new MemoryFiles();
  const clock = { at: AFTER_MONTH, now: () => clock.at };
  const deps = {
    cases: store.cases,
    commissions: store.commissions as Commissions,
    policies: store.policies,
    transactions: store.transactions as Transactions,
    files,
    clock,
    firm: { branches: BRANCHES },
  };

  async function sell(...sold: Sold[]): Promise<void> {
    for (const one of sold) {
      const line = lineOf(one);
      await store.transactions.commit([{ store: 'line', line, expected: 0 }]);
    }
  }

  async function change(
    number: string,
    payee: string,
    how: (line: CommissionLine) => CommissionLine,
  ): Promise<void> {
    const before = present(await store.commissions.line(policyIdOf('carrier-a', number), payee));
    const line = how(before);
    if (line.version === before.version) return;
    await store.transactions.commit([{ store: 'line', line, expected: before.version }]);
  }

  const hold = (number: string, payee = 'broker-jia') =>
    change(number, payee, (line) => placeHold(line, 'compliance', 'under examination', PAYOUT, clock.at));
  const free = (number: string, payee = 'broker-jia') =>
    change(number, payee, (line) =>
      hasHold(line, 'compliance') ? liftHold(line, 'compliance', 'examined', PAYOUT, clock.at) : line,
    );

  /** One execution of the machine, as the definition has it: what is retryable or was raced is tried again. */
  async function execute(month = MONTH, mostSteps = 500): Promise<number> {
    const caseId = `payout-${month}`;
    const step = newPayoutSteps(deps);
    const stateOf = { pay: 'PayBatch', state: 'WriteStatements' } as const;
    let { route } = await step({ state: 'Route', caseId, execution: 'x' });
    let steps = 1;
    for (; route !== 'closed'; steps += 1) {
      if (steps === mostSteps) throw new Error('the run does not end');
      try {
        ({ route } = await step({ state: stateOf[route], caseId, execution: 'x' }));
      } catch (error) {
        if (!(error instanceof RecourseError) || error.name !== 'StaleVersion') throw error;
      }
    }
    return steps;
  }

  async function run(month = MONTH): Promise<void> {
    await openRun(month, HEAD_OFFICE, deps);
    await execute(month);
  }

  async function paidLines(month = MONTH): Promise<PaidLine[]> {
    return all(everyItem((next) => store.commissions.paidLines(`payout-${month}`, next)));
  }

  async function everyLine(): Promise<CommissionLine[]> {
    return all(everyItem((next) => store.commissions.all(next)));
  }

  async function textOf(key: string): Promise<string> {
    const bytes = await all(await files.read(key));
    return Buffer.concat(bytes).toString('utf8');
  }

  return { store, files, clock, deps, sell, change, hold, free, execute, run, paidLines, everyLine, textOf };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

export type FirmUnderTest = ReturnType<typeof newFirm>;

function lineOf({ number, payee = 'broker-jia', amountFen = 10_000, branch = 'bj', ...rest }: Sold) {
  return accrue(
    {
      policyId: policyIdOf('carrier-a', number),
      payee,
      payeeRole: 'broker',
      brokerId: payee,
      branch,
      carrier: 'carrier-a',
      availableFrom: rest.availableFrom ?? '2026-03-20',
      holds: (rest.holds ?? []).map((type) => ({
        type,
        placedAt: ACCRUED_AT.toISOString(),
        placedBy: CORE_SYSTEM.id,
        reason: 'at the intake',
      })),
    },
    amountFen,
    CORE_SYSTEM,
    ACCRUED_AT,
  );
}

/** Two branches, four payees, and lines that are free, held, and not yet available. */
export function aBook(): Sold[] {
  const payees = ['broker-bing', 'broker-jia', 'broker-jia-2', 'broker-yi'];
  return payees.flatMap((payee, p) =>
    Array.from(
      { length: 5 },
      (_, n): Sold => ({
        number: `P${p}-${n}00`,
        payee,
        amountFen: 1_000 * (p + 1) + n,
        branch: present(BRANCHES[(p + n) % 2]),
        ...(n === 3 ? { holds: ['callback-problem'] } : {}),
        ...(n === 4 ? { availableFrom: '2026-04-01' } : {}),
      }),
    ),
  );
}

/** The store's commissions with some reads replaced. */
export function withOther(commissions: Commissions, other: Partial<Commissions>): Commissions {
  return new Proxy(commissions, {
    get(target, name: keyof Commissions) {
      const replaced = other[name];
      if (replaced !== undefined) return replaced;
      return target[name].bind(target);
    },
  });
}
