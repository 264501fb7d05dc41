import type { CarrierRequest, WantedItem } from '../../domain/carrier-request/case.ts';
import type { Answering } from '../../domain/carrier-request/commands.ts';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { mapCode } from '../../domain/carrier-request/vocabulary.ts';
import type { Decision } from '../../domain/decision.ts';
import { Invalid, InvariantBroken } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Policies } from '../../domain/ports.ts';
import { recordOpinion, wantOpinionMaterial } from '../../domain/pre-underwriting/answers.ts';
import type { PreUnderwritingRules } from '../../domain/pre-underwriting/settings.ts';
import {
  type LevelAnswer,
  recordLevelAnswer,
  wantLevelEvidence,
} from '../../domain/reconsideration/levels.ts';
import type { ReconsiderationRules } from '../../domain/reconsideration/settings.ts';
import { loadMatter } from '../matter/file.ts';
import { loadPreUnderwriting } from '../pre-underwriting/file.ts';

export interface MattersDeps {
  cases: Cases;
  policies: Pick<Policies, 'vocabularies'>;
  rules: PreUnderwritingRules & ReconsiderationRules;
}

/** What a carrier says; which of the two, its purpose tells. */
export interface Said {
  opinion?: Opinion | undefined;
  decision?: LevelAnswer | undefined;
}

/** The carrier's answer, decided by the case that it was asked for. @throws Invalid for the other kind of answer */
export async function decideAnswer(
  request: CarrierRequest,
  said: Said,
  by: Staff,
  now: Date,
  deps: MattersDeps,
): Promise<{ answering: Answering; decision?: Decision }> {
  if (request.purpose === 'pre-underwriting') {
    const opinion = await inOurWords(request.carrier, needed(said, 'opinion'), deps.policies);
    const file = await loadPreUnderwriting(deps.cases, request.about);
    return recordOpinion(file, request.id, opinion, by, now, deps.rules);
  }
  const decision = needed(said, 'decision');
  const file = await loadMatter(deps, 'reconsideration', request.about);
  return recordLevelAnswer(file, request.id, decision, by, now, deps.rules);
}

function needed<Name extends keyof Said>(said: Said, name: Name): NonNullable<Said[Name]> {
  const given = said[name];
  const other = name === 'opinion' ? 'decision' : 'opinion';
  if (given === undefined || said[other] !== undefined) {
    throw new Invalid(`This request is answered with ${name === 'opinion' ? 'an opinion' : 'a decision'}.`, [
      given === undefined
        ? { field: name, reason: 'is what this request asks for' }
        : { field: other, reason: 'is not what this request asks for' },
    ]);
  }
  return given;
}

/** A code of the carrier's own must mean, by the vocabulary in use, what the opinion says. */
async function inOurWords(
  carrier: string,
  opinion: Opinion,
  policies: MattersDeps['policies'],
): Promise<Opinion> {
  const { vocabulary: _given, ...said } = opinion;
  if (said.code === undefined) return said;
  const inUse = (await policies.vocabularies(carrier)).find(({ state }) => state === 'in-use');
  if (inUse === undefined) {
    throw new Invalid('The code cannot be read.', [
      { field: 'opinion.code', reason: 'has no vocabulary in use' },
    ]);
  }
  mapCode(inUse, said.code, said.conclusion);
  return { ...said, vocabulary: inUse.version };
}

/** More is wanted before the carrier can answer. */
export async function decideWish(
  request: CarrierRequest,
  items: readonly WantedItem[],
  by: Staff,
  now: Date,
  deps: MattersDeps,
): Promise<Decision> {
  if (request.purpose === 'pre-underwriting') {
    const file = await loadPreUnderwriting(deps.cases, request.about);
    return wantOpinionMaterial(file, request.id, items, by, now, deps.rules);
  }
  const file = await loadMatter(deps, 'reconsideration', request.about);
  return wantLevelEvidence(file, request.id, items, by, now, deps.rules);
}

/** @throws InvariantBroken when the request is not among what the decision changed */
export function changedRequest(decision: Decision, id: string): CarrierRequest {
  const changed = decision.cases.find((one) => one.case.id === id)?.case;
  if (changed?.kind !== 'carrier-request')
    throw new InvariantBroken('A decision leaves its own request out.');
  return changed;
}
