import { cardOf, type EvaluationCase } from './case.ts';

/**
 * What the message of an evaluation says: no link, but the card in words. A gateway takes 35 characters in a variable,
 * so the items come in two.
 */
export function evaluationWords(
  matter: Pick<EvaluationCase, 'moment' | 'line' | 'cards' | 'extension'>,
): Record<'about' | 'items1' | 'items2' | 'code', string> {
  const { about, items } = cardOf(matter);
  const words = items.map(({ short }, index) => `${index + 1}${short}`);
  const half = Math.ceil(words.length / 2);
  return {
    about,
    items1: words.slice(0, half).join(' '),
    items2: words.slice(half).join(' '),
    code: matter.extension,
  };
}
