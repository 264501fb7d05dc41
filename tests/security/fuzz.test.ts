import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../functions/openapi.ts';
import { keyOf } from './described.ts';
import { fuzz } from './fuzzing.ts';

const REQUESTS = 4000; // a few seconds; `npm run fuzz` sends as many as it is told

describe('whatever is sent by whomever', () => {
  it('is answered as described or refused with a problem, tells nothing of the inside, and changes nothing when refused', async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`fuzz with seed ${seed}: npm run fuzz -- --requests ${REQUESTS} --seed ${seed}`);
    const { found, byRoute, byStatus } = await fuzz(REQUESTS, seed);

    expect(found).toBeUndefined();
    expect([...byRoute.keys()].toSorted()).toEqual(allRoutes().map(keyOf).toSorted());
    expect(byStatus.get(200)).toBeGreaterThan(REQUESTS / 20);
  });
});
