import { useFormat } from '../../../i18n/use-words.ts';
import type { Card } from '../api/get-evaluation.ts';

/** An item of a card as the card itself says it: the words the customer was sent, or their English. */
export function useCardWord(): (item: Card['items'][number]) => string {
  const { language } = useFormat();
  return ({ zh, en }) => (language === 'en' ? en : zh);
}
