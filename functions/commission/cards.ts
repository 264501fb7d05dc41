import type { CallbackCase } from '../../domain/callback/case.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import { type HoldCard, holdCard, waitsForCallback } from '../../domain/commission/card.ts';
import type { LineSummary } from '../../domain/commission/line.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import type { Cases, Policies } from '../../domain/ports.ts';
import { atOnce } from './at-once.ts';

const READS_AT_ONCE = 16;

export interface CardDeps {
  cases: Pick<Cases, 'byId'>;
  policies: Pick<Policies, 'byId'>;
  rules: CallbackRules;
}

/** A card with the number by which a payee knows the policy. */
type NumberedCard = HoldCard & { policyNumber?: string };

/** Lines as cards; the callback case is read only for those that wait for it. */
export function cardsOf(
  lines: readonly LineSummary[],
  { cases, policies, rules }: CardDeps,
): Promise<NumberedCard[]> {
  return atOnce(READS_AT_ONCE, lines, async (line) => {
    const [callback, number] = await Promise.all([
      waitsForCallback(line) ? callbackOf(line.policyId, { cases }) : undefined,
      numberOf(line.policyId, { policies }),
    ]);
    return { ...holdCard(line, callback, rules), ...number };
  });
}

/** Spread into a card. */
export async function numberOf(
  policyId: string,
  { policies }: Pick<CardDeps, 'policies'>,
): Promise<{ policyNumber?: string }> {
  const policy = await policies.byId(policyId);
  return policy === undefined ? {} : { policyNumber: policy.number };
}

export async function callbackOf(
  policyId: string,
  { cases }: Pick<CardDeps, 'cases'>,
): Promise<CallbackCase | undefined> {
  const found = await cases.byId(callbackCaseIdOf(policyId));
  return found?.kind === 'callback' ? found : undefined;
}
