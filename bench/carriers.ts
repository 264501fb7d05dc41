import { inOfficeHours } from '../domain/due.ts';
import { addDays, addWorkingDays, dateOf, startOf } from '../domain/time/calendar.ts';
import { RULES } from '../functions/wiring.ts';
import { START } from './callbacks.ts';
import { nextCommonMonday } from './common-weeks.ts';
import { executionsOf, historyOf } from './cost/executions.ts';
import { BenchFailed, type LocalSystem, startLocalSystem } from './local-system.ts';
import { addCarriers, CARRIERS, conclusionOf, PreUnderwriting } from './pre-underwritings.ts';
import { type BenchOptions, type Figure, print } from './report.ts';

const DAY_MS = 24 * 3_600_000;
const KEPT_DAYS = 60;
const THREE_HOURS_MS = 3 * 3_600_000;
/** Not on a whole second: Step Functions waits whole ones. */
const ODD_MS = 17_345;
const MOST_TRANSITIONS = 12 + 5 * CARRIERS.length;

interface Scene {
  name: string;
  /** The working days that the first carrier has; each of the others has one more than the one before it. */
  days: number;
  /** Which of the carriers let their time pass. */
  silent: readonly number[];
}

const ALL = CARRIERS.map((_, index) => index);
const SCENES: readonly Scene[] = [
  { name: 'all answer', days: 1, silent: [] },
  { name: 'three silent', days: 1, silent: [2, 5, 9] },
  { name: 'all silent', days: 1, silent: ALL },
  // A reminder less often meets the end of another's time.
  { name: 'all silent, 11 to 20 days', days: 11, silent: ALL },
];

/**
 * Ten carriers asked at once, each with another number of working days to answer in. The case waits for the slowest one and not a
 * step longer: it comes to the choice at the moment of the last answer, or at the latest date of those who are silent
 * (the last of their working days, then the next office hours). Time is moved, so this is counted and
 * not measured.
 */
export default async function carriers({ say }: BenchOptions): Promise<Figure[]> {
  const local = await startLocalSystem({ start: START, withSchedules: false });
  try {
    await addCarriers(local);
    const found: Found[] = [];
    for (const [index, scene] of SCENES.entries()) found.push(await play(scene, index, local));
    print(
      ['ten carriers', 'asked', 'slowest', 'comes to the choice', 'transitions'],
      found.map(({ scene, asked, slowest, choice, transitions }) => [
        scene.name,
        asked.toISOString(),
        slowest.toISOString(),
        choice.toISOString(),
        String(transitions),
      ]),
      say,
    );
    return found.flatMap(({ scene, slowest, choice, transitions }) => [
      {
        what: `${scene.name}: waited beside the slowest`,
        measured: Math.abs(choice.getTime() - slowest.getTime()) / 1000,
        unit: 's',
        budget: { most: scene.silent.length === 0 ? 0 : 1 },
      },
      { what: `${scene.name}: state transitions`, measured: transitions, budget: { most: MOST_TRANSITIONS } },
    ]);
  } finally {
    await local.stop();
  }
}

interface Found {
  scene: Scene;
  asked: Date;
  /** The last answer, or the latest date of the silent ones. */
  slowest: Date;
  /** When the workflow began to wait for the choice. */
  choice: Date;
  transitions: number;
}

async function play(scene: Scene, index: number, local: LocalSystem): Promise<Found> {
  const monday = nextCommonMonday(local.now(), 3, RULES.calendar);
  await local.moveTo(new Date(monday.getTime() + ODD_MS));
  local.system.stepFunctions.resetCounts();
  const wishes = CARRIERS.map((carrier, at) => ({ carrier, answerWithinWorkingDays: scene.days + at }));
  const matter = await PreUnderwriting.prepare(index, wishes, KEPT_DAYS, local);
  await matter.send();
  const asked = local.now();
  const latest = latestDate(asked, scene);

  let answeredAt = asked;
  for (const [at, carrier] of CARRIERS.entries()) {
    if (scene.silent.includes(at)) continue;
    await local.moveTo(new Date(monday.getTime() + ODD_MS + workingDays(at) + THREE_HOURS_MS));
    answeredAt = local.now();
    await matter.answer(carrier, conclusionOf(at));
  }
  const slowest = latest > answeredAt ? latest : answeredAt;
  await local.moveTo(new Date(slowest.getTime() + DAY_MS));
  const choice = await choiceAwaited(local);
  await end(matter, scene);
  await mustBeAsPlayed(matter, scene);
  const { transitions } = local.system.stepFunctions.counts()['pre-underwriting'] ?? { transitions: 0 };
  return { scene, asked, slowest, choice, transitions };
}

/** So many working days from a Monday on, in common weeks. */
function workingDays(count: number): number {
  return (count + 2 * Math.floor(count / 5)) * DAY_MS;
}

/** The office hours after the last working day of the silent carriers' times. */
function latestDate(asked: Date, { days, silent }: Scene): Date {
  const ends = silent.map((at) => {
    const { date } = addWorkingDays(dateOf(asked), days + at, RULES.calendar);
    return inOfficeHours(startOf(addDays(date, 1)), RULES).getTime();
  });
  return new Date(Math.max(0, ...ends));
}

async function choiceAwaited({ system }: LocalSystem): Promise<Date> {
  const [newest] = await executionsOf(system, 'pre-underwriting');
  if (newest === undefined) throw new BenchFailed('No workflow ran.');
  const history = await historyOf(system, newest, { maxResults: 1000 });
  const entered = history.find(({ stateEnteredEventDetails: state }) => state?.name === 'AwaitChoice');
  if (entered === undefined) throw new BenchFailed('The case did not come to the choice.');
  return new Date(Math.round(entered.timestamp * 1000));
}

async function end(matter: PreUnderwriting, { silent }: Scene): Promise<void> {
  const first = CARRIERS.find((_, at) => !silent.includes(at));
  await (first === undefined ? matter.chooseNone() : matter.choose(first));
}

async function mustBeAsPlayed(matter: PreUnderwriting, { name, silent }: Scene): Promise<void> {
  const [first] = (await matter.see()).comparisons;
  if (first?.silent.length !== silent.length || first.answered.length !== CARRIERS.length - silent.length) {
    throw new BenchFailed(`The first comparison of "${name}" was made with other answers.`);
  }
}
