import { openCases } from '../../functions/wiring.ts';
import { pushOfReply } from '../../local/functions.ts';
import { BenchFailed, type LocalSystem } from '../local-system.ts';
import type { Called, CountedStory } from './story.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A customer is asked by SMS, answers every item two hours later, and the time for corrections passes. */
export function evaluationStory(local: LocalSystem): CountedStory {
  const ids = new Map<number, string>();
  return {
    name: 'evaluation by SMS',
    workflow: 'evaluation',
    warm: 3,
    most: 20,
    run: async (index) => {
      const { id, phone } = await askedBySms(index, local);
      ids.set(index, id);
      const asked = local.now();
      await local.moveTo(new Date(asked.getTime() + 2 * HOUR_MS));
      await writes(phone, `evaluation-${index}`, local);
      await local.moveTo(new Date(asked.getTime() + 3 * DAY_MS));
      await local.system.quiet();
    },
    check: async (indexes) => {
      const cases = openCases(local.system.place);
      for (const index of indexes) {
        const found = await cases.load('evaluation', ids.get(index) ?? '');
        if (found.stage !== 'replied' || found.category !== 'closed')
          throw new BenchFailed(`${found.id} is ${found.stage}.`);
      }
    },
    steps: ['open', 'reply', 'route', 'token', 'message', 'wake', 'metrics'],
    stepOf,
    budgets: {},
  };
}

async function askedBySms(
  index: number,
  { ask, system }: LocalSystem,
): Promise<{ id: string; phone: string }> {
  const phone = `135${String(index).padStart(8, '0')}`;
  const { id } = await ask<{ id: string }>('core', 'POST', '/evaluations', {
    moment: 'claim-closed',
    claim: `claim-${index}`,
    matter: { customerRef: `evaluator-${index}`, phone, line: 'life', branch: 'bj', brokerId: 'broker-bj-1' },
  });
  await system.quiet();
  return { id, phone };
}

/** As the gateway of this machine pushes it: what is signed are the very bytes, and JSON gives them again. */
async function writes(phone: string, id: string, { ask, now, system }: LocalSystem): Promise<void> {
  const { path, body } = pushOfReply({ id, phone, text: '1A2A3A4A5A', at: now() });
  await ask(undefined, 'POST', path, JSON.parse(body.toString()));
  await system.quiet();
}

function stepOf({ name, state }: Called): string {
  switch (name) {
    case 'evaluation-api':
      return 'open';
    case 'sms-inbox':
      return 'reply';
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
