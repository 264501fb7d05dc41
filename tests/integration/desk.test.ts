import { describe, expect, it } from 'vitest';
import { expectProblem, localSystem } from '../support/local-system.ts';

const system = localSystem();

describe('a desk', () => {
  it('opens each of its lists, and no other branch’s', async () => {
    for (const as of ['broker-bj-1', 'agent-bj-1', 'manager-bj', 'expert-1', 'head-office', 'compliance-1']) {
      const { body } = await system().must('GET', '/lists', { as });
      expect(body.items.length, as).toBeGreaterThan(0);
      for (const { owner } of body.items as { owner: string }[])
        await system().must('GET', `/cases?owner=${owner}&due=today&kind=callback`, { as });
    }
    expectProblem(await system().ask('GET', '/cases?owner=callback-agent@sh', { as: 'agent-bj-1' }), {
      status: 404,
    });
  });

  it('narrows a list by what is due and by what it is, in keys that DynamoDB takes', async () => {
    const { caseId } = await system().sell();
    await system().quiet();
    const spans = ['overdue', 'today', 'week', 'later'];
    const listed = await Promise.all(
      spans.map(async (due) => {
        const path = `/cases?owner=callback-agent@bj&due=${due}&stage=awaiting-answers&limit=200`;
        const { body } = await system().must('GET', path, { as: 'agent-bj-1' });
        return (body.items as { id: string }[]).some(({ id }) => id === caseId) ? [due] : [];
      }),
    );
    expect(listed.flat()).toHaveLength(1);
  });

  it('notes something on a case, whose proof stays whole', async () => {
    const { caseId } = await system().sell();
    await system().quiet();
    const body = { version: await system().version(caseId), text: '她六点以后在家' };
    await system().must('POST', `/notes/${caseId}`, { as: 'agent-bj-1', body });
    const noted = await system().must('GET', `/notes/${caseId}`, { as: 'broker-bj-1' });
    expect(noted.body.items).toMatchObject([{ by: { id: 'agent-bj-1' }, text: body.text, erased: false }]);
    expect(await system().version(caseId)).toBe(body.version + 1);
  });

  it('says who else is at a case, and forgets them', async () => {
    const { caseId } = await system().sell();
    const at = (as: string, doing: string) =>
      system().must('PUT', `/presence/${caseId}`, { as, body: { doing } });
    await at('agent-bj-1', 'editing');
    const there = await at('agent-bj-2', 'viewing');
    expect(there.body.items).toMatchObject([{ id: 'agent-bj-1', doing: 'editing' }]);
    await system().ask('POST', '/_local/clock', { body: { advance: 'PT1M' } });
    expect((await at('agent-bj-2', 'viewing')).body.items).toEqual([]);
  });

  it('keeps a view under a name in any script, and removes it', async () => {
    const path = `/views/${encodeURIComponent('今天 到期')}`;
    const body = { screen: 'cases', search: 'due=today' };
    await system().must('PUT', path, { as: 'agent-bj-1', body });
    const kept = await system().must('GET', '/views', { as: 'agent-bj-1' });
    expect(kept.body.items).toMatchObject([{ name: '今天 到期', ...body }]);
    const left = await system().must('POST', `${path}/removal`, { as: 'agent-bj-1', body: {} });
    expect(left.body.items).toEqual([]);
  });
});
