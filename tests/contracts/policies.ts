import { describe, expect, it } from 'vitest';
import {
  decideVocabulary,
  proposeVocabulary,
  type Vocabulary,
} from '../../domain/carrier-request/vocabulary.ts';
import { StaleVersion } from '../../domain/errors.ts';
import { type Sending, sendingAfter } from '../../domain/evaluation/sending.ts';
import { followPolicy } from '../../domain/policy/policy.ts';
import type { Write } from '../../domain/ports.ts';
import { COMPLIANCE, CORE_SYSTEM, SECOND_COMPLIANCE } from '../support/people.ts';
import { carrierOf, INTAKE_AT, intakeOf, policyInput, writesOfIntake } from '../support/policies.ts';
import { at, later } from '../support/wall.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';

const SHORT = { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' } as const;

const fresh = (): string => `x${policyInput().number}`;

const ENTRIES = [{ code: 'R-25', wording: '加费承保', means: 'extra' }] as const;

export function describePolicies(name: string, open: OpenStore): void {
  describe(`policies of ${name}`, () => {
    const store = opening(open);

    it('finds a policy by its id, and nothing by another', async () => {
      const intake = intakeOf();
      await store().transactions.commit(writesOfIntake(intake));

      expect(await store().policies.byId(intake.policy.id)).toEqual(intake.policy);
      expect(await store().policies.byId('carrier-b.none')).toBeUndefined();
      expect(await store().policies.history(intake.policy.id)).toEqual([]);
    });

    it('keeps what happened to a policy, in order', async () => {
      const intake = intakeOf();
      await store().transactions.commit(writesOfIntake(intake));
      let { policy } = intake;
      const events = [];
      for (const type of ['receipt-recorded', 'contact-corrected', 'cancelled'] as const) {
        const expected = policy.version;
        const next = followPolicy(policy, {}, { type, by: CORE_SYSTEM, at: INTAKE_AT, data: {} });
        const change: Write = { store: 'policy', policy: next.policy, expected };
        await store().transactions.commit([change, { store: 'policy-event', event: next.event }]);
        policy = next.policy;
        events.push(next.event);
      }

      expect(await store().policies.history(policy.id)).toEqual(events);
      expect(await store().policies.byId(policy.id)).toEqual(policy);
    });

    it("lists a broker's policies, the latest first, page by page", async () => {
      const brokerId = fresh();
      const recorded: string[] = [];
      for (let hours = 0; hours < 5; hours += 1) {
        const when = later(INTAKE_AT, { hours });
        const intake = intakeOf({ brokerId }, when);
        await store().transactions.commit(writesOfIntake(intake, when));
        recorded.unshift(intake.policy.id);
      }

      const pages = await everyPage((next) => store().policies.ofBroker(brokerId, 2, next));

      expect(pages.every((page) => page.length <= 2)).toBe(true);
      expect(pages.flat().map((policy) => policy.id)).toEqual(recorded);
    });

    it('lists what came into scope in a month, and nothing that is out of scope', async () => {
      const when = at('2026-05-12');
      const inside = intakeOf({}, when);
      const outside = intakeOf({ product: SHORT }, when);
      const before = intakeOf({}, later(when, { days: -30 }));
      for (const intake of [inside, outside, before]) {
        await store().transactions.commit(writesOfIntake(intake, new Date(intake.policy.recordedAt)));
      }

      const pages = await everyPage((next) => store().policies.inScope('2026-05', next));

      expect(pages.flat()).toEqual([{ policyId: inside.policy.id }]);
    });

    it('counts a month as it is in Shanghai', async () => {
      const firstMorning = intakeOf({}, at('2026-07-01', '03:00'));
      const lastNight = intakeOf({}, at('2026-06-30', '23:30'));
      for (const intake of [firstMorning, lastNight])
        await store().transactions.commit(writesOfIntake(intake));

      const of = async (month: string) =>
        (await everyPage((next) => store().policies.inScope(month, next))).flat();

      expect(await of('2026-06')).toEqual([{ policyId: lastNight.policy.id }]);
      expect(await of('2026-07')).toEqual([{ policyId: firstMorning.policy.id }]);
    });

    it('goes through every policy once', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        const intake = intakeOf();
        await store().transactions.commit(writesOfIntake(intake));
        ids.push(intake.policy.id);
      }

      const pages = await everyPage((next) => store().policies.all(next));

      const found = pages.flat().map((policy) => policy.id);
      expect(found.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
      expect(new Set(found).size).toBe(found.length);
    });

    it('counts the customers of a number no further than three', async () => {
      const phone = '13900000055';
      const counts: number[] = [];
      for (const customerRef of ['one', 'two', 'three', 'four']) {
        await store().transactions.commit([{ store: 'customer-phone', phone, customerRef }]);
        counts.push((await store().policies.phone(phone)).customers);
      }

      expect(counts).toEqual([1, 2, 3, 3]);
    });

    it("knows a staff member's number", async () => {
      await store().policies.putStaffPhone('13900000066', 'broker-jia');
      await store().policies.putStaffPhone('13900000066', 'broker-jia');

      expect(await store().policies.phone('13900000066')).toEqual({ customers: 0, staff: true });
      expect(await store().policies.phone('13900000067')).toEqual({ customers: 0, staff: false });
    });

    it('knows whose number it is, and not that of a member of staff', async () => {
      const phone = '13900000077';
      for (const customerRef of ['two', 'one', 'two'])
        await store().transactions.commit([{ store: 'customer-phone', phone, customerRef }]);
      await store().policies.putStaffPhone(phone, 'broker-jia');
      await store().transactions.commit([{ store: 'opt-out', phone, at: INTAKE_AT.toISOString() }]);

      expect((await store().policies.customersOf(phone)).toSorted()).toEqual(['one', 'two']);
      expect(await store().policies.customersOf('13900000078')).toEqual([]);
      expect(await store().policies.phone(phone)).toEqual({ customers: 2, staff: true });
    });

    it('knows who wants no messages, and again is the same', async () => {
      const phone = '13900000079';
      const write: Write = { store: 'opt-out', phone, at: INTAKE_AT.toISOString() };
      expect(await store().policies.optedOutAt(phone)).toBeUndefined();
      await store().transactions.commit([write]);
      await store().transactions.commit([write]);
      expect(await store().policies.optedOutAt(phone)).toBe(write.at);
    });

    it('counts what is sent to a number by one at a time', async () => {
      const phone = '13900000080';
      const first = sendingAfter(undefined, 1, INTAKE_AT);
      const second = sendingAfter(first, 1, later(INTAKE_AT, { minutes: 1 }));
      const put = (sending: Sending, expected: number) =>
        store().transactions.commit([{ store: 'sending', phone, sending, expected }]);
      expect(await store().policies.sending(phone)).toBeUndefined();
      await put(first, 0);
      await put(second, first.version);
      await expect(put(second, first.version)).rejects.toThrow(StaleVersion);
      expect(await store().policies.sending(phone)).toEqual(second);
    });

    it('keeps the last catalogue of a carrier', async () => {
      const carrier = { ...carrierOf(policyInput()), id: fresh() };
      await store().policies.putCarrier(carrier);

      const wider = {
        ...carrier,
        products: { ...carrier.products, ...carrierOf(policyInput({ product: SHORT })).products },
      };
      await store().policies.putCarrier(wider);

      expect(await store().policies.carrier(carrier.id)).toEqual(wider);
      expect(await store().policies.carrier('none')).toBeUndefined();
    });

    it('lists every carrier once, by id, as it was last kept', async () => {
      const first = { ...carrierOf(policyInput()), id: fresh() };
      const second = { ...first, id: fresh() };
      for (const carrier of [second, first, { ...first, name: 'renamed' }])
        await store().policies.putCarrier(carrier);

      const listed = await store().policies.carriers();
      const ids = listed.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([{ ...first, name: 'renamed' }, second]));
      expect(ids).toEqual([...new Set(ids)].sort());
    });

    it("keeps every version of a carrier's vocabulary, the oldest first, past nine", async () => {
      const [carrier, other] = [fresh(), fresh()];
      const decided: Vocabulary[] = [];
      const no = { approve: false, reason: 'another code was meant' };
      for (let version = 1; version <= 11; version += 1) {
        const proposed = proposeVocabulary({ carrier, versions: decided }, ENTRIES, COMPLIANCE, INTAKE_AT);
        await store().transactions.commit([{ store: 'vocabulary', vocabulary: proposed }]);
        const refused = decideVocabulary(proposed, undefined, no, SECOND_COMPLIANCE, INTAKE_AT);
        await store().transactions.commit(
          refused.map((vocabulary) => ({ store: 'vocabulary', vocabulary, expected: 'proposed' })),
        );
        decided.push(...refused);
      }
      const elsewhere = proposeVocabulary({ carrier: other, versions: [] }, ENTRIES, COMPLIANCE, INTAKE_AT);
      await store().transactions.commit([{ store: 'vocabulary', vocabulary: elsewhere }]);

      expect(await store().policies.vocabularies(carrier)).toEqual(decided);
      expect(decided.map(({ version }) => version)).toEqual(decided.map((_, index) => index + 1));
      expect(await store().policies.vocabularies(other)).toEqual([elsewhere]);
      expect(await store().policies.vocabularies('none')).toEqual([]);
    });

    it('keeps the catalogue of a carrier apart from its vocabulary', async () => {
      const carrier = { ...carrierOf(policyInput()), id: fresh() };
      const vocabulary = proposeVocabulary(
        { carrier: carrier.id, versions: [] },
        ENTRIES,
        COMPLIANCE,
        INTAKE_AT,
      );
      await store().policies.putCarrier(carrier);
      await store().transactions.commit([{ store: 'vocabulary', vocabulary }]);

      expect(await store().policies.carrier(carrier.id)).toEqual(carrier);
      expect(await store().policies.vocabularies(carrier.id)).toEqual([vocabulary]);
    });
  });
}
