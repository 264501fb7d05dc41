import { openCases, RULES } from '../../functions/wiring.ts';
import { nextCommonMonday } from '../common-weeks.ts';
import { BenchFailed, type LocalSystem } from '../local-system.ts';
import { CHANGED, IN_PART, type LevelNumber, Reconsideration, UPHELD } from '../reconsiderations.ts';
import type { Called, CountedStory } from './story.ts';

const DAY_MS = 24 * 3_600_000;
const [FIRST_EXPERT, SECOND_EXPERT] = ['expert-1', 'expert-2'];
/** The time bar of two years is 200 days ahead: its warnings, 180 and 30 days before, fall into the longest path. */
const EVENT_DAYS_AGO = 530;

/** A refused claim whose carrier changes its decision at once; the money comes three days later. */
export function reconsiderationStory(local: LocalSystem): CountedStory {
  return storyOf('reconsideration, changed at level 1', 3, local, async (index) => {
    const monday = nextCommonMonday(local.now(), 2, RULES.calendar);
    const after = (days: number): Promise<void> => local.moveTo(new Date(monday.getTime() + days * DAY_MS));
    await after(0);
    const matter = await Reconsideration.open(index, 60, local);
    await matter.gather();
    await after(1);
    await matter.contest(FIRST_EXPERT);
    await after(4);
    await matter.answer(1, CHANGED);
    await after(7);
    await matter.pay();
    return matter.id;
  });
}

/**
 * The longest path: nobody does anything before being reminded and told on, the repeated ones once again; the first
 * expert agrees and the customer does not; the carrier is asked on two levels, wants more three times on each and is
 * then silent; what it gives in part is late.
 */
export function longestStory(local: LocalSystem): CountedStory {
  const story = storyOf('reconsideration, longest path', 1, local, async (index) => {
    await local.moveTo(nextCommonMonday(local.now(), 1, RULES.calendar));
    const matter = await Reconsideration.open(index, EVENT_DAYS_AGO, local);
    let judged = 0;
    const late = async (): Promise<void> => {
      judged += 2; // the escalation and its repetition
      await matter.until('judgement-escalated', judged);
    };
    await matter.until('evidence-escalated', 2);
    await matter.gather();
    await late();
    await matter.agree(FIRST_EXPERT);
    await matter.until('explanation-reminded', 2);
    await matter.notAccepted();
    await late();
    await matter.contest(SECOND_EXPERT);
    await askedInVain(matter, 1);
    await matter.answer(1, UPHELD);
    await late();
    await matter.level2(SECOND_EXPERT);
    await askedInVain(matter, 2);
    await matter.answer(2, IN_PART);
    await late();
    await matter.settle(SECOND_EXPERT);
    await matter.until('payment-late', 2);
    await matter.pay();
    return matter.id;
  });
  return { ...story, warm: 0, budgets: { events: { most: 999 } } };
}

/** Three rounds of more evidence, each brought when it is late; then silence. */
async function askedInVain(matter: Reconsideration, level: LevelNumber): Promise<void> {
  await matter.until('level-reminded', level);
  for (const [round, type] of (['pathology', 'imaging', 'outpatient-record'] as const).entries()) {
    await matter.want(level, type);
    await matter.until('level-evidence-escalated', 3 * (level - 1) + round + 1);
    await matter.supply(type);
  }
  await matter.until('level-silence-escalated', level);
}

function storyOf(
  name: string,
  most: number,
  { system }: LocalSystem,
  play: (index: number) => Promise<string>,
): CountedStory {
  const ids = new Map<number, string>();
  return {
    name,
    workflow: 'reconsideration',
    warm: 1,
    most,
    run: async (index) => {
      ids.set(index, await play(index));
    },
    check: async (indexes) => {
      const cases = openCases(system.place);
      for (const index of indexes) {
        const { id, stage, recovered } = await cases.load('reconsideration', ids.get(index) ?? '');
        if (stage !== 'changed' || recovered?.paidFen === 0) {
          throw new BenchFailed(`${id} is ${stage} and nothing was paid.`);
        }
      }
    },
    steps: STEPS,
    stepOf,
    budgets: {},
  };
}

const STEPS = [
  'open',
  'gather',
  'look',
  'judge',
  'carrier',
  'customer',
  'pay',
  'route',
  'token',
  'message',
  'wake',
  'metrics',
];

function stepOf({ name, method, what, state }: Called): string {
  switch (name) {
    case 'reconsideration-api':
      if (method === 'GET') return 'look';
      if (what === 'reconsiderations') return 'open';
      if (what === 'payment') return 'pay';
      return what === 'assessment' || what === 'level-2' || what === 'settle' ? 'judge' : 'gather';
    case 'carrier-api':
      return method === 'GET' || what === 'view' ? 'look' : 'carrier';
    case 'customer-api':
      return 'customer';
    case 'reconsideration-steps':
      return state === 'Route' ? 'route' : 'token';
    case 'stream-count':
      return 'metrics';
    case 'stream-follow':
      return 'message';
    default:
      return name;
  }
}
