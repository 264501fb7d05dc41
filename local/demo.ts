import { parseArgs } from 'node:util';
import { playStories } from './demo/stories.ts';
import { Visitor } from './visitor.ts';

try {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '4000' } },
    allowPositionals: true,
  });
  const visitor = new Visitor(`http://localhost:${values.port}`);
  await visitor.mustRun();
  await playStories(visitor, positionals);
  console.log(
    '\nnpm run verify proves the chains, the ledgers and the coverage of everything that is stored.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
