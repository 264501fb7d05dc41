import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun, loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  openCases,
  openFiles,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { type EraseDeps, eraseDue } from './erase.ts';
import { preUnderwritingRoutes } from './routes.ts';
import { newPreUnderwritingSteps } from './steps/index.ts';

const openEraseDeps = (place: Place): EraseDeps => ({
  cases: openCases(place),
  transactions: openTransactions(place),
  files: openFiles(place),
  clock: place.clock,
  rules: RULES,
});

export const newPreUnderwritingApi = (place: Place) =>
  newApi(
    preUnderwritingRoutes({
      ...openEraseDeps(place),
      files: openFiles(place),
      policies: openPolicies(place),
    }),
    openApiDeps(place),
  );

export const newPreUnderwritingStepsFunction = (place: Place) =>
  loggedSteps(
    newPreUnderwritingSteps({ ...openEraseDeps(place), workflows: openWorkflows(place) }),
    openLogger(),
  );

/** Every night: what was to be kept until today is erased. */
export function newErasure(place: Place) {
  const deps = openEraseDeps(place);
  return loggedRun(async (): Promise<void> => {
    await eraseDue(deps);
  }, openLogger());
}
