import { parseArgs } from 'node:util';
import { callbackStory } from './demo/callback.ts';
import { complaintStory } from './demo/complaint.ts';
import { preUnderwritingStory } from './demo/pre-underwriting.ts';
import { reconsiderationStory } from './demo/reconsideration.ts';
import { accountabilityStory, voicesStory } from './demo/voices.ts';
import { SAMPLE_CARRIERS } from './sample/policies.ts';
import { Visitor } from './visitor.ts';

const STORIES = {
  callback: callbackStory,
  'pre-underwriting': preUnderwritingStory,
  reconsideration: reconsiderationStory,
  complaint: complaintStory,
  voices: voicesStory,
  accountability: accountabilityStory,
} as const;

type Story = keyof typeof STORIES;

/** @throws when there is no such story */
function storiesOf(names: readonly string[]): Story[] {
  const known = Object.keys(STORIES) as Story[];
  const unknown = names.find((name) => !known.some((story) => story === name));
  if (unknown !== undefined) throw new Error(`There is no story ${unknown}: ${known.join(', ')}.`);
  return names.length === 0 ? known : known.filter((story) => names.includes(story));
}

try {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '4000' } },
    allowPositionals: true,
  });
  const stories = storiesOf(positionals);
  const visitor = new Visitor(`http://localhost:${values.port}`);
  await visitor.mustRun();
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await visitor.put('core', `/carriers/${id}`, carrier);
  for (const story of stories) {
    await visitor.intoOfficeHours();
    await STORIES[story](visitor);
  }
  console.log(
    '\nnpm run verify proves the chains, the ledgers and the coverage of everything that is stored.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
