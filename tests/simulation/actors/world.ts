import { CALM } from '../faults.ts';
import type { Draw } from '../random.ts';
import { STILL } from '../stream.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From minutes to months. Over a long span the schedules look twice a day only: they promise no more than that. */
async function moveOn(world: World, draw: Draw): Promise<void> {
  const [span, slice] = draw.weighted<readonly [number, number]>([
    [30, [draw.int(1, 90) * MINUTE, HOUR / 4]],
    [36, [draw.int(1, 10) * HOUR, HOUR]],
    [20, [draw.int(1, 4) * DAY, 6 * HOUR]],
    [3, [draw.int(5, 20) * DAY, 12 * HOUR]],
    [1, [draw.int(21, 60) * DAY, DAY]],
  ]);
  await world.move(span, slice);
}

/** The weather turns: which faults are likely from now on. */
async function turnWeather(world: World, draw: Draw): Promise<void> {
  if (world.isFair) return;
  const rate = () => (draw.chance(0.5) ? 0 : draw.int(1, 6) / 100);
  world.faults.weather = draw.chance(0.35)
    ? CALM
    : { throttled: rate(), unavailable: rate(), answerLost: rate(), conflict: rate(), died: rate() / 2 };
  world.stream.weather = draw.chance(0.35)
    ? STILL
    : { twice: rate() * 3, late: rate() * 3, lost: rate() * 2 };
}

async function kill(world: World, draw: Draw): Promise<void> {
  if (world.isFair) return;
  if (draw.chance(0.5)) {
    world.faults.killIn(draw.int(1, 40), draw.chance(0.5));
    return;
  }
  await world.stopExecutions(draw, draw.one([0.05, 0.3, 1]));
}

async function sweepNow(world: World): Promise<void> {
  await world.schedule('sweeper');
}

export const WORLD_ACTIONS: readonly Action[] = [
  { name: 'time goes on', weight: 26, act: moveOn },
  { name: 'the weather turns', weight: 4, act: turnWeather },
  { name: 'something is killed', weight: 1.2, act: kill },
  { name: 'the sweeper runs', weight: 1, act: sweepNow },
];
