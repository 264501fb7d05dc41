import { openFileDeps } from '../callback/function.ts';
import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { openGauges } from '../observe.ts';
import {
  CALLBACK_RULES,
  openCases,
  openFiles,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
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
  newImportSteps({
    cases: openCases(place),
    files: openFiles(place),
    transactions: openTransactions(place),
    workflows: openWorkflows(place),
    clock: place.clock,
    takeInPolicy: openTakeIn(place),
  });

export const newCoreEventsFunction = (place: Place) => newCoreEvents({ takeIn: openTakeIn(place) });

export const newCoverageFunction = (place: Place) =>
  newNightlyCoverage({
    policies: openPolicies(place),
    cases: openCases(place),
    files: openFiles(place),
    clock: place.clock,
    gauge: openGauges(),
  });
