import { afterAll, expect, it } from 'vitest';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import { callbackCaseIdOf, policyIdOf } from '../../domain/policy/policy.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../../local/sample/policies.ts';
import type { Visitor } from '../../local/visitor.ts';
import { runVerify, Server } from './server.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** A small generator with a seed (mulberry32), so that a run that failed can be played again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const server = new Server();
afterAll(() => server.remove());

interface Line {
  payee: string;
  amounts: Record<'accrued' | 'held' | 'payable' | 'paid' | 'voided', { fen: number }>;
}

/** A move of days takes about this long: it is cut somewhere in its middle. */
const MOVE_MS = 1_500;

const WORKERS = ['clean', 'settled', 'twice', 'silent', 'cancelled'] as const;

it('loses nothing when it is killed anywhere in the story', { timeout: 600_000 }, async () => {
  console.log(`SEED=${SEED}`);
  const chance = random(SEED);
  let visitor = await server.start();

  /**
   * Does a step, and dies in the middle of it: with the request on its way, or just after its answer. Then it starts
   * again and does the step once more, as a person would who got no answer.
   */
  async function dying(act: (visitor: Visitor) => Promise<unknown>, withinMs = 120): Promise<void> {
    const answer = act(visitor).catch(() => 'lost');
    const cut = new Promise((resolve) => setTimeout(resolve, chance() * withinMs));
    await Promise.race([chance() < 0.5 ? cut : answer, answer]);
    await server.kill();
    await answer;
    visitor = await server.start();
    await act(visitor);
  }

  await dying(async (v) => {
    for (const { id, ...carrier } of SAMPLE_CARRIERS) await v.put('core', `/carriers/${id}`, carrier);
  });
  await visitor.intoOfficeHours();
  const start = new Date(await visitor.now());
  const policies = Object.fromEntries(
    WORKERS.map((name, index): [string, PolicyInput] => [
      name,
      {
        ...samplePolicy(1, start),
        number: `KILL000${index}`,
        customer: { ...samplePolicy(index + 1, start).customer },
      },
    ]),
  ) as Record<(typeof WORKERS)[number], PolicyInput>;
  const policyId = (name: (typeof WORKERS)[number]) =>
    policyIdOf(policies[name].carrier, policies[name].number);
  const caseId = (name: (typeof WORKERS)[number]) => callbackCaseIdOf(policyId(name));
  const seller = policies.clean.brokerId;

  await dying((v) => v.post('core', '/policies/batch', { policies: Object.values(policies) }));
  await dying((v) => v.quiet());

  const answers = async (name: (typeof WORKERS)[number], no?: string): Promise<void> => {
    const link = await visitor.linkFor(caseId(name));
    const { case: seen } = await visitor.case(caseId(name));
    if (seen.stage !== 'awaiting-answers') return;
    const { questions } = await visitor.open<{ questions: { id: string }[] }>(link);
    const given = Object.fromEntries(questions.map(({ id }) => [id, id === no ? 'no' : 'yes']));
    await dying(async (v) => {
      await v.answer(link, { answers: given });
      await v.quiet();
    });
  };
  await answers('clean');
  await answers('settled', 'cover-known');
  await answers('twice', 'surrender-loss-known');

  const remedied = (name: (typeof WORKERS)[number]) =>
    dying(async (v) => {
      const { case: seen } = await v.case(caseId(name));
      if (seen.stage !== 'awaiting-remedy') return;
      await v.post(seller, `/cases/${caseId(name)}/remedies`, {
        version: seen.version,
        done: 'Explained it again.',
      });
    });
  const confirms = async (name: (typeof WORKERS)[number], settled: boolean): Promise<void> => {
    await visitor.intoOfficeHours();
    const link = await visitor.linkFor(caseId(name));
    await dying(async (v) => {
      await v.answer(link, { settled });
      await v.quiet();
    });
  };
  await remedied('settled');
  await confirms('settled', true);
  await remedied('twice');
  await confirms('twice', false);
  await remedied('twice');
  await confirms('twice', true);
  await dying((v) =>
    v.post('core', `/policies/${policyId('cancelled')}/cancellation`, {
      cancelledOn: policies.cancelled.issuedOn,
    }),
  );

  const advanceTo = async (v: Visitor, target: Date): Promise<void> => {
    const left = Math.ceil((target.getTime() - Date.parse(await v.now())) / 1000);
    if (left > 0) await v.advance(`PT${left}S`);
  };
  const days = (count: number): Date => new Date(start.getTime() + count * 86_400_000);
  await dying((v) => advanceTo(v, days(5)), MOVE_MS);
  await dying((v) => advanceTo(v, days(20)), MOVE_MS);
  // The run of the month in which the cooling-off period ended can start after that month.
  const available = days(20).toISOString().slice(0, 7);
  const after = new Date(`${available}-01T02:00:00.000Z`);
  after.setUTCMonth(after.getUTCMonth() + 1, 2);
  await dying((v) => advanceTo(v, after), MOVE_MS);
  await dying(async (v) => {
    await v.post('head-office', `/payouts/${available}`, {});
    await v.quiet();
  });
  await visitor.quiet();

  const stages = Object.fromEntries(
    await Promise.all(WORKERS.map(async (name) => [name, (await visitor.case(caseId(name))).case.stage])),
  );
  expect(stages).toMatchObject({
    clean: 'clean',
    settled: 'settled',
    twice: 'settled',
    cancelled: 'cancelled',
  });
  expect(['awaiting-answers', 'awaiting-remedy']).toContain(stages.silent);

  const happened = async (name: (typeof WORKERS)[number]) =>
    (await visitor.case(caseId(name))).timeline
      .map(({ type }) => type)
      .filter((type) => !MOVED_BY_TIME.has(type));
  expect(await happened('clean')).toEqual(['callback-opened', 'answered-clean']);
  expect(await happened('settled')).toEqual([
    'callback-opened',
    'answered-problem',
    'remedy-recorded',
    'confirmed-settled',
  ]);
  expect(await happened('twice')).toEqual([
    'callback-opened',
    'answered-problem',
    'remedy-recorded',
    'confirmed-not-settled',
    'remedy-recorded',
    'confirmed-settled',
  ]);

  // Time never went back, although the server was killed in months that it had been moved to.
  for (const name of WORKERS) {
    const times = (await visitor.case(caseId(name))).timeline.map(({ at }) => at);
    expect(times, name).toEqual(times.toSorted());
  }

  const lines = async (name: (typeof WORKERS)[number]) =>
    (await visitor.get<{ items: Line[] }>('compliance-1', `/commissions/${policyId(name)}`)).items;
  for (const name of ['clean', 'settled', 'twice'] as const) {
    for (const { amounts } of await lines(name)) expect(amounts.paid.fen, name).toBe(amounts.accrued.fen);
  }
  for (const { amounts } of await lines('silent')) expect(amounts.held.fen).toBe(amounts.accrued.fen);
  for (const { amounts } of await lines('cancelled')) expect(amounts.voided.fen).toBe(amounts.accrued.fen);

  const { messages } = await visitor.get<{ messages: { id: string }[] }>('core', '/_local/outbox');
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  for (const name of WORKERS) {
    const seen = await visitor.get<{ messages: { id: string; status: string }[] }>(
      'head-office',
      `/cases/${caseId(name)}`,
    );
    for (const { id, status } of seen.messages) {
      expect(status).not.toBe('intended');
      if (status === 'sent') expect(messages.some((sent) => sent.id === id)).toBe(true);
    }
  }

  console.log(`killed ${server.kills} times`);
  await server.stop();
  const { code, said } = await runVerify(server.folder);
  expect(said).toContain('Nothing is wrong.');
  expect(code).toBe(0);
});

/** What the ladder does as time goes by: how much of it depends on the hour at which the test runs. */
const MOVED_BY_TIME = new Set([
  'customer-asked',
  'reminded',
  'task-opened',
  'task-missed',
  'escalated',
  'step-postponed',
  'cooling-off-missed',
]);
