import * as z from 'zod/mini';
import { type FieldFault, Invalid, InvariantBroken, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { ConclusionClass, classOf } from '../pre-underwriting/comparison.ts';
import type { Conclusion } from './conclusion.ts';

const Instant = z.iso.datetime();

const VocabularyEntry = z.strictObject({
  /** As the carrier writes it: `T1` and `t1` may be two codes. */
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  /** The carrier's own words for it; 500 entries of this length stay under 400 kB, DynamoDB's limit for one item. */
  wording: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  means: ConclusionClass,
});
export type VocabularyEntry = z.infer<typeof VocabularyEntry>;

export const VocabularyEntries = z.array(VocabularyEntry).check(z.minLength(1), z.maxLength(500));

/**
 * What a carrier's own codes mean in our words, in versions. A version never changes once proposed; one that was in
 * use stays readable, so that an old opinion is read as it was meant.
 */
export const Vocabulary = z.strictObject({
  carrier: Id,
  version: z.int().check(z.minimum(1)),
  entries: VocabularyEntries,
  state: z.enum(['proposed', 'in-use', 'refused', 'replaced']),
  proposedBy: Id,
  proposedAt: Instant,
  /** Who decided on the proposal. It stays when the version is replaced: the next one tells by whom. */
  decidedBy: z.optional(Id),
  decidedAt: z.optional(Instant),
  reason: z.optional(z.string()),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

/**
 * One person proposes all entries of the next version; nothing is in use before a second one has agreed.
 * @param current the carrier with every version that it ever had, refused ones too: a number is never used twice
 * @throws Invalid when a code is there twice or there is none at all
 * @throws Refused when a proposal of this carrier is still open
 */
export function proposeVocabulary(
  current: { carrier: string; versions: readonly Vocabulary[] },
  entries: readonly VocabularyEntry[],
  by: Staff,
  now: Date,
): Vocabulary {
  const { carrier, versions } = current;
  let last = 0;
  for (const { carrier: owner, version, state } of versions) {
    if (owner !== carrier)
      throw new InvariantBroken('A vocabulary of another carrier is among the versions.');
    if (state === 'proposed') {
      throw new Refused('proposal-open', `Version ${version} of this carrier waits for a decision.`);
    }
    last = Math.max(last, version);
  }
  const faults = faultsIn(entries);
  if (faults.length > 0) throw new Invalid('The vocabulary is not clear.', faults);
  return {
    carrier,
    version: last + 1,
    entries: [...entries],
    state: 'proposed',
    proposedBy: by.id,
    proposedAt: now.toISOString(),
  };
}

function faultsIn(entries: readonly VocabularyEntry[]): FieldFault[] {
  if (entries.length === 0) return [{ field: 'entries', reason: 'is empty' }];
  const places = new Map<string, number>();
  const faults: FieldFault[] = [];
  entries.forEach(({ code }, at) => {
    const first = places.get(code);
    if (first === undefined) places.set(code, at);
    else faults.push({ field: `entries.${at}.code`, reason: `is the code of entry ${first} already` });
  });
  return faults;
}

/**
 * The second person agrees, which replaces the version in use, or does not.
 * @returns the versions that changed, to be written together
 * @throws Refused when it is decided already, or who proposed it would decide
 */
export function decideVocabulary(
  proposed: Vocabulary,
  inUse: Vocabulary | undefined,
  verdict: { approve: boolean; reason: string },
  by: Staff,
  now: Date,
): Vocabulary[] {
  if (proposed.state !== 'proposed') {
    throw new Refused('already-decided', `Version ${proposed.version} is ${proposed.state} already.`);
  }
  if (proposed.proposedBy === by.id) {
    throw new Refused('second-person', 'Who proposed a vocabulary does not decide on it.');
  }
  if (inUse !== undefined && (inUse.carrier !== proposed.carrier || inUse.state !== 'in-use')) {
    throw new InvariantBroken('What a vocabulary would replace is not the one in use.');
  }
  const decided: Vocabulary = {
    ...proposed,
    state: verdict.approve ? 'in-use' : 'refused',
    decidedBy: by.id,
    decidedAt: now.toISOString(),
    reason: verdict.reason,
  };
  return verdict.approve && inUse !== undefined ? [decided, { ...inUse, state: 'replaced' }] : [decided];
}

/**
 * The entry of the code that a carrier gave with its conclusion. A replaced version still reads its own opinions.
 * @throws Refused when the version was never agreed on, when it does not hold the code, and when the code means
 *   something else than the conclusion: one of the two is a slip, and only the carrier can say which
 */
export function mapCode(vocabulary: Vocabulary, code: string, conclusion: Conclusion): VocabularyEntry {
  const { carrier, version, entries, state } = vocabulary;
  const details = { carrier, version, code };
  if (state === 'proposed' || state === 'refused') {
    throw new Refused('vocabulary-not-agreed', `Version ${version} of this carrier's codes is ${state}.`, {
      details,
    });
  }
  const entry = entries.find((known) => known.code === code);
  if (entry === undefined) {
    throw new Refused('unknown-code', `Version ${version} of this carrier's codes does not hold ${code}.`, {
      details,
    });
  }
  const given = classOf(conclusion);
  if (entry.means !== given) {
    throw new Refused('vocabulary-mismatch', `The code ${code} means ${entry.means}, not ${given}.`, {
      details: { ...details, means: entry.means, given },
    });
  }
  return entry;
}
