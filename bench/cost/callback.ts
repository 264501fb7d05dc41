import { callbacksIn } from '../callbacks.ts';
import type { LocalSystem } from '../local-system.ts';
import type { Called, CountedStory } from './story.ts';

/** A clean callback from intake to payable: one policy a request, the customer says yes to everything. */
export async function callbackStory(local: LocalSystem): Promise<CountedStory> {
  const { invite, answer, check } = await callbacksIn(local);
  return {
    name: 'callback',
    workflow: 'callback',
    warm: 10,
    most: Number.POSITIVE_INFINITY,
    run: async (index) => {
      const invited = await invite(index);
      await local.system.quiet();
      await answer(invited);
      await local.system.quiet();
    },
    check,
    steps: ['intake', 'climb', 'token', 'message', 'look', 'answer', 'wake', 'end', 'metrics'],
    stepOf,
    budgets: {
      transitions: { most: 8 },
      invocations: { most: 5 },
      writes: { most: 80 },
      dollars: { most: 0.3 },
    },
  };
}

function stepOf({ name, method, state, isBack }: Called): string {
  switch (name) {
    case 'policy-api':
      return 'intake';
    case 'customer-api':
      return method === 'GET' ? 'look' : 'answer';
    case 'callback-steps':
      return state === 'Route' ? (isBack ? 'end' : 'climb') : 'token';
    case 'stream-count':
      return 'metrics';
    case 'stream-follow':
      return 'message';
    default:
      return name;
  }
}
