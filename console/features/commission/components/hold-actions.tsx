import { Alert, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../api/me.ts';
import { type CaseAction, CaseActions } from '../../../components/case/actions.tsx';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { type ByHand, useHoldByHand } from '../api/hold-by-hand.ts';
import { useHoldCatalogue } from '../api/hold-catalogue.ts';
import type { HoldOfCard, HoldType } from '../api/lines.ts';

/** What the catalogue lets this person do with the holds of a policy; each is done to all its lines at once. */
export function HoldActions({ policyId, holds }: { policyId: string; holds: readonly HoldOfCard[] }) {
  const { t } = useTranslation('commission');
  const may = useMay();
  const { id } = useMe();
  const { mayPlace, mayRelease } = useHoldCatalogue();
  const there = new Map(holds.map((hold) => [hold.type, hold]));
  const placeable = mayPlace.filter((type) => !there.has(type));
  const releasable = [...there.values()].filter(({ type }) => mayRelease.includes(type));
  const actions: CaseAction[] = [
    ...releasable
      .filter(({ placedBy }) => placedBy !== id)
      .map(({ type }) => ({
        key: type,
        label: t('release', { hold: t(`hold.${type}`) }),
        form: <Release key={type} type={type} policyId={policyId} />,
      })),
    ...(may('hold:place') && placeable.length > 0
      ? [{ key: 'place', label: t('place'), form: <Place types={placeable} policyId={policyId} /> }]
      : []),
  ];
  const own = releasable.filter(({ placedBy }) => placedBy === id);
  return (
    <>
      {own.map(({ type }) => (
        <Alert key={type} type="info" showIcon title={t('secondPerson', { hold: t(`hold.${type}`) })} />
      ))}
      <CaseActions actions={actions} />
    </>
  );
}

function Release({ type, policyId }: { type: HoldType; policyId: string }) {
  const { t } = useTranslation('commission');
  const release = useHoldByHand('release', policyId);
  return (
    <CommandForm<{ reason: string }, ByHand>
      command={release}
      body={({ reason }) => ({ type, reason })}
      submit={t('releaseHold')}
    >
      <Field name="reason" label={t('releaseReason')}>
        <Input minLength={3} maxLength={500} />
      </Field>
    </CommandForm>
  );
}

function Place({ types, policyId }: { types: readonly HoldType[]; policyId: string }) {
  const { t } = useTranslation('commission');
  const place = useHoldByHand('place', policyId);
  return (
    <CommandForm<ByHand, ByHand> command={place} body={(values) => values} submit={t('placeHold')} danger>
      <Field name="type" label={t('holdType')}>
        <Radio.Group options={types.map((value) => ({ value, label: t(`hold.${value}`) }))} />
      </Field>
      <Field name="reason" label={t('reason')}>
        <Input minLength={3} maxLength={500} />
      </Field>
    </CommandForm>
  );
}
