import { UnknownPlaceholder } from '../errors.ts';
import type { Json } from '../json.ts';

const WHOLE = /^\$\{([^}]+)\}$/;

/**
 * Replaces each string of an ASL text that is one placeholder, as `"${StepsArn}"`, with its value, as
 * CloudFormation's `DefinitionSubstitutions` does. Throws `UnknownPlaceholder` for a name without a value
 * and for a placeholder inside a longer string, which our definitions do not use.
 */
export function substitute(definition: string, values: Readonly<Record<string, string>>): string {
  return JSON.stringify(JSON.parse(definition), (_key, value: Json) => {
    if (typeof value !== 'string' || !value.includes('${')) return value;
    const name = WHOLE.exec(value)?.[1];
    const replacement = name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
    if (replacement === undefined) throw new UnknownPlaceholder(`no value for ${value}`);
    return replacement;
  });
}
