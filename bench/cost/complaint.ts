import { openCases } from '../../functions/wiring.ts';
import { BenchFailed, type LocalSystem } from '../local-system.ts';
import type { Called, CountedStory } from './story.ts';

const DAY_MS = 24 * 3_600_000;
/** Longer than an evaluation waits, its reminder and the last night included. */
const ASKED_DAYS = 9;
const HANDLER = 'handler-bj-1';

/**
 * A complaint by telephone: called back, looked into for three days, decided, told and accepted. It is read before
 * each command, as people do, and in its own write opens the evaluation that asks how it went, which is
 * reminded of and not answered.
 */
export function complaintStory(local: LocalSystem): CountedStory {
  const ids = new Map<number, string>();
  return {
    name: 'complaint',
    workflow: 'complaint',
    warm: 1,
    most: 5,
    run: async (index) => {
      ids.set(index, await play(index, local));
    },
    check: async (indexes) => {
      const cases = openCases(local.system.place);
      for (const index of indexes) {
        const { id, stage, category } = await cases.load('complaint', ids.get(index) ?? '');
        if (category !== 'closed') throw new BenchFailed(`${id} is ${stage}.`);
      }
    },
    steps: ['open', 'look', 'act', 'route', 'token', 'message', 'wake', 'metrics'],
    stepOf,
    budgets: {},
  };
}

async function play(index: number, { ask, now, moveTo, system }: LocalSystem): Promise<string> {
  const { id } = await ask<{ id: string }>(HANDLER, 'POST', '/complaints', {
    matter: {
      customerRef: `complainant-${index}`,
      phone: `134${String(index).padStart(8, '0')}`,
      line: 'life',
    },
    channel: 'hotline',
    receivedAt: now().toISOString(),
    category: 'sales',
    statement: 'I was told that the money is back after three years.',
  });
  await system.quiet();
  const act = async (what: string, body: object): Promise<void> => {
    const seen = await ask<{ case: { version: number } }>(HANDLER, 'GET', `/complaints/${id}`);
    await ask(HANDLER, 'POST', `/complaints/${id}/${what}`, { version: seen.case.version, ...body });
    await system.quiet();
  };
  await act('first-contact', { note: 'heard the whole of it' });
  await act('classification', { complexity: 'simple', reason: 'one policy, one recording' });
  await moveTo(new Date(now().getTime() + 3 * DAY_MS));
  await act('decision', {
    findings: 'The recording has the promise of three years.',
    basis: 'Insurance sales measures, article 15',
    reasons: 'A promise that the contract does not hold misleads.',
    remedy: 'The contract is undone and the premium paid back.',
    forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
    outcome: 'upheld',
    cause: { first: 'sales', second: 'benefit-overstated' },
    redressFen: 1_200_000,
  });
  const told = { way: 'phone', at: now().toISOString(), proof: 'recording-8' };
  await act('decision/notice', told);
  await act('acceptance', { accepts: true, proof: 'recording-8' });
  await moveTo(new Date(now().getTime() + ASKED_DAYS * DAY_MS));
  return id;
}

function stepOf({ name, method, what, state }: Called): string {
  switch (name) {
    case 'complaint-api':
      if (method === 'GET') return 'look';
      return what === 'complaints' ? 'open' : 'act';
    case 'complaint-steps':
    case 'evaluation-steps':
      return state === 'Route' ? 'route' : 'token';
    case 'stream-count':
      return 'metrics';
    case 'stream-follow':
      return 'message';
    default:
      return name;
  }
}
