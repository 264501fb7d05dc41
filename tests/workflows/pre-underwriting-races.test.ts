import { describe, expect, it } from 'vitest';
import { StaleVersion, Unavailable } from '../../domain/errors.ts';
import { type Firm, isWakeUp } from '../support/firm.ts';
import { RequestRefused } from '../support/firm-api.ts';
import { reviewer } from '../support/people.ts';
import {
  type Asked,
  everythingStored,
  firmWith,
  prepared,
  sentTo,
} from '../support/pre-underwriting-firm.ts';
import { DECLINED, standard } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';

const TWO = ['carrier-a', 'carrier-b'];

async function begin(): Promise<{ firm: Firm; asked: Asked }> {
  const firm = await firmWith(TWO);
  return { firm, asked: await sentTo(firm, TWO) };
}

/** Whatever was met on the way: both answers are there once, compared once, and the case goes to its end. */
async function finish(firm: Firm, asked: Asked): Promise<void> {
  for (const carrier of TWO) {
    const { id } = await asked.request(carrier);
    const types = await firm.types({ caseId: id });
    expect(types.filter((type) => type === 'carrier-answered')).toHaveLength(1);
  }
  expect((await asked.types()).filter((type) => type === 'compared')).toHaveLength(1);
  expect(await asked.case()).toMatchObject({ stage: 'choosing' });
  await firm.advance('P7D');
  expect((await asked.types()).at(-1)).toBe('choice-reminded'); // the workflow waits where the case is
  await asked.chooses('carrier-a');
  expect(new Set(await asked.statuses())).toEqual(new Set(['SUCCEEDED']));
  await firm.advance('P60D');
  expect((await asked.types()).at(-1)).toBe('chosen');
}

describe('an answer that is given twice', () => {
  it('has the same answer and one effect when it is the same', async () => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a');
    await asked.answers('carrier-a');
    await firm.advance('P1D');
    await asked.answers('carrier-a', standard(), reviewer('carrier-a', 'a-colleague'));
    await asked.answers('carrier-b');
    expect((await asked.request('carrier-a')).answers).toHaveLength(1);
    await finish(firm, asked);
  });

  it('is a conflict when it is another: the first counts, both are kept, and it stays a conflict', async () => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a');
    for (let times = 0; times < 2; times += 1) {
      await expect(asked.answers('carrier-a', DECLINED)).rejects.toMatchObject({
        status: 409,
        problem: { current: { stage: 'answered' } },
      });
    }
    const { id, answers } = await asked.request('carrier-a');
    expect(answers).toHaveLength(2);
    const kept = await Promise.all(answers.map(({ content }) => firm.store.cases.content(id, content)));
    expect(kept.map((content) => content?.body)).toEqual([standard(), DECLINED]);
    const { requests } = await asked.view<{ requests: { opinion?: unknown }[] }>();
    expect(requests[0]?.opinion).toEqual(standard());
    await asked.answers('carrier-b');
    await finish(firm, asked);
  });

  it('counts once when two reviewers of one carrier differ at one moment', async () => {
    const { asked } = await begin();
    const words = [
      asked.answers('carrier-a', standard(), reviewer('carrier-a', 'first')),
      asked.answers('carrier-a', DECLINED, reviewer('carrier-a', 'second')),
    ];
    const outcomes = await Promise.allSettled(words);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toBeInstanceOf(RequestRefused);
    expect(lost.reason).toMatchObject({ status: 409 });
    expect((await asked.request('carrier-a')).answers).toHaveLength(2);
    await asked.answers('carrier-b');
    expect((await asked.types()).filter((type) => type === 'compared')).toHaveLength(1);
    await asked.chooses('carrier-b');
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('carriers that answer at one moment', () => {
  it('are both heard, and compared once', async () => {
    const { firm, asked } = await begin();
    await Promise.all(TWO.map((carrier, n) => asked.answers(carrier, standard(800_000 + n))));
    await finish(firm, asked);
  });

  it('are heard although others were first three times in a row, and told of the fourth', async () => {
    const { firm, asked } = await begin();
    const current = { version: 7, stage: 'asked' };
    const lose = (times: number): void => {
      for (let time = 0; time < times; time += 1)
        firm.store.failNext(new StaleVersion('It has changed.', current));
    };
    lose(3);
    await asked.answers('carrier-a');
    lose(4);
    await expect(asked.answers('carrier-b')).rejects.toMatchObject({ status: 409 });
    await asked.answers('carrier-b');
    await finish(firm, asked);
  });
});

describe('the last answer at an awkward moment', () => {
  const MOMENTS = [
    ['before Route reads', 'before', 'Route'],
    ['after Route has said where to wait', 'after', 'Route'],
    ['before the token is stored', 'before', 'AwaitOpinions'],
    ['when the token was stored and Step Functions does not know', 'after', 'AwaitOpinions'],
  ] as const;

  it.each(MOMENTS)('is neither lost nor taken twice: %s', async (_moment, when, state) => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a');
    // The reminder of the other one is due: the wait times out, Route reminds and waits again.
    firm[when](state, () => asked.answers('carrier-b'));
    await firm.until('2026-03-05', '09:30');
    await finish(firm, asked);
  });

  it('is found by the step that brings the token even if the stream loses all that was told of it', async () => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a');
    firm.before('AwaitOpinions', async () => {
      for (let told = 0; told < 3; told += 1) firm.stream.loseNext(isWakeUp);
      await asked.answers('carrier-b');
    });
    await firm.until('2026-03-05', '09:30');
    await finish(firm, asked);
  });
});

describe('what is lost on the way', () => {
  it('is mended by the sweeper: a wake-up that nobody heard', async () => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a');
    firm.stream.loseNext(isWakeUp);
    await asked.answers('carrier-b');
    const [ran] = await firm.executions('pre-underwriting');
    const { name } = present(ran);
    expect((await firm.states(name, 'pre-underwriting')).at(-1)).toBe('AwaitOpinions');
    await firm.advance('PT6M');
    expect(await firm.sweep()).toMatchObject({ woken: 1 });
    expect((await firm.states(name, 'pre-underwriting')).at(-1)).toBe('AwaitChoice');
    await finish(firm, asked);
  });

  it('is mended by the sweeper: an execution that was killed', async () => {
    const { firm, asked } = await begin();
    const [ran] = await firm.executions('pre-underwriting');
    await firm.stopExecution(present(ran).name, 'pre-underwriting');
    await firm.until('2026-03-20');
    expect(await asked.case()).toMatchObject({ stage: 'asking' });
    expect(await firm.sweep()).toMatchObject({ restarted: 1 });
    expect(await asked.case()).toMatchObject({ stage: 'choosing' });
    expect(asked.told('carrier-a')).toEqual(['carrier-asked', 'carrier-reminded', 'carrier-silent']);
    await asked.answers('carrier-a');
    await asked.chooses('carrier-a');
    expect(await asked.statuses()).toEqual(['ABORTED', 'SUCCEEDED']);
  });

  it('is started anew beside one that still lives: the older one ends, and nothing happens twice', async () => {
    const { firm, asked } = await begin();
    await firm.workflows.start('pre-underwriting', `${asked.caseId}.again`, { caseId: asked.caseId });
    await firm.quiet();
    await asked.answers('carrier-a');
    await asked.answers('carrier-b');
    await finish(firm, asked);
    expect(await asked.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('is tried again: a workflow that does not start at once', async () => {
    const firm = await firmWith(TWO);
    firm.workflows.failNext(new Unavailable('Step Functions does not answer.'));
    const asked = await sentTo(firm, TWO);
    expect(firm.stream.failures).toBe(1);
    for (const carrier of TWO) await asked.answers(carrier);
    await finish(firm, asked);
  });
});

describe('a stream that tells everything twice', () => {
  it('has each effect once', async () => {
    const firm = await firmWith(TWO);
    firm.stream.isDouble = true;
    const asked = await sentTo(firm, TWO);
    await asked.wants('carrier-a');
    await asked.supplies('carrier-a', { note: 'benign' });
    for (const carrier of TWO) await asked.answers(carrier);
    await finish(firm, asked);
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
    expect(firm.sms.sent.filter(({ id }) => id.startsWith(asked.caseId))).toHaveLength(1);
    expect(await firm.counted('2026-03')).toMatchObject({ compared: 1, chosen: 1 });
  });

  it('tells all of it once more and changes nothing', async () => {
    const { firm, asked } = await begin();
    for (const carrier of TWO) await asked.answers(carrier);
    const before = await asked.case();
    const counted = await firm.counted('2026-03');
    await firm.stream.replay();
    await firm.quiet();
    expect(await asked.case()).toEqual(before);
    expect(await firm.counted('2026-03')).toEqual(counted);
    await finish(firm, asked);
  });
});

describe('a consent that is taken back at an awkward moment', () => {
  const WORDING = 'wording-marker';

  async function expectAllGone(firm: Firm, asked: Asked): Promise<void> {
    expect(await asked.case()).toMatchObject({ stage: 'withdrawn', documents: [] });
    expect(await everythingStored(firm)).not.toContain(WORDING);
    for (const file of asked.files) expect(await firm.files.size(file)).toBeUndefined();
    for (const carrier of TWO) {
      expect(await asked.request(carrier)).toMatchObject({ stage: 'withdrawn' });
      expect(asked.told(carrier).filter((notice) => notice === 'sharing-withdrawn')).toHaveLength(1);
    }
    expect((await asked.types()).filter((type) => type === 'erased')).toHaveLength(1);
    expect(new Set(await asked.statuses())).toEqual(new Set(['SUCCEEDED']));
  }

  it('leaves nothing when carriers answer and documents come at the same moment', async () => {
    const { firm, asked } = await begin();
    await Promise.allSettled([
      asked.answers('carrier-a', standard(1, { wording: WORDING })),
      asked.document('pathology'),
      asked.says({ withdraws: true }),
      asked.answers('carrier-b', standard(2, { wording: WORDING })),
      asked.wants('carrier-b', [{ type: 'pathology', text: WORDING }]),
      asked.says({ withdraws: true }),
    ]);
    await firm.quiet();
    await expectAllGone(firm, asked);
    await expect(asked.answers('carrier-a')).rejects.toMatchObject({ status: 409 });
  });

  it.each(['before', 'after'] as const)('leaves nothing when it comes %s Route', async (when) => {
    const { firm, asked } = await begin();
    await asked.answers('carrier-a', standard(1, { wording: WORDING }));
    firm[when]('Route', () => asked.says({ withdraws: true }));
    await firm.until('2026-03-05', '09:30');
    await expectAllGone(firm, asked);
  });

  it('has its effects once when the stream tells everything twice', async () => {
    const { firm, asked } = await begin();
    firm.stream.isDouble = true;
    await asked.says({ withdraws: true });
    expect(await asked.case()).toMatchObject({ stage: 'withdrawn', documents: [] });
    expect((await asked.types()).filter((type) => type === 'erased')).toHaveLength(1);
  });

  it('is finished by the schedule when the stream loses all that was told of it', async () => {
    const firm = await firmWith(TWO, { schedules: true });
    const asked = await sentTo(firm, TWO);
    firm.stream.loseNext(isWakeUp);
    firm.stream.loseNext(
      (committed) => committed.is === 'event' && committed.event.type === 'consent-withdrawn',
    );
    await asked.says({ withdraws: true });
    expect((await asked.case()).erasedAt).toBeUndefined();
    await firm.advance('P1D');
    await expectAllGone(firm, asked);
  });

  it('sends nobody a question that is none any more', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    firm.gateway.isDown = true;
    await asked.command('consent-request');
    await asked.command('withdrawal', { document: 'd1' });
    firm.gateway.isDown = false;
    await firm.advance('PT1H');
    expect(firm.sms.sent).toEqual([]);
    expect(await firm.store.cases.messages(asked.caseId)).toMatchObject([{ status: 'failed' }]);
  });
});
