import { Col, Form, Input, Radio, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { BranchSelect } from '../../../components/branch-select.tsx';
import { Field } from '../../../components/form/field.tsx';

export interface CustomerValues {
  whose: 'ours' | 'other';
  policyNumber?: string;
  customerRef?: string;
  contact?: { phone: string };
  brokerId?: string;
  branch?: string;
}

/** A policy of ours says whose it is; of a policy bought elsewhere, or an application, somebody has to. */
export function CustomerFields() {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const form = Form.useFormInstance();
  const whose: CustomerValues['whose'] = Form.useWatch('whose', form) ?? 'ours';
  return (
    <>
      <Field name="whose" label={common('whose.title')}>
        <Radio.Group
          options={(['ours', 'other'] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
        />
      </Field>
      {whose === 'ours' ? (
        <Field name="policyNumber" label={common('whose.number')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      ) : (
        <Elsewhere />
      )}
    </>
  );
}

function Elsewhere() {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const { role } = useMe();
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name="customerRef" label={common('whose.customerRef')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['contact', 'phone']} label={common('whose.phone')} help={t('field.phoneHelp')}>
          <Input inputMode="tel" maxLength={11} autoComplete="off" />
        </Field>
      </Col>
      {role !== 'broker' && (
        <Col xs={24} sm={12}>
          <Field name="brokerId" label={t('field.brokerId')}>
            <Input maxLength={40} autoComplete="off" />
          </Field>
        </Col>
      )}
      {role === 'expert' && (
        <Col xs={24} sm={12}>
          <Field name="branch" label={common('case.branch')}>
            <BranchSelect />
          </Field>
        </Col>
      )}
    </Row>
  );
}
