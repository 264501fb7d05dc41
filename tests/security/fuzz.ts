import { parseArgs } from 'node:util';
import { fuzz } from './fuzzing.ts';

/** `npm run fuzz -- --requests 100000 --seed 1`: every route, from everybody, in process. Exit 1 with what was found. */
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);
const began = performance.now();
const { sent, byRoute, byStatus, found } = await fuzz(Number(values.requests), seed);
const minutes = (performance.now() - began) / 60_000;
for (const [route, count] of [...byRoute].toSorted()) console.log(`${String(count).padStart(8)}  ${route}`);
console.log(
  [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', '),
);
console.log(
  `${sent} requests to ${byRoute.size} routes, ${Math.round(sent / minutes)} a minute, seed ${seed}`,
);
if (found !== undefined) {
  console.error(`${found.faults.join('; ')}\n${JSON.stringify(found.request)}\n${found.answer}`);
  process.exitCode = 1;
}
