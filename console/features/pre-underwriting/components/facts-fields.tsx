import { Card, Col, Form, Input, InputNumber, Radio, Row, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequired } from '../../../components/form/rules.ts';
import { CarriersFields } from './carriers-fields.tsx';
import { ConditionsFields, TestsFields } from './history-fields.tsx';

/** What is disclosed and asked. There is no field for a name, a number or an address. */
export function FactsFields() {
  const { t } = useTranslation('pre-underwriting');
  return (
    <>
      <ApplicantFields />
      <DisclosureFields />
      <Card size="small" title={t('form.carriers')}>
        <CarriersFields />
      </Card>
    </>
  );
}

function ApplicantFields() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const required = useRequired();
  return (
    <Card size="small" title={t('form.applicant')}>
      <Row gutter={16}>
        <Field>
          <Form.Item name={['applicant', 'age']} label={c('underwriting.fact.age')} rules={[required]}>
            <InputNumber min={0} max={105} precision={0} />
          </Form.Item>
        </Field>
        <Field>
          <Form.Item name={['applicant', 'sex']} label={c('underwriting.fact.sex')} rules={[required]}>
            <Radio.Group
              aria-label={c('underwriting.fact.sex')}
              options={(['female', 'male'] as const).map((value) => ({
                value,
                label: c(`underwriting.sex.${value}`),
              }))}
            />
          </Form.Item>
        </Field>
        <Field>
          <Form.Item
            name={['applicant', 'occupationClass']}
            label={c('underwriting.fact.occupationClass')}
            rules={[required]}
          >
            <Select
              options={[1, 2, 3, 4, 5, 6].map((value) => ({
                value,
                label: c('underwriting.fact.class', { number: value }),
              }))}
            />
          </Form.Item>
        </Field>
      </Row>
    </Card>
  );
}

const MEASURES = [
  { key: 'heightCm', unit: 'cm', max: 250 },
  { key: 'weightKg', unit: 'kg', max: 400 },
  { key: 'systolic', unit: 'mmHg', max: 300 },
  { key: 'diastolic', unit: 'mmHg', max: 200 },
  { key: 'fastingGlucose', unit: 'mmol/L', max: 60 },
] as const;

const SMOKING = ['never', 'former', 'current', 'not-asked'] as const;
const DRINKING = ['never', 'sometimes', 'daily', 'not-asked'] as const;

function DisclosureFields() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const required = useRequired();
  return (
    <Card size="small" title={t('form.disclosure')}>
      <Form.Item
        name={['disclosure', 'asked']}
        label={c('underwriting.fact.asked')}
        extra={t('form.askedWhy')}
        rules={[required]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
      <ConditionsFields />
      <TestsFields />
      <Form.Item
        name={['disclosure', 'family']}
        label={c('underwriting.fact.family')}
        extra={t('form.lines')}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      <Row gutter={16}>
        {MEASURES.map(({ key, unit, max }) => (
          <Field key={key}>
            <Form.Item name={['disclosure', key]} label={c(`underwriting.fact.${key}`)}>
              <InputNumber min={0} max={max} suffix={unit} />
            </Form.Item>
          </Field>
        ))}
        <Field>
          <Form.Item
            name={['disclosure', 'smoking']}
            label={c('underwriting.fact.smoking')}
            rules={[required]}
          >
            <Select
              options={SMOKING.map((value) => ({ value, label: c(`underwriting.smoking.${value}`) }))}
            />
          </Form.Item>
        </Field>
        <Field>
          <Form.Item name={['disclosure', 'drinking']} label={c('underwriting.fact.drinking')}>
            <Select
              options={DRINKING.map((value) => ({ value, label: c(`underwriting.drinking.${value}`) }))}
            />
          </Form.Item>
        </Field>
      </Row>
    </Card>
  );
}

function Field({ children }: { children: ReactNode }) {
  return (
    <Col xs={24} sm={12} lg={8}>
      {children}
    </Col>
  );
}
