import { useTerm } from '../../../i18n/use-words.ts';

/** A column by its word, and by the name that stands in reports and headers. */
export function useColumnName(): (name: string) => string {
  const term = useTerm('policy-import');
  return (name) => {
    const word = term('column', name);
    return word === name || word === `column.${name}` ? name : `${word} (${name})`;
  };
}
