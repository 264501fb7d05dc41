import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { MemoryWorkflows } from '../../adapters/memory/workflows.ts';
import { Throttled, Unavailable } from '../../domain/errors.ts';
import type { Committed } from '../../domain/ports.ts';
import { caseIdOf } from '../support/committed.ts';
import { intakeOf, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { describeCases } from './cases.ts';
import { describeCommissions } from './commissions.ts';
import { describeFigureRecords } from './figure-records.ts';
import { describeListed } from './listed.ts';
import { describeMatters } from './matters.ts';
import { describeMetrics } from './metrics.ts';
import type { OpenedStore } from './opened.ts';
import { describeFiles, describeSms, describeWorkflows } from './outside.ts';
import { describePolicies } from './policies.ts';
import { describePresence } from './presence.ts';
import { describeStrayReplies } from './stray-replies.ts';
import { describeTransactions } from './transactions.ts';
import { describeViews } from './views.ts';

async function open(): Promise<OpenedStore> {
  const store = new MemoryStore({ pageOf: 3 });
  const told: Committed[] = [];
  store.onCommitted((committed) => told.push(committed));
  return {
    transactions: store.transactions,
    cases: store.cases,
    policies: store.policies,
    commissions: store.commissions,
    metrics: store.metrics,
    strays: store.strays,
    figureRecords: store.figureRecords,
    sights: store.sights,
    people: store.people,
    presence: store.presence,
    views: store.views,
    told: async (caseId) => told.filter((committed) => caseIdOf(committed) === caseId),
    faults: {
      throttleNextCommit: () => store.failNext(new Throttled('The store asks to slow down.')),
      loseAnswerOfNextCommit: () => store.loseNextAnswer(),
    },
  };
}

describeTransactions('memory', open);
describeCases('memory', open);
describeMatters('memory', open);
describePolicies('memory', open);
describeCommissions('memory', open);
describeMetrics('memory', open);
describeStrayReplies('memory', open);
describeFigureRecords('memory', open);
describeListed('memory', open);
describePresence('memory', open);
describeViews('memory', open);
describeFiles('memory', async () => new MemoryFiles());
describeWorkflows('memory', async () => new MemoryWorkflows());
describeSms('memory', async () => new MemorySms());

describe('faults of the memory store', () => {
  it('fail the write that a look at it picks, and let the ones before it pass', async () => {
    const store = new MemoryStore();
    const [first, second] = [intakeOf(), intakeOf()];
    store.failNext((writes) =>
      writes.some((write) => write.store === 'policy' && write.policy.id === second.policy.id)
        ? new Unavailable('The store does not answer.')
        : undefined,
    );

    await store.transactions.commit(writesOfIntake(first));

    await expect(store.transactions.commit(writesOfIntake(second))).rejects.toThrow(Unavailable);
    expect(await store.policies.byId(second.policy.id)).toBeUndefined();
    await store.transactions.commit(writesOfIntake(second));
    expect(await store.policies.byId(second.policy.id)).toEqual(second.policy);
  });

  it('lose the answer to a delivery mark that was made', async () => {
    const store = new MemoryStore();
    await store.cases.storeToken({ caseId: 'cb-1', wait: 0, execution: 'execution-1', token: 'token-1' });
    store.loseNextAnswer(undefined, 'markDelivered');

    const marked = store.cases.markDelivered('cb-1', 0, new Date());

    await expect(marked).rejects.toThrow(Unavailable);
    expect(present(await store.cases.wait('cb-1', 0)).deliveredAt).toBeDefined();
  });

  it('tell what a listener commits after what it was told of', async () => {
    const store = new MemoryStore();
    const told: string[] = [];
    store.onCommitted((committed) => {
      told.push(committed.is);
      if (committed.is !== 'new-case') return;
      const message = {
        id: 'm.1',
        caseId: committed.case.id,
        policyId: 'carrier-a.1',
        template: 'callback-invitation',
        round: 0,
        status: 'intended',
        intendedAt: committed.case.openedAt,
      } as const;
      void store.transactions.commit([{ store: 'message', message }]);
    });

    await store.transactions.commit(writesOfIntake(intakeOf()));

    expect(told).toEqual(['exposure', 'new-case', 'event', 'new-message']);
  });
});

describe('what the memory adapters remember', () => {
  it('is one message for one id', async () => {
    const sms = new MemorySms();
    const message = {
      id: 'cb-1.2',
      phone: '13900000001',
      template: 'callback-reminder',
      parameters: {},
    } as const;

    await sms.send(message);
    await sms.send(message);

    expect(sms.sent).toEqual([message]);
  });

  it('is every start and every wake, once', async () => {
    const workflows = new MemoryWorkflows();
    workflows.forget('token-dead');

    await workflows.start('callback', 'cb-1', { caseId: 'cb-1' });
    await workflows.start('callback', 'cb-1', { caseId: 'cb-1' });

    expect(workflows.started).toEqual([{ kind: 'callback', name: 'cb-1', input: { caseId: 'cb-1' } }]);
    expect(await workflows.wake('token-dead', {})).toBe('gone');
    expect(await workflows.wake('token-live', { wait: 1 })).toBe('woken');
    expect(workflows.woken).toEqual([{ token: 'token-live', output: { wait: 1 } }]);
  });

  it('is every notice, in order', async () => {
    const notices = new MemoryNotices();
    const notice = (caseId: string) => ({ topic: 'holds', attributes: {}, body: { caseId } }) as const;

    await notices.publish([notice('cb-1')]);
    await notices.publish([notice('cb-2')]);

    expect(notices.published.map(({ body }) => body)).toEqual([{ caseId: 'cb-1' }, { caseId: 'cb-2' }]);
  });

  it('is the type of a file', async () => {
    const files = new MemoryFiles();

    await files.put('a.csv', '', 'text/csv');

    expect(files.contentType('a.csv')).toBe('text/csv');
  });
});
