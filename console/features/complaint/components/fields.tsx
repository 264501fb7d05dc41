import { Col, Form, Input, Row, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import { MomentField, momentOf } from '../../../components/form/moment.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Decided } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';

const LONGEST_ID = 40;

/** A person, a receipt, a recording: by its id. */
export function IdField({
  name,
  label,
  required = true,
}: {
  name: string | readonly (string | number)[];
  label: string;
  required?: boolean;
}) {
  const { t } = useTranslation('complaint');
  return (
    <Form.Item
      name={typeof name === 'string' ? name : [...name]}
      label={label}
      rules={[
        { required, message: t('required') },
        { pattern: /^[A-Za-z0-9._-]+$/, message: t('isId') },
      ]}
    >
      <Input maxLength={LONGEST_ID} autoComplete="off" />
    </Form.Item>
  );
}

export function TextField({ name, label, rows = 3 }: { name: string; label: string; rows?: number }) {
  return (
    <Field name={name} label={label}>
      <Input.TextArea rows={rows} maxLength={5000} />
    </Field>
  );
}

export interface NoticeValues {
  way: 'handed-over' | 'post' | 'sms' | 'e-mail' | 'phone';
  /** Minute of Shanghai. */
  at: string;
  proof: string;
}

const WAYS = ['phone', 'post', 'handed-over', 'sms', 'e-mail'] as const;

/** How and when the complainant was told, and what proves it. */
export function NoticeFields({ at: place = [] }: { at?: readonly string[] }) {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  return (
    <Row gutter={16}>
      <Col xs={24} sm={8}>
        <Field name={[...place, 'way']} label={t('field.way')}>
          <Select options={WAYS.map((value) => ({ value, label: term('way', value) }))} />
        </Field>
      </Col>
      <Col xs={24} sm={8}>
        <MomentField name={[...place, 'at']} label={t('field.toldAt')} />
      </Col>
      <Col xs={24} sm={8}>
        <IdField name={[...place, 'proof']} label={t('field.proof')} />
      </Col>
    </Row>
  );
}

/** Told by phone: what is most often so. */
export const BY_PHONE = { way: 'phone', at: '', proof: '' } as const satisfies NoticeValues;

/** @param from what the complainant cannot have been told before */
export function noticeOf({ way, at, proof }: NoticeValues, from: string): NoticeValues {
  return { way, at: momentOf(at, from), proof };
}

export type CauseValues = Decided['cause'];

/** Both levels of the cause. The second one is of the first. */
export function CauseFields() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { checklist } = useCurrent();
  const form = Form.useFormInstance();
  const first: unknown = Form.useWatch(['cause', 'first'], form);
  const options = (codes: readonly string[]) =>
    codes.map((value) => ({ value, label: term('value', value) }));
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name={['cause', 'first']} label={t('field.causeFirst')}>
          <Select
            options={options(Object.keys(checklist.causes))}
            onChange={() => form.setFieldValue(['cause', 'second'], undefined)}
          />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['cause', 'second']} label={t('field.causeSecond')}>
          <Select options={options(typeof first === 'string' ? (checklist.causes[first] ?? []) : [])} />
        </Field>
      </Col>
    </Row>
  );
}

/** A document that was brought to the case. */
export function DocumentField({
  name,
  label,
  required = true,
}: {
  name: string;
  label: string;
  required?: boolean;
}) {
  const { t } = useTranslation('complaint');
  const common = useTerm('common');
  const { documents } = useCurrent();
  const stored = documents.filter(({ storedAt }) => storedAt !== undefined);
  return (
    <Field
      name={name}
      label={label}
      required={required}
      help={stored.length === 0 ? t('field.noDocument') : undefined}
    >
      <Select
        allowClear={!required}
        options={stored.map(({ id, type }) => ({ value: id, label: `${common('document', type)} (${id})` }))}
      />
    </Field>
  );
}
