import { Col, Form, Input, Radio, Row, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCarriers } from '../../../api/carriers.ts';
import { Field } from '../../../components/form/field.tsx';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { REASONS } from '../../../components/underwriting/decision-reasons.ts';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { DisputedDecision } from '../api/open-case.ts';
import { CLAIM_KINDS, RESULTS } from '../components/codes.ts';

export type DecisionValues = DisputedDecision;

/** What the carrier decided, as its letter says. What is asked follows from what it decided on. */
export function DecisionFields() {
  const { t } = useTranslation('reconsideration');
  const form = Form.useFormInstance();
  const of: DisputedDecision['of'] | undefined = Form.useWatch(['decision', 'of'], form);
  const forget = () =>
    form.resetFields([
      ['decision', 'result'],
      ['decision', 'reasonCode'],
    ]);
  return (
    <>
      <Field name={['decision', 'of']} label={t('field.of')}>
        <Radio.Group
          onChange={forget}
          options={(['claim', 'underwriting'] as const).map((value) => ({ value, label: t(`of.${value}`) }))}
        />
      </Field>
      {of !== undefined && <DecisionOf of={of} />}
    </>
  );
}

function DecisionOf({ of }: { of: DisputedDecision['of'] }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const today = dayOf(useNow());
  const choices = (group: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: term(group, value) }));
  return (
    <Row gutter={16}>
      <CarrierField />
      <Half>
        <Field name={['decision', 'number']} label={t(`field.number.${of}`)}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Half>
      <Half>
        <Field name={['decision', 'line']} label={t('field.line')} help={t('field.lineHelp')}>
          <Radio.Group options={choices('line', ['life', 'other'])} />
        </Field>
      </Half>
      {of === 'claim' && (
        <Half>
          <Field name={['decision', 'claimKind']} label={t('field.claimKind')}>
            <Select options={choices('claimKind', CLAIM_KINDS)} />
          </Field>
        </Half>
      )}
      <Half>
        <Field name={['decision', 'decidedOn']} label={t('field.decidedOn')}>
          <Input type="date" max={today} />
        </Field>
      </Half>
      <Half>
        <Field name={['decision', 'result']} label={t('field.result')}>
          <Select options={choices('result', RESULTS[of])} />
        </Field>
      </Half>
      <Half>
        <Field name={['decision', 'reasonCode']} label={t('field.reasonCode')}>
          <Select options={choices('reasonCode', REASONS[of])} />
        </Field>
      </Half>
      {of === 'claim' && (
        <>
          <Half>
            <Field name={['decision', 'askedFen']} label={t('amount.asked')}>
              <YuanInput />
            </Field>
          </Half>
          <Half>
            <Field name={['decision', 'givenFen']} label={t('amount.given')} help={t('amount.givenHelp')}>
              <YuanInput />
            </Field>
          </Half>
        </>
      )}
      <Half>
        <Field name={['decision', 'clause']} label={t('field.clause')} required={false}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Half>
      <Half>
        <Field
          name={['decision', 'decider']}
          label={t('field.decider')}
          required={false}
          help={t('field.deciderHelp')}
        >
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Half>
    </Row>
  );
}

function Half({ children }: { children: ReactNode }) {
  return (
    <Col xs={24} sm={12}>
      {children}
    </Col>
  );
}

function CarrierField() {
  const { t } = useTranslation();
  const { data } = useCarriers();
  return (
    <Half>
      <Field name={['decision', 'carrier']} label={t('case.carrier')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={data === undefined}
          options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </Half>
  );
}
