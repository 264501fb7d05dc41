import { StepFunctionsError } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';

const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 1000;

/** Reads `maxResults` and `nextToken`; throws `InvalidToken` for a token of another list. */
export function decodePage(input: JsonObject, list: string): { from: number; size: number } {
  const asked = input.maxResults ?? 0;
  if (typeof asked !== 'number' || asked < 0 || asked > LARGEST_SIZE) {
    throw new StepFunctionsError('ValidationException', `maxResults must be from 0 to ${LARGEST_SIZE}`);
  }
  const size = asked === 0 ? DEFAULT_SIZE : asked;
  if (input.nextToken === undefined || input.nextToken === null) return { from: 0, size };
  const text = Buffer.from(String(input.nextToken), 'base64').toString();
  const position = text.startsWith(`${list} `) ? Number(text.slice(list.length)) : Number.NaN;
  if (!Number.isSafeInteger(position))
    throw new StepFunctionsError('InvalidToken', "Invalid Token: 'nextToken'");
  return { from: position, size };
}

/** A page of a list, with the token of the next page where there is one. */
export function pageOf(list: string, field: string, items: Json[], next: number | undefined): JsonObject {
  const nextToken =
    next === undefined ? {} : { nextToken: Buffer.from(`${list} ${next}`).toString('base64') };
  return { [field]: items, ...nextToken };
}
