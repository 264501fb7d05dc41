import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { Staff } from '../../domain/people.ts';
import { followPolicy } from '../../domain/policy/policy.ts';
import type { Write } from '../../domain/ports.ts';
import { type Sight, sightOfPolicy } from '../../domain/sight.ts';
import { administrationRoutes } from '../../functions/administration/routes.ts';
import { policyRoutes } from '../../functions/policy/routes.ts';
import { newTakeIn } from '../../functions/policy/take-in.ts';
import { verify } from '../../functions/proof/verify.ts';
import { CALLBACK_RULES, RULES as OTHER_RULES } from '../../functions/wiring.ts';
import { asking } from '../support/asking.ts';
import { AGENT, COMPLIANCE, EXPERT, HEAD_OFFICE, reviewer, SELLER } from '../support/people.ts';
import { INTAKE_AT, intakeOf, RULES, writesOfIntake } from '../support/policies.ts';
import { firmWith, sentTo } from '../support/pre-underwriting-firm.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const MONTH = '2026-03';
const PHONE = '13900000001';

/** A policy whose customer can be revealed, and the log of who did. */
async function house() {
  const store = new MemoryStore();
  const intake = intakeOf();
  await store.transactions.commit(writesOfIntake(intake));
  const clock = { at: INTAKE_AT, now: () => clock.at };
  const { cases, policies, commissions, transactions, sights, people } = store;
  const takeIn = newTakeIn({ policies, transactions, clock, rules: RULES });
  const routes = [
    ...policyRoutes({
      cases,
      policies,
      commissions,
      transactions,
      clock,
      rules: RULES,
      files: new MemoryFiles(),
      takeIn,
    }),
    ...administrationRoutes({
      people,
      sights,
      transactions,
      clock,
      rules: { callback: CALLBACK_RULES, others: OTHER_RULES },
    }),
  ];
  const ask = asking(routes, clock.now);
  const reveal = (who: Staff, field: string, reason: string) =>
    ask(who, 'POST', `/policies/${intake.policy.id}/reveal`, { field, reason });
  return { store, policy: intake.policy, clock, ask, reveal };
}

const faultsOf = async (store: MemoryStore) =>
  (await verify(store)).faults.map(({ where, what }) => `${where}: ${what}`);
/** Of the access log alone: the policies here were counted by no stream. */
const logFaultsOf = async (store: MemoryStore) =>
  (await faultsOf(store)).filter((one) => one.includes('sight'));

describe('the access log', () => {
  it('says who saw which value of which policy, when and why, and never the value', async () => {
    const { ask, clock, policy, reveal } = await house();
    await reveal(AGENT, 'phone', 'to call him');
    clock.at = later(INTAKE_AT, { hours: 1 });
    await reveal(COMPLIANCE, 'name', 'a doubt about the signature');

    const { body, text } = await ask(COMPLIANCE, 'GET', `/sights?month=${MONTH}`);
    const common = { of: 'value', kind: 'policy', about: policy.id };
    expect(body.items).toEqual([
      {
        ...common,
        id: `${policy.id}.2`,
        at: clock.at.toISOString(),
        by: COMPLIANCE.id,
        role: COMPLIANCE.role,
        item: 'name',
        reason: 'a doubt about the signature',
      },
      {
        ...common,
        id: `${policy.id}.1`,
        at: INTAKE_AT.toISOString(),
        by: AGENT.id,
        role: AGENT.role,
        branch: AGENT.branch,
        item: 'phone',
        reason: 'to call him',
      },
    ]);
    expect(text).not.toContain(PHONE);
    expect(text).not.toContain(policy.customer.name);
  });

  it('has nothing of a reveal that was refused', async () => {
    const { ask, reveal } = await house();
    expect((await reveal(SELLER, 'phone', 'curious')).status).toBe(403);
    expect((await reveal(COMPLIANCE, 'address', 'none was given')).status).toBe(404);
    expect((await ask(HEAD_OFFICE, 'GET', `/sights?month=${MONTH}`)).body).toEqual({ items: [] });
  });

  it('has nothing of what else happens to a policy', () => {
    const { policy } = intakeOf();
    const content = { by: COMPLIANCE, at: INTAKE_AT, data: { field: 'phone' } };
    const seen = (['revealed', 'contact-corrected', 'receipt-recorded', 'cancelled'] as const).filter(
      (type) => sightOfPolicy(followPolicy(policy, {}, { ...content, type }).event) !== undefined,
    );
    expect(seen).toEqual(['revealed']);
  });

  it('is told page by page, and by the month of Shanghai', async () => {
    const { ask, clock, reveal } = await house();
    for (const [date, time] of [
      ['2026-03-31', '10:00'],
      ['2026-03-31', '23:59'],
      ['2026-04-01', '00:01'],
    ] as const) {
      clock.at = at(date, time);
      await reveal(COMPLIANCE, 'phone', `at ${time}`);
    }
    const first = (await ask(COMPLIANCE, 'GET', `/sights?month=${MONTH}&limit=1`)).body;
    const second = (await ask(COMPLIANCE, 'GET', `/sights?month=${MONTH}&limit=1&next=${first.next}`)).body;
    const reasons = [...first.items, ...second.items].map(({ reason }: Sight) => reason);
    expect(reasons).toEqual(['at 23:59', 'at 10:00']);
    const april = (await ask(COMPLIANCE, 'GET', '/sights?month=2026-04')).body;
    expect(april.items.map(({ reason }: Sight) => reason)).toEqual(['at 00:01']);
  });

  it.each(['2026-13', '2026', ''])('is not asked for %j', async (month) => {
    const { ask } = await house();
    expect((await ask(COMPLIANCE, 'GET', `/sights?month=${month}`)).status).toBe(400);
  });

  it('has every look at a document, of the firm and of the carrier', async () => {
    const firm = await firmWith(['carrier-a', 'carrier-b']);
    const asked = await sentTo(firm, ['carrier-a', 'carrier-b']);
    const document = present((await asked.case()).documents[0]).id;
    await firm.ask(EXPERT, 'POST', `${asked.path}/documents/${document}/view`);
    const requestId = await asked.requestId('carrier-a');
    const who = reviewer('carrier-a');
    await firm.ask(who, 'POST', `/carrier-requests/${requestId}/documents/${document}/view`);

    const { items } = await firm.store.sights.all();
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(
      expect.objectContaining({ by: EXPERT.id, of: 'document', about: asked.caseId, item: document }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({ by: who.id, carrier: 'carrier-a', about: requestId, item: document }),
    );
    expect(await firm.faults()).toEqual([]);
  });
});

describe('the proof', () => {
  /** A reveal as its event, with whatever is put in the place of its sight. */
  async function revealed(sightsOf: (sight: Sight) => Sight[]) {
    const { store, policy } = await house();
    const data = { field: 'phone', reason: 'to call him' };
    const { policy: after, event } = followPolicy(
      policy,
      {},
      { type: 'revealed', by: COMPLIANCE, at: INTAKE_AT, data },
    );
    await store.transactions.commit([
      { store: 'policy', policy: after, expected: policy.version },
      { store: 'policy-event', event },
      ...sightsOf(present(sightOfPolicy(event))).map((sight): Write => ({ store: 'sight', sight })),
    ]);
    return { store, id: policy.id };
  }

  it('finds nothing where log and histories agree', async () => {
    const { store } = await revealed((sight) => [sight]);
    expect(await logFaultsOf(store)).toEqual([]);
    expect((await verify(store)).sights).toBe(1);
  });

  it('notices an event that the log leaves out', async () => {
    const { store, id } = await revealed(() => []);
    expect(await logFaultsOf(store)).toEqual([`${id}: the access log leaves out sight ${id}.1`]);
  });

  it('notices a sight that no event says', async () => {
    const { store, id } = await revealed((sight) => [sight, { ...sight, id: `${sight.about}.9` }]);
    expect(await logFaultsOf(store)).toEqual([
      `${id}: the access log has sight ${id}.9, and no event says it`,
    ]);
  });

  it('notices a sight that says another thing than its event', async () => {
    const { store, id } = await revealed((sight) => [{ ...sight, by: AGENT.id }]);
    expect(await logFaultsOf(store)).toEqual([`${id}: sight ${id}.1 is not what its event says`]);
  });
});
