import { describe, expect, it } from 'vitest';
import type { CallbackCase } from '../../domain/callback/case.ts';
import { recordCarrierCallback } from '../../domain/callback/reports.ts';
import { writesOf } from '../../domain/callback/writes.ts';
import {
  decideVocabulary,
  proposeVocabulary,
  type Vocabulary,
} from '../../domain/carrier-request/vocabulary.ts';
import { placeHold } from '../../domain/commission/line.ts';
import { AlreadyExists, InvariantBroken, isRetryable, StaleVersion } from '../../domain/errors.ts';
import { followPolicy } from '../../domain/policy/policy.ts';
import type { Write } from '../../domain/ports.ts';
import { AGENT, COMPLIANCE, CORE_SYSTEM, SECOND_COMPLIANCE } from '../support/people.ts';
import { INTAKE_AT, intakeOf, policyInput, RULES, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { later } from '../support/wall.ts';
import { type OpenStore, opening } from './opened.ts';

const NEXT_DAY = later(INTAKE_AT, { days: 1 });

function anIntake() {
  const intake = intakeOf();
  const callback = present(intake.callback);
  return { intake, callback, line: present(intake.lines[0]), writes: writesOfIntake(intake) };
}

/** A change of a case that touches nothing else. */
function noted(callback: CallbackCase, when = NEXT_DAY) {
  const word = { result: 'success', on: '2026-03-02' } as const;
  return recordCarrierCallback({ case: callback, lines: [] }, word, AGENT, when, RULES);
}

function aVocabulary(carrier = `x${policyInput().number}`, versions: readonly Vocabulary[] = []): Vocabulary {
  const entries = [{ code: 'R-25', wording: '加费承保', means: 'extra' }] as const;
  return proposeVocabulary({ carrier, versions }, entries, COMPLIANCE, INTAKE_AT);
}

/** The second person's word on a proposal: every version that changes by it, from the state that it was read in. */
function verdict(proposed: Vocabulary, inUse: Vocabulary | undefined, approve: boolean): Write[] {
  const reason = 'read against the manual of the carrier';
  const changed = decideVocabulary(proposed, inUse, { approve, reason }, SECOND_COMPLIANCE, NEXT_DAY);
  return changed.map((vocabulary) => ({
    store: 'vocabulary',
    vocabulary,
    expected: vocabulary.version === proposed.version ? 'proposed' : 'in-use',
  }));
}

function statementWrite(payoutId: string): Write {
  return {
    store: 'statement',
    statement: {
      payoutId,
      payee: 'broker-jia',
      rows: 0,
      paidFen: 0,
      takenBackFen: 0,
      carriedInFen: 0,
      netFen: 0,
      carriedOutFen: 0,
      file: { key: 'statements/none.csv', sha256: 'none' },
    },
  };
}

export function describeTransactions(name: string, open: OpenStore): void {
  describe(`transactions of ${name}`, () => {
    const store = opening(open);

    it('stores every record of a change as it was given', async () => {
      const { intake, callback, writes } = anIntake();

      await store().transactions.commit(writes);

      const { cases, policies, commissions } = store();
      expect(await policies.byId(intake.policy.id)).toEqual(intake.policy);
      expect(await commissions.linesOf(intake.policy.id)).toEqual(intake.lines);
      expect(await cases.byId(callback.case.id)).toEqual(callback.case);
      expect(await cases.history(callback.case.id)).toEqual(callback.events);
    });

    it('tells the exposure of a policy that was stored, and nothing of one that was not', async () => {
      const { intake, writes } = anIntake();
      await store().transactions.commit(writes);
      await expect(store().transactions.commit(writes)).rejects.toThrow(AlreadyExists);

      expect(await store().told(intake.policy.id)).toEqual([{ is: 'exposure', exposure: intake.exposure }]);
    });

    it('stores nothing of a change when the last of its conditions fails', async () => {
      const { intake, callback, line, writes } = anIntake();
      await store().transactions.commit([{ store: 'line', line, expected: 0 }]);

      const commit = store().transactions.commit([
        ...writes.filter((write) => write.store !== 'line'),
        { store: 'line', line, expected: 0 },
      ]);

      await expect(commit).rejects.toThrow(AlreadyExists);
      expect(await store().policies.byId(intake.policy.id)).toBeUndefined();
      expect(await store().cases.byId(callback.case.id)).toBeUndefined();
      expect(await store().cases.history(callback.case.id)).toEqual([]);
    });

    it('tells the loser of a race for a new record what is there', async () => {
      const { callback, writes } = anIntake();
      await store().transactions.commit(writes);

      const again = store().transactions.commit([{ store: 'case', case: callback.case, expected: 0 }]);

      await expect(again).rejects.toMatchObject({
        name: 'AlreadyExists',
        current: { version: callback.case.version, stage: 'awaiting-answers' },
        details: { store: 'case' },
      });
    });

    it('tells the loser of a race for a change what is there', async () => {
      const { callback, writes } = anIntake();
      await store().transactions.commit(writes);
      const change = noted(callback.case);
      await store().transactions.commit(writesOf(change, NEXT_DAY));

      const second = store().transactions.commit(writesOf(noted(callback.case), NEXT_DAY));

      await expect(second).rejects.toMatchObject({
        name: 'StaleVersion',
        current: { version: change.case.version, stage: 'awaiting-answers' },
      });
    });

    it('refuses a change of a record that is not there', async () => {
      const { callback } = anIntake();

      const commit = store().transactions.commit([{ store: 'case', case: callback.case, expected: 1 }]);

      await expect(commit).rejects.toThrow(StaleVersion);
    });

    it('lets exactly one of many who change the same case at once', async () => {
      const { callback, writes } = anIntake();
      await store().transactions.commit(writes);

      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4, 5].map((minutes) => {
          const when = later(NEXT_DAY, { minutes });
          return store().transactions.commit(writesOf(noted(callback.case, when), when));
        }),
      );

      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(lost.map((error) => error.name)).toEqual(outcomes.slice(1).map(() => 'StaleVersion'));
      expect(await store().cases.history(callback.case.id)).toHaveLength(callback.case.version + 1);
    });

    it.each<[string, () => Write]>([
      ['an event', () => ({ store: 'event', event: present(anIntake().callback.events[0]) })],
      [
        'a message',
        () => ({
          store: 'message',
          message: {
            id: 'm.1',
            caseId: anIntake().callback.case.id,
            policyId: 'carrier-a.1',
            template: 'callback-invitation',
            round: 0,
            status: 'intended',
            intendedAt: INTAKE_AT.toISOString(),
          },
        }),
      ],
      ['a commission line', () => ({ store: 'line', line: anIntake().line, expected: 0 })],
      ['an exposure', () => ({ store: 'exposure', exposure: anIntake().intake.exposure })],
      ['a policy', () => ({ store: 'policy', policy: anIntake().intake.policy, create: true })],
      [
        'a paid line',
        () => ({
          store: 'paid-line',
          paid: {
            payoutId: `payout-${policyInput().number}`,
            payee: 'broker-jia',
            policyId: 'carrier-a.1',
            branch: 'bj',
            amountFen: 1,
            paidAt: INTAKE_AT.toISOString(),
          },
        }),
      ],
      ['a statement', () => statementWrite(`payout-${policyInput().number}`)],
      [
        'a first carried balance',
        () => ({
          store: 'carried-balance',
          balance: { payee: policyInput().number, owedFen: 1, payoutId: 'payout-2026-03', version: 1 },
          expected: 0,
        }),
      ],
      ['a version of a vocabulary', () => ({ store: 'vocabulary', vocabulary: aVocabulary() })],
    ])('refuses %s that is there already', async (_what, write) => {
      const same = write();
      await store().transactions.commit([same]);

      const again = store().transactions.commit([same]);

      await expect(again).rejects.toThrow(AlreadyExists);
    });

    it('changes a commission line only from the version that was read', async () => {
      const { line, writes } = anIntake();
      await store().transactions.commit(writes);
      const held = placeHold(line, 'compliance', 'under examination', COMPLIANCE, NEXT_DAY);
      const change: Write = { store: 'line', line: held, expected: line.version };
      await store().transactions.commit([change]);

      const again = store().transactions.commit([change]);

      await expect(again).rejects.toThrow(StaleVersion);
      expect(await store().commissions.line(line.policyId, line.payee)).toEqual(held);
    });

    it('changes a policy only from the version that was read, the first one included', async () => {
      const { intake, writes } = anIntake();
      await store().transactions.commit(writes);
      const { policy } = followPolicy(
        intake.policy,
        { status: 'cancelled' },
        { type: 'cancelled', by: CORE_SYSTEM, at: NEXT_DAY, data: {} },
      );
      const change: Write = { store: 'policy', policy, expected: intake.policy.version };
      await store().transactions.commit([change]);

      const again = store().transactions.commit([change]);

      await expect(again).rejects.toThrow(StaleVersion);
      expect(await store().policies.byId(policy.id)).toEqual(policy);
    });

    it('decides once on a vocabulary: the second one finds it decided, and nothing of his is stored', async () => {
      const first = aVocabulary();
      await store().transactions.commit([{ store: 'vocabulary', vocabulary: first }]);
      await store().transactions.commit(verdict(first, undefined, true));
      const [inUse] = await store().policies.vocabularies(first.carrier);
      const second = aVocabulary(first.carrier, [present(inUse)]);
      await store().transactions.commit([{ store: 'vocabulary', vocabulary: second }]);
      await store().transactions.commit(verdict(second, inUse, false));

      const late = store().transactions.commit(verdict(second, inUse, true));

      await expect(late).rejects.toMatchObject({ name: 'StaleVersion', details: { store: 'vocabulary' } });
      const states = (await store().policies.vocabularies(first.carrier)).map(({ state }) => state);
      expect(states).toEqual(['in-use', 'refused']);
    });

    it('puts one version of a vocabulary in the place of another in one change', async () => {
      const first = aVocabulary();
      await store().transactions.commit([{ store: 'vocabulary', vocabulary: first }]);
      await store().transactions.commit(verdict(first, undefined, true));
      const [inUse] = await store().policies.vocabularies(first.carrier);
      const second = aVocabulary(first.carrier, [present(inUse)]);
      await store().transactions.commit([{ store: 'vocabulary', vocabulary: second }]);

      await store().transactions.commit(verdict(second, inUse, true));

      const states = (await store().policies.vocabularies(first.carrier)).map(({ state }) => state);
      expect(states).toEqual(['replaced', 'in-use']);
    });

    it('refuses a decision on a vocabulary that nobody proposed', async () => {
      const proposed = aVocabulary();

      const commit = store().transactions.commit(verdict(proposed, undefined, true));

      await expect(commit).rejects.toThrow(StaleVersion);
      expect(await store().policies.vocabularies(proposed.carrier)).toEqual([]);
    });

    it('takes the same customer with the same number twice', async () => {
      const write: Write = { store: 'customer-phone', phone: '13900000009', customerRef: 'customer-same' };

      await store().transactions.commit([write]);
      await store().transactions.commit([write]);

      expect(await store().policies.phone('13900000009')).toEqual({ customers: 1, staff: false });
    });

    it('takes a change of 100 writes, and refuses one more before anything is stored', async () => {
      const payoutId = `payout-${policyInput().number}`;
      const paid = (row: number): Write => ({
        store: 'paid-line',
        paid: {
          payoutId,
          payee: 'broker-jia',
          policyId: `carrier-a.${row}`,
          branch: 'bj',
          amountFen: row,
          paidAt: INTAKE_AT.toISOString(),
        },
      });
      const hundred = Array.from({ length: 100 }, (_, row) => paid(row + 1));

      const tooMany = store().transactions.commit([...hundred, paid(101)]);

      await expect(tooMany).rejects.toThrow(InvariantBroken);
      expect((await store().commissions.paidLines(payoutId)).items).toEqual([]);
      await expect(store().transactions.commit(hundred)).resolves.toBeUndefined();
    });

    it('refuses a change that writes one record twice, or none', async () => {
      const write = statementWrite(`payout-${policyInput().number}`);

      await expect(store().transactions.commit([write, write])).rejects.toThrow();
      await expect(store().transactions.commit([])).rejects.toThrow();
      expect(await store().commissions.statements(`payout-${policyInput().number}`)).toEqual([]);
    });

    it('keeps what was committed, whatever becomes of the objects it was given or gave', async () => {
      const { intake, writes } = anIntake();
      const kept = structuredClone(intake.policy);
      await store().transactions.commit(writes);

      intake.policy.customer.name = '乙二';
      const read = present(await store().policies.byId(kept.id));
      read.customer.name = '丙三';

      expect(await store().policies.byId(kept.id)).toEqual(kept);
    });

    it('leaves out a member without a value', async () => {
      const { callback } = anIntake();
      const event = present(callback.events[0]);
      const data = { ...event.data, comment: undefined };

      await store().transactions.commit([{ store: 'event', event: { ...event, data } }]);

      const [stored] = await store().cases.history(event.caseId);
      expect(Object.keys(present(stored).data).toSorted()).toEqual(Object.keys(event.data).toSorted());
    });

    it('says that time heals a throttle, and stores the same change afterwards', async () => {
      const { intake, writes } = anIntake();
      store().faults.throttleNextCommit();

      const error = await store()
        .transactions.commit(writes)
        .catch((reason: unknown) => reason);

      expect(error).toMatchObject({ name: 'Throttled' });
      expect(isRetryable(error)).toBe(true);
      expect(await store().policies.byId(intake.policy.id)).toBeUndefined();
      await store().transactions.commit(writes);
      expect(await store().policies.byId(intake.policy.id)).toEqual(intake.policy);
    });

    it('never applies a change twice when its answer was lost', async () => {
      const { callback, writes } = anIntake();
      await store().transactions.commit(writes);
      const change = writesOf(noted(callback.case), NEXT_DAY);
      store().faults.loseAnswerOfNextCommit();

      const first = await store()
        .transactions.commit(change)
        .catch((reason: unknown) => reason);
      const second = await store()
        .transactions.commit(change)
        .catch((reason: unknown) => reason);

      expect(isRetryable(first)).toBe(true);
      expect(second).toMatchObject({ name: 'StaleVersion' });
      expect(await store().cases.history(callback.case.id)).toHaveLength(callback.case.version + 1);
    });
  });
}
