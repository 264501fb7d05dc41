import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import type { GivenAnswers } from '../api/commands.ts';

export const WAYS = ['call', 'letter', 'visit'] as const;
export type Way = (typeof WAYS)[number];
type Evidence = GivenAnswers['evidence'];

export interface EvidenceValues {
  way: Way;
  reference: string;
}

const FORM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What proves the customer's word. */
export function evidenceOf({ way, reference }: EvidenceValues): Evidence {
  return way === 'call' ? { way, recording: reference } : { way, slip: reference };
}

/** How the word came, and the number of the recording or of the signed slip. */
export function EvidenceFields() {
  const { t } = useTranslation('callback');
  const way = Form.useWatch<Way | undefined>('way') ?? 'call';
  return (
    <>
      <Field name="way" label={t('evidence.way')}>
        <Radio.Group options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))} />
      </Field>
      <ReferenceField name="reference" label={t(`evidence.${way}`)} />
    </>
  );
}

/** The id of something that lies elsewhere, in the form that the API takes. */
export function ReferenceField({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation('callback');
  const { t: common } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        { required: true, message: common('form.required') },
        { pattern: FORM, message: t('evidence.form') },
      ]}
    >
      <Input maxLength={40} autoComplete="off" />
    </Form.Item>
  );
}
