import { newConsoleFilesFunction } from '../console/function.ts';
import { LAMBDA } from '../wiring.ts';

export const handler = newConsoleFilesFunction(LAMBDA);
