import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Scope } from '../api/people.ts';

/** A role and how far it goes: of which branch, or of which carrier. */
export function useScopeText(): (scope: Scope) => string {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const names = useCarrierNames();
  return ({ role, branch, carrier }) => {
    const where = [branch, carrier === undefined ? undefined : names.carrier(carrier)];
    return [term('role', role), ...where.filter((part) => part !== undefined)].join(t('dot'));
  };
}
