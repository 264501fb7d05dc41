import { Col, Form, Input, Radio, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import type { paths } from '../../api/schema.ts';
import { BranchSelect } from '../branch-select.tsx';
import { Field } from './field.tsx';
import { given } from './given.ts';

type Matter = paths['/complaints']['post']['requestBody']['content']['application/json']['matter'];
type OfPolicy = Extract<Matter, { policy: unknown }>;
type OfCustomer = Extract<Matter, { customerRef: string }>;

export interface WhoseValues {
  whose: 'policy' | 'customer';
  matter: Partial<OfPolicy & OfCustomer>;
}

export const WHOSE_EMPTY = { whose: 'policy', matter: { line: 'life' } } as const;

/** Whose matter it is, as the API takes it: a policy of ours says all of it. */
export function matterIn({ whose, matter }: WhoseValues): Matter {
  if (whose === 'policy') return { policy: matter.policy } as OfPolicy;
  const { customerRef, phone, carrier, line, branch } = matter;
  return given({ customerRef, phone, carrier, line, branch }) as OfCustomer;
}

/** A policy by carrier and number, or the customer where there is none of ours. */
export function WhoseFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<WhoseValues>();
  const whose = Form.useWatch('whose', form) ?? 'policy';
  return (
    <>
      <Field name="whose" label={t('whose.title')}>
        <Radio.Group
          options={(['policy', 'customer'] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
        />
      </Field>
      {whose === 'policy' ? <PolicyFields /> : <CustomerFields />}
    </>
  );
}

export function PolicyFields({ at = ['matter', 'policy'] }: { at?: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name={[...at, 'carrier']} label={t('whose.carrier')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={[...at, 'number']} label={t('whose.number')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
    </Row>
  );
}

function CustomerFields() {
  const { t } = useTranslation();
  const { branch } = useMe();
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name={['matter', 'customerRef']} label={t('whose.customerRef')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['matter', 'phone']} label={t('whose.phone')} required={false}>
          <Input inputMode="tel" maxLength={20} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['matter', 'line']} label={t('whose.line')}>
          <Radio.Group
            options={(['life', 'property'] as const).map((value) => ({ value, label: t(`line.${value}`) }))}
          />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['matter', 'carrier']} label={t('whose.carrier')} required={false}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      {branch === undefined && (
        <Col xs={24} sm={12}>
          <Field name={['matter', 'branch']} label={t('case.branch')}>
            <BranchSelect />
          </Field>
        </Col>
      )}
    </Row>
  );
}
