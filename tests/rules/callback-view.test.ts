import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { problemsIn } from '../../domain/callback/questionnaire.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import { callbackRoutes } from '../../functions/callback/routes.ts';
import { policyRoutes } from '../../functions/policy/routes.ts';
import { newTakeIn } from '../../functions/policy/take-in.ts';
import { asking } from '../support/asking.ts';
import { AGENT, SELLER } from '../support/people.ts';
import { INTAKE_AT, intakeOf, RULES, writesOfIntake } from '../support/policies.ts';

/** A callback as its page reads it, beside the routes of its policy. */
async function page() {
  const store = new MemoryStore();
  const intake = intakeOf();
  await store.transactions.commit(writesOfIntake(intake));
  const clock = { now: () => INTAKE_AT };
  const { cases, policies, commissions, transactions } = store;
  const deps = { cases, policies, commissions, transactions, clock, rules: RULES };
  const takeIn = newTakeIn({ policies, transactions, clock, rules: RULES });
  const ask = asking(
    [...callbackRoutes(deps), ...policyRoutes({ ...deps, files: new MemoryFiles(), takeIn })],
    clock.now,
  );
  const caseId = callbackCaseIdOf(intake.policy.id);
  return { ask, policyId: intake.policy.id, view: () => ask(SELLER, 'GET', `/cases/${caseId}`), caseId };
}

describe("a callback's page", () => {
  it('says who saw a value of the customer and why, and never the value', async () => {
    const { ask, policyId, view } = await page();
    const { body: seen } = await ask(AGENT, 'POST', `/policies/${policyId}/reveal`, {
      field: 'phone',
      reason: 'the customer calls back',
    });
    const { body } = await view();
    expect(body.policyTimeline).toMatchObject([
      { type: 'revealed', by: { id: AGENT.id }, data: { field: 'phone', reason: 'the customer calls back' } },
    ]);
    expect(JSON.stringify(body)).not.toContain(seen.value);
  });

  it('tells whoever reads the questions out what a no to each of them means', async () => {
    const { view } = await page();
    const { body } = await view();
    const { questions, case: callback } = body;
    expect(questions).not.toHaveLength(0);
    for (const { id, category } of questions) {
      const answers = Object.fromEntries(questions.map((one: { id: string }) => [one.id, 'yes']));
      const { version, asked } = callback.questionnaire;
      expect(problemsIn({ ...answers, [id]: 'no' }, asked, version)).toEqual([category]);
    }
  });

  it("keeps the customer's last word and the place of the workflow to the server", async () => {
    const { view } = await page();
    const { body } = await view();
    expect(Object.keys(body.case)).not.toEqual(expect.arrayContaining(['wait']));
    expect(Object.keys(body.case)).not.toEqual(expect.arrayContaining(['lastWordHash']));
  });

  it('is found by the policy', async () => {
    const { ask, policyId, caseId } = await page();
    const { body } = await ask(AGENT, 'GET', `/policies/${policyId}`);
    expect(body.caseId).toBe(caseId);
  });
});
