import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { useTerm } from '../../../i18n/use-words.ts';

/** The API's name for the row of what is of no one carrier. */
const NO_CARRIER = 'none';

/** Codes of the figures in the reader's language. */
export function useNames(): {
  carrier: (id: string) => string;
  code: (group: string, code: string) => string;
  condition: (code: string) => string;
} {
  const { t } = useTranslation('figures');
  const { carrier } = useCarrierNames();
  const code = useTerm('figures');
  const common = useTerm('common');
  return {
    carrier: (id) => (id === NO_CARRIER ? t('noCarrier') : carrier(id)),
    code,
    condition: (condition) => common('condition', condition),
  };
}
