/**
 * `npm run explore`: explores every workflow, prints the table, writes `docs/state-machines.md`; exits 1 on a fault.
 * `--only NAME` one machine, without writing; `--representatives N` expands N different states of each key, which asks
 * whether the keys hide something that matters: the number of states must stay the same.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MACHINES } from './machines/all.ts';
import { documentOf, tableOf } from './report.ts';

const DOCUMENT = new URL('../../docs/state-machines.md', import.meta.url);

const { values } = parseArgs({
  options: { only: { type: 'string' }, representatives: { type: 'string', default: '1' } },
});
const chosen = MACHINES.filter(({ name }) => values.only === undefined || name === values.only);
const explorations = chosen.map((machine) => {
  const began = performance.now();
  const found = machine.explore(Number(values.representatives));
  console.error(`${machine.name}: ${Math.round(performance.now() - began)} ms`);
  return found;
});
console.log(tableOf(explorations).join('\n'));
for (const { name, faults } of explorations) {
  for (const { fault, path } of faults) console.log(`\n${name}: ${fault}\n  ${path.join('\n  ')}`);
}
if (explorations.length === 0 || explorations.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
else if (values.only === undefined && values.representatives === '1') {
  writeFileSync(DOCUMENT, documentOf(explorations));
}
