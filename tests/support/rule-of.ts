import { Invalid, Refused } from '../../domain/errors.ts';

/** The rule that refuses. */
export function ruleOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.rule;
    throw error;
  }
  return undefined;
}

/** The fields that are not accepted, each with its reason. */
export function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof Invalid) return error.fields.map(({ field, reason }) => `${field} ${reason}`);
    throw error;
  }
  return [];
}
