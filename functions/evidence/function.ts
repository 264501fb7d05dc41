import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import {
  CALLBACK_RULES,
  openCases,
  openCommissions,
  openFiles,
  openPolicies,
  openTransactions,
  type Place,
  RULES,
} from '../wiring.ts';
import type { EvidenceDeps } from './make.ts';
import { evidenceRoutes } from './routes.ts';

export function openEvidence(place: Place): EvidenceDeps {
  return {
    cases: openCases(place),
    policies: openPolicies(place),
    commissions: openCommissions(place),
    files: openFiles(place),
    transactions: openTransactions(place),
    clock: place.clock,
    rules: { callback: CALLBACK_RULES, others: RULES },
  };
}

export const newEvidenceApi = (place: Place) =>
  newApi(evidenceRoutes(openEvidence(place)), openApiDeps(place));
