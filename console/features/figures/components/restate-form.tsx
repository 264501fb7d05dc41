import { App, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useBranches } from '../../../api/branches.ts';
import { useCarriers } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { type Restating, useRestate } from '../api/restatements.ts';
import { choicesOf, isPeriod, PERIOD_KINDS } from '../period.ts';
import { usePeriodName, usePresentMonth } from '../scope.ts';

/** Figures that are told outside: to the board, in a review, to a carrier. */
const FIGURES = [
  'per100mPremium',
  'per10kPolicies',
  'per10kPersonTimes',
  'complaints-within-15-days',
  'complaints-satisfied',
  'callbacks-reached',
  'callbacks-problem',
  'callbacks-settled',
  'claims-changed',
  'underwriting-changed',
  'pre-underwriting-differed',
] as const;

/** Corrects a figure that was told. A figure that one comes from fills in what it is of and what it is now. */
export function RestateForm() {
  const { t } = useTranslation('figures');
  const { message } = App.useApp();
  const [search] = useSearchParams();
  const restate = useRestate();
  const [form] = Form.useForm<Restating>();
  const today = dayOf(useNow());
  const name = Form.useWatch(['figure', 'name'], form) ?? search.get('name') ?? '';
  return (
    <CommandForm<Restating, Restating>
      key={search.toString()}
      form={form}
      command={restate}
      initial={initialOf(search)}
      body={(values) => ({ ...values, figure: given(values.figure) })}
      submit={t('restate.submit')}
      danger
      done={() => void message.success(t('restate.done'))}
    >
      <FigureFields />
      <Field name="toldOn" label={t('restate.toldOn')}>
        <Input type="date" max={today} />
      </Field>
      <ValueFields at="before" name={name} />
      <ValueFields at="after" name={name} />
      <Field name="reason" label={t('restate.reason')}>
        <Input.TextArea rows={3} minLength={3} maxLength={500} />
      </Field>
    </CommandForm>
  );
}

function FigureFields() {
  const { t } = useTranslation('figures');
  const present = usePresentMonth();
  const periodName = usePeriodName();
  const branches = useBranches();
  const { data: carriers } = useCarriers();
  return (
    <>
      <Field name={['figure', 'name']} label={t('figure')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={FIGURES.map((value) => ({ value, label: t(`figureName.${value}`) }))}
        />
      </Field>
      <Field name={['figure', 'period']} label={t('periodChoice')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={PERIOD_KINDS.map((kind) => ({
            label: t(`kind.${kind}`),
            options: choicesOf(kind, present).map((value) => ({ value, label: periodName(value) })),
          }))}
        />
      </Field>
      <Field name={['figure', 'branch']} label={t('branch')} required={false}>
        <Select allowClear options={branches.map((value) => ({ value, label: value }))} />
      </Field>
      <Field name={['figure', 'carrier']} label={t('carrier')} required={false}>
        <Select
          allowClear
          options={(carriers?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </>
  );
}

/** Both parts of a value. Premium is an amount. */
function ValueFields({ at, name }: { at: 'before' | 'after'; name: string }) {
  const { t } = useTranslation('figures');
  return (
    <fieldset className="value-fields">
      <legend>{t(`restate.${at}`)}</legend>
      <Field name={[at, 'numerator']} label={t('share.numerator')}>
        <InputNumber min={0} precision={0} controls={false} />
      </Field>
      <Field name={[at, 'denominator']} label={t('share.denominator')}>
        {name === 'per100mPremium' ? <YuanInput /> : <InputNumber min={0} precision={0} controls={false} />}
      </Field>
    </fieldset>
  );
}

/** What the address says, when one comes from a figure. */
function initialOf(search: URLSearchParams): Partial<Restating> {
  const of = (name: string) => search.get(name) ?? undefined;
  const [name, period, branch, carrier] = [of('name'), of('period'), of('branch'), of('carrier')];
  const [numerator, denominator] = [of('numerator'), of('denominator')];
  if (name === undefined || period === undefined || !isPeriod(period)) return {};
  return {
    figure: {
      name,
      period,
      ...(branch === undefined ? {} : { branch }),
      ...(carrier === undefined ? {} : { carrier }),
    },
    ...(numerator === undefined || denominator === undefined
      ? {}
      : { before: { numerator: Number(numerator), denominator: Number(denominator) } }),
  };
}
