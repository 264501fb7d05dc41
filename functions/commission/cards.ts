import type { CallbackCase } from '../../domain/callback/case.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import { type HoldCard, holdCard, waitsForCallback } from '../../domain/commission/card.ts';
import type { LineSummary } from '../../domain/commission/line.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import type { Cases } from '../../domain/ports.ts';
import { atOnce } from './at-once.ts';

const READS_AT_ONCE = 16;

export interface CardDeps {
  cases: Pick<Cases, 'byId'>;
  rules: CallbackRules;
}

/** Lines as cards; the callback case is read only for those that wait for it. */
export function cardsOf(lines: readonly LineSummary[], { cases, rules }: CardDeps): Promise<HoldCard[]> {
  return atOnce(READS_AT_ONCE, lines, async (line) => {
    const callback = waitsForCallback(line) ? await callbackOf(line.policyId, { cases }) : undefined;
    return holdCard(line, callback, rules);
  });
}

export async function callbackOf(
  policyId: string,
  { cases }: Pick<CardDeps, 'cases'>,
): Promise<CallbackCase | undefined> {
  const found = await cases.byId(callbackCaseIdOf(policyId));
  return found?.kind === 'callback' ? found : undefined;
}
