import { dateOf } from '../time/calendar.ts';
import type { EvaluationCase } from './case.ts';
import { lastDay } from './dues.ts';
import { countingReply, extensionOf, type GivenReply, matchReply } from './replies.ts';
import type { EvaluationRules } from './settings.ts';

const DAY_MS = 86_400_000;

/** After so long without a code nobody can say which evaluation a late reply was meant for. Practice, not law. */
const REMEMBERED_DAYS = 30;

/**
 * Which of a number's evaluations a reply is of. First those that could be answered when it was sent, so that a push
 * that comes late still finds the one it was meant for; then those of the last month, for which it came too late.
 */
export function evaluationMeant(
  evaluations: readonly EvaluationCase[],
  given: GivenReply & { extension?: string | undefined },
  rules: EvaluationRules,
): EvaluationCase | 'none' | 'ask' {
  const extension = extensionOf(given);
  const { receivedAt } = given;
  const answerable = evaluations.filter((one) => couldAnswer(one, receivedAt, rules));
  const late = evaluations.filter((one) => isRemembered(one, receivedAt));
  for (const among of [answerable, late]) {
    const found = matchReply(among, { extension, receivedAt });
    if (typeof found !== 'string') return found;
    // The code is of none of these: it may be of an earlier one.
    if (found === 'ask' && (extension === undefined || among === late)) return 'ask';
  }
  return answerable.length > 0 ? 'ask' : 'none';
}

/** Asked by then, not over by then, and not answered for longer than a correction may take. */
function couldAnswer(matter: EvaluationCase, receivedAt: Date, rules: EvaluationRules): boolean {
  const last = lastDay(matter, rules);
  if (last === undefined || dateOf(receivedAt) > last) return false;
  const counts = countingReply(matter.replies, matter, rules);
  if (counts === undefined) return matter.stage !== 'replied';
  const probe = { content: '', receivedAt: receivedAt.toISOString(), awaitsPerson: false, read: FAIR };
  return (
    countingReply([...matter.replies, probe], matter, rules) === probe ||
    probe.receivedAt <= counts.receivedAt
  );
}

const FAIR = { grades: {}, overall: 'B' } as const;

function isRemembered({ sent }: EvaluationCase, receivedAt: Date): boolean {
  const first = sent[0]?.askedAt;
  return first !== undefined && receivedAt.getTime() - Date.parse(first) <= REMEMBERED_DAYS * DAY_MS;
}
