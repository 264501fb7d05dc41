import { openCases, RULES } from '../../functions/wiring.ts';
import { nextCommonMonday } from '../common-weeks.ts';
import { BenchFailed, type LocalSystem } from '../local-system.ts';
import { CARRIERS, conclusionOf, PreUnderwriting } from '../pre-underwritings.ts';
import type { Called, CountedStory } from './story.ts';

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
const KEPT_DAYS = 7;

/**
 * So many carriers asked on a Monday; their answers come spread over the week that they have, so one half of them is
 * reminded. The broker chooses, and a week after the asking all that was disclosed is erased.
 */
export function preUnderwritingStory(local: LocalSystem, carriers: number): CountedStory {
  const wishes = CARRIERS.slice(0, carriers).map((carrier) => ({ carrier }));
  const ids = new Map<number, string>();
  return {
    name: `pre-underwriting, ${carriers} carriers`,
    workflow: 'pre-underwriting',
    warm: 1,
    most: 3,
    run: async (index) => {
      const monday = nextCommonMonday(local.now(), 2, RULES.calendar);
      const after = (hours: number): Promise<void> =>
        local.moveTo(new Date(monday.getTime() + hours * HOUR_MS));
      await after(0);
      const matter = await PreUnderwriting.prepare(index, wishes, KEPT_DAYS, local);
      ids.set(index, matter.id);
      await matter.send();
      for (const [at, { carrier }] of wishes.entries()) {
        await after((WEEK_HOURS * (at + 1)) / (carriers + 1));
        await matter.answer(carrier, conclusionOf(at));
      }
      await matter.choose(CARRIERS[0] ?? '');
      await after(24 * KEPT_DAYS);
      await local.runNow('erasure');
      await local.system.quiet();
    },
    check: async (indexes) => {
      const cases = openCases(local.system.place);
      for (const index of indexes) {
        const matter = await cases.load('pre-underwriting', ids.get(index) ?? '');
        if (matter.stage !== 'chosen' || matter.erasedAt === undefined) {
          throw new BenchFailed(`${matter.id} is ${matter.stage} and not erased.`);
        }
        if (matter.comparisons[0]?.answered.length !== carriers) {
          throw new BenchFailed(`${matter.id} was compared without an answer.`);
        }
      }
    },
    steps: STEPS,
    stepOf,
    budgets: { transitions: { most: 12 + 5 * carriers } },
  };
}

const STEPS = [
  'prepare',
  'consent',
  'send',
  'look',
  'answer',
  'choose',
  'route',
  'token',
  'message',
  'wake',
  'metrics',
  'erase',
];

function stepOf({ name, method, what, state }: Called): string {
  switch (name) {
    case 'customer-api':
      return 'consent';
    case 'pre-underwriting-api':
      if (method === 'GET') return 'look';
      if (what === 'requests') return 'send';
      if (what === 'consent-request') return 'consent';
      return what === 'choice' ? 'choose' : 'prepare';
    case 'carrier-api':
      return method === 'GET' || what === 'view' ? 'look' : 'answer';
    case 'pre-underwriting-steps':
      return state === 'Route' ? 'route' : 'token';
    case 'stream-count':
      return 'metrics';
    case 'stream-follow':
      return 'message';
    case 'erasure':
      return 'erase';
    default:
      return name;
  }
}
