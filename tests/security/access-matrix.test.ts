import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoutes } from '../../functions/openapi.ts';
import { present } from '../support/present.ts';
import { keyOf } from './described.ts';
import { ASKERS, BRANCHES, describedIn, putAt, type Row, rightsOf, rowsOf, STAGES } from './matrix.ts';
import { RIGHTS } from './rights.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.house.close());

const wrong = (rows: readonly Row[]) =>
  rows
    .filter(({ expected, told }) => expected !== told)
    .map(
      ({ key, about, branch, stage, asker, expected, told, status, text }) =>
        `${asker} asks ${key} (${about} of ${branch}, ${stage}): ${told} ${status}, expected ${expected}: ${text}`,
    );

describe('who may ask for what', () => {
  it('is said of every route, and of none that is not there', () => {
    const routes = allRoutes().map(keyOf);

    expect(Object.keys(RIGHTS).toSorted()).toEqual(routes.toSorted());
    expect(world.house.routes.map(keyOf).toSorted()).toEqual(routes.toSorted());
    for (const route of allRoutes()) expect(RIGHTS[keyOf(route)] === 'public').toBe(route.public === true);
  });

  it('holds for every role, from every side, at every stage, on every route', async () => {
    const rows: Row[] = [];
    for (const one of describedIn(world)) {
      for (const right of rightsOf(one.key)) {
        for (const branch of BRANCHES) {
          for (const stage of STAGES[right.about] ?? ['as it is']) {
            if (stage !== 'as it is') await putAt(world, right.about, branch, stage);
            rows.push(...(await rowsOf(one, right, branch, stage, world)));
          }
        }
      }
    }
    const counts = Object.entries(Object.groupBy(rows, ({ told }) => told)).map(
      ([told, of]) => `${told} ${present(of).length}`,
    );
    const routes = new Set(rows.map(({ key }) => key)).size;
    console.log(`${rows.length} asked: ${routes} routes, ${ASKERS.length} people; ${counts.join(', ')}`);

    expect(wrong(rows)).toEqual([]);
    for (const outcome of ['through', 'forbidden', 'nothing there'] as const)
      expect(rows.filter(({ told }) => told === outcome).length).toBeGreaterThan(1000);
  });
});
