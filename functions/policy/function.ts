import { openFileDeps } from '../callback/function.ts';
import { newNightlyGauges } from '../figures/nightly-gauges.ts';
import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun, loggedSteps } from '../logged.ts';
import { openGauges, openLogger } from '../observe.ts';
import {
  CALLBACK_RULES,
  openCases,
  openCommissions,
  openFiles,
  openFirm,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { newCoreEvents } from './core-events.ts';
import { newNightlyCoverage } from './nightly-coverage.ts';
import { policyRoutes } from './routes.ts';
import { newImportSteps } from './steps/index.ts';
import { newTakeIn } from './take-in.ts';

function openTakeIn(place: Place) {
  return newTakeIn({
    policies: openPolicies(place),
    transactions: openTransactions(place),
    clock: place.clock,
    rules: CALLBACK_RULES,
  });
}

export const newPolicyApi = (place: Place) =>
  newApi(
    policyRoutes({
      ...openFileDeps(place),
      clock: place.clock,
      rules: CALLBACK_RULES,
      files: openFiles(place),
      takeIn: openTakeIn(place),
    }),
    openApiDeps(place),
  );

export const newImportStepsFunction = (place: Place) =>
  loggedSteps(
    newImportSteps({
      cases: openCases(place),
      files: openFiles(place),
      transactions: openTransactions(place),
      workflows: openWorkflows(place),
      clock: place.clock,
      takeInPolicy: openTakeIn(place),
    }),
    openLogger(),
  );

export const newCoreEventsFunction = (place: Place) =>
  loggedRun(newCoreEvents({ takeIn: openTakeIn(place) }), openLogger());

/** Every night: is every customer asked, and how much is held and open. */
export function newCoverageFunction(place: Place) {
  const { clock } = place;
  const [cases, gauge] = [openCases(place), openGauges()];
  const coverage = newNightlyCoverage({
    policies: openPolicies(place),
    cases,
    files: openFiles(place),
    clock,
    gauge,
  });
  const [commissions, firm] = [openCommissions(place), openFirm(place)];
  const gauges = newNightlyGauges({ cases, commissions, firm, clock, rules: RULES, gauge });
  return loggedRun(async (): Promise<void> => {
    await coverage();
    await gauges();
  }, openLogger());
}
