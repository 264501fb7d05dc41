import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { NOTHING_HERE, NotAllowed, NotFound, Refused } from '../errors.ts';
import type { Role, Staff } from '../people.ts';
import { type AccountabilityFile, type AccountabilityLine, type FindingLevel, HEAD_OFFICE } from './case.ts';
import { choiceOf, keepReason, type LineChoice, mustBeIn, OWN_LINE } from './decide.ts';
import { AccountabilityDraft } from './draft.ts';
import type { AccountabilityRules } from './settings.ts';

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** What customer service or the business line says of lines, for the leading group to decide on. */
export const FindingSaid = z
  .strictObject({
    says: z.enum(['liable', 'not-liable', 'cannot-say']),
    reason: z.optional(Text),
  })
  .check(
    z.refine(({ says, reason }) => says === 'liable' || reason !== undefined, {
      error: 'is missing: only what stands as proposed needs none',
      path: ['reason'],
    }),
  );
export type FindingSaid = z.infer<typeof FindingSaid>;

const LEVEL_OF: Readonly<Partial<Record<Role, FindingLevel>>> = {
  'complaint-handler': 'customer-service',
  'branch-manager': 'business-line',
};

/**
 * A finding (认定), level by level: customer service first, and where it cannot say, the business line.
 * @throws NotAllowed for another role, and for a named line of the person's own
 * @throws NotFound for a named line of another branch
 * @throws Refused `not-your-turn` when the other level has the word, `nothing-to-decide` when `all` are none
 */
export function findOnLines(
  file: AccountabilityFile,
  choice: LineChoice,
  said: FindingSaid,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): Decision {
  const level = LEVEL_OF[by.role];
  if (level === undefined) throw new NotAllowed('Customer service and the business line find on lines.');
  mustBeIn(file, 'proposing');
  if (level === 'business-line' && said.says === 'cannot-say') {
    throw new Refused('no-level-left', 'The business line is the last to be asked: it says yes or no.');
  }
  const chosen = choiceOf(file, choice, (line) => whyNotFindable(line, level, by));
  const draft = new AccountabilityDraft(file, by, now, rules);
  const reason = keepReason(draft, 'finding', said.reason);
  const finding = {
    level,
    says: said.says,
    by: by.id,
    at: now.toISOString(),
    ...(reason === undefined ? {} : { reason }),
  };
  draft.change(
    chosen.map((line) => ({ ...line, findings: [...line.findings, finding] })),
    'lines-found-on',
    {
      level,
      says: said.says,
      ...(choice === 'all' ? {} : { ids: chosen.map(({ id }) => id) }),
      lines: chosen.length,
      ...(reason === undefined ? {} : { reason }),
    },
  );
  return draft.finish({ wakes: false });
}

function whyNotFindable(line: AccountabilityLine, level: FindingLevel, by: Staff): Error | undefined {
  if (by.branch !== line.branch && by.branch !== HEAD_OFFICE) return new NotFound(NOTHING_HERE);
  if (line.person === by.id) return new NotAllowed(OWN_LINE);
  const last = line.findings.at(-1);
  const turn: FindingLevel | undefined =
    last === undefined ? 'customer-service' : last.says === 'cannot-say' ? 'business-line' : undefined;
  if (line.state === 'proposed' && turn === level) return undefined;
  return new Refused('not-your-turn', `The line ${line.id} does not wait for the ${level}.`);
}
