import { Card, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { type ByHand, useHoldByHand } from '../api/hold-by-hand.ts';
import { useHoldCatalogue } from '../api/hold-catalogue.ts';
import type { HoldType } from '../api/lines.ts';

/** A hold on every line of the policy, of a kind that the catalogue lets this person place. */
export function PlaceHold({ policyId, there }: { policyId: string; there: readonly HoldType[] }) {
  const { t } = useTranslation('commission');
  const place = useHoldByHand('place', policyId);
  const { mayPlace } = useHoldCatalogue();
  const types = mayPlace.filter((type) => !there.includes(type));
  if (types.length === 0) return null;
  return (
    <Card size="small" title={t('place')}>
      <CommandForm<ByHand, ByHand> command={place} body={(values) => values} submit={t('placeHold')} danger>
        <Field name="type" label={t('holdType')}>
          <Select options={types.map((value) => ({ value, label: t(`hold.${value}`) }))} />
        </Field>
        <Field name="reason" label={t('reason')}>
          <Input minLength={3} maxLength={500} />
        </Field>
      </CommandForm>
    </Card>
  );
}
