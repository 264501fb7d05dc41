import { useTranslation } from 'react-i18next';

/** The rule of a field that must be filled in. */
export function useRequired(): { required: true; message: string } {
  const { t } = useTranslation();
  return { required: true, message: t('form.required') };
}
