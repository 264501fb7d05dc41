import { need, openConsoleFiles, type Place } from '../wiring.ts';
import { newConsoleFiles } from './files.ts';

/** @param files where the console lies, if not in its bucket */
export function newConsoleFilesFunction(place: Place, files = openConsoleFiles(place)) {
  return newConsoleFiles({ files, connect: need(place.env, 'CONSOLE_CONNECTS').split(' ') });
}
