import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import aslValidator from 'asl-validator';
import validator from 'asl-validator/package.json' with { type: 'json' };
import { InvalidDefinition } from '../errors.ts';
import type { StatesBlock } from './asl.ts';

/**
 * An empty file for each definition that this validator found valid, by its hash: it compiles its schemas anew each
 * time, which was 0.9 s of each start with eight machines.
 */
const FOUND_VALID = new URL('../../../node_modules/.cache/recourse/valid-definitions/', import.meta.url);

/** Parses an ASL text; throws `InvalidDefinition` when it is no JSON or no valid state machine. */
export function parseDefinition(machine: string, text: string): StatesBlock {
  let definition: StatesBlock;
  try {
    definition = JSON.parse(text);
  } catch (cause) {
    throw new InvalidDefinition(`${machine}: not JSON`, { cause });
  }
  const hash = createHash('sha256').update(`${validator.version} ${text}`).digest('hex');
  const known = fileURLToPath(new URL(hash, FOUND_VALID));
  if (existsSync(known)) return definition;
  const { isValid, errorsText } = aslValidator(definition);
  if (!isValid) throw new InvalidDefinition(`${machine}: ${errorsText('; ')}`);
  mkdirSync(FOUND_VALID, { recursive: true });
  writeFileSync(known, '');
  return definition;
}
