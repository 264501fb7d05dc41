export type { VirtualClock } from './clock.ts';
export { substitute } from './definition/substitute.ts';
export {
  InvalidDefinition,
  StepFunctionsStopped,
  UnknownPlaceholder,
  UnsupportedDefinition,
} from './errors.ts';
export { type LocalStepFunctions, type StepFunctionsOptions, startStepFunctions } from './server.ts';
