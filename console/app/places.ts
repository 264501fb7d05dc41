import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../api/me.ts';
import type { Screen } from './feature.ts';
import { FEATURES } from './features.ts';

export interface NamedScreen extends Screen {
  name: string;
}

/** The screens that this person has, by name. */
export function usePlaces(): NamedScreen[] {
  const { t } = useTranslation();
  const may = useMay();
  const { role } = useMe();
  return FEATURES.flatMap(({ screens }) => screens)
    .filter(({ needs, roles }) => (roles === undefined ? may(...needs) : roles.includes(role)))
    .map((screen) => ({ ...screen, name: t(`screen.${screen.label}` as never) }));
}
