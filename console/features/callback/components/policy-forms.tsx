import { Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { type Contact, useCancelPolicy, useCorrectContact, useRecordReceipt } from '../api/policy.ts';

const MOBILE = /^1[3-9]\d{9}$/;

/** The customer's true number or address, which sets a case going again that could reach nobody. */
export function ContactForm({ policyId }: { policyId: string }) {
  const { t } = useTranslation('callback');
  const correct = useCorrectContact(policyId);
  return (
    <>
      <Typography.Paragraph type="secondary">{t('policy.contactAbout')}</Typography.Paragraph>
      <CommandForm<Contact, Contact>
        command={correct}
        body={(values) => given(values)}
        submit={t('policy.correct')}
      >
        <Form.Item
          name="phone"
          label={t('policy.phone')}
          rules={[{ pattern: MOBILE, message: t('policy.phoneForm') }]}
        >
          <Input inputMode="tel" maxLength={11} autoComplete="off" />
        </Form.Item>
        <Field name="address" label={t('policy.address')} required={false}>
          <Input maxLength={100} autoComplete="off" />
        </Field>
        <Field name="reason" label={t('policy.reason')}>
          <Input minLength={3} maxLength={500} />
        </Field>
      </CommandForm>
    </>
  );
}

export function ReceiptForm({ policyId }: { policyId: string }) {
  const { t } = useTranslation('callback');
  const record = useRecordReceipt(policyId);
  const today = dayOf(useNow());
  return (
    <CommandForm<{ receiptOn: string }, { receiptOn: string }>
      command={record}
      body={(values) => values}
      submit={t('policy.record')}
    >
      <Field name="receiptOn" label={t('policy.receiptOn')}>
        <Input type="date" max={today} />
      </Field>
    </CommandForm>
  );
}

export function CancellationForm({ policyId }: { policyId: string }) {
  const { t } = useTranslation('callback');
  const cancel = useCancelPolicy(policyId);
  const today = dayOf(useNow());
  return (
    <>
      <Typography.Paragraph type="secondary">{t('policy.cancelAbout')}</Typography.Paragraph>
      <CommandForm<{ cancelledOn: string }, { cancelledOn: string }>
        command={cancel}
        body={(values) => values}
        submit={t('policy.record')}
        danger
      >
        <Field name="cancelledOn" label={t('policy.cancelledOn')}>
          <Input type="date" max={today} />
        </Field>
      </CommandForm>
    </>
  );
}
