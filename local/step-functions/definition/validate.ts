import aslValidator from 'asl-validator';
import { InvalidDefinition } from '../errors.ts';
import type { StatesBlock } from './asl.ts';

// One validation takes 0.2 s, because the validator compiles its schemas anew each time.
const valid = new Set<string>();

/** Parses an ASL text; throws `InvalidDefinition` when it is no JSON or no valid state machine. */
export function parseDefinition(machine: string, text: string): StatesBlock {
  let definition: StatesBlock;
  try {
    definition = JSON.parse(text);
  } catch (cause) {
    throw new InvalidDefinition(`${machine}: not JSON`, { cause });
  }
  if (!valid.has(text)) {
    const { isValid, errorsText } = aslValidator(definition);
    if (!isValid) throw new InvalidDefinition(`${machine}: ${errorsText('; ')}`);
    valid.add(text);
  }
  return definition;
}
