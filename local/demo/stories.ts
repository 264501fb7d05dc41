import { SAMPLE_CARRIERS } from '../sample/policies.ts';
import type { Visitor } from '../visitor.ts';
import { callbackStory } from './callback.ts';
import { complaintStory } from './complaint.ts';
import { preUnderwritingStory } from './pre-underwriting.ts';
import { reconsiderationStory } from './reconsideration.ts';
import { accountabilityStory, voicesStory } from './voices.ts';

const STORIES = {
  callback: callbackStory,
  'pre-underwriting': preUnderwritingStory,
  reconsideration: reconsiderationStory,
  complaint: complaintStory,
  voices: voicesStory,
  accountability: accountabilityStory,
} as const;

type Story = keyof typeof STORIES;

export class NoSuchStory extends Error {
  override readonly name = 'NoSuchStory';
}

/** Plays stories against a running local system, all of them when none is named. @throws NoSuchStory */
export async function playStories(visitor: Visitor, names: readonly string[] = []): Promise<void> {
  const known = Object.keys(STORIES) as Story[];
  const unknown = names.find((name) => !known.some((story) => story === name));
  if (unknown !== undefined) throw new NoSuchStory(`There is no story ${unknown}: ${known.join(', ')}.`);
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await visitor.put('core', `/carriers/${id}`, carrier);
  for (const story of known) {
    if (names.length > 0 && !names.includes(story)) continue;
    await visitor.intoOfficeHours();
    await STORIES[story](visitor);
  }
}
