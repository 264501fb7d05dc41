import { Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { useCurrent } from '../components/current.tsx';
import { BringMore } from './bring-more.tsx';
import { DocumentSelect } from './document-select.tsx';

type Payment = CommandBody<'payment'>;

/** The money has come: the end. It is what was agreed on, no more and no less. */
export function PaymentForm() {
  const { t } = useTranslation('reconsideration');
  const { amounts, case: matter } = useCurrent();
  const command = useReconsiderationCommand('payment');
  const today = dayOf(useNow());
  return (
    <CommandForm<Payment, Payment>
      command={command}
      body={given}
      initial={{ amountFen: amounts?.outstanding ?? 0, paidOn: today }}
      submit={t('payment.submit')}
    >
      <Field name="amountFen" label={t('payment.amount')} help={t('payment.amountHelp')}>
        <YuanInput />
      </Field>
      <Field name="paidOn" label={t('payment.paidOn')}>
        <Input type="date" min={matter.recovered?.agreedOn} max={today} />
      </Field>
      <Field name="document" label={t('payment.document')} required={false}>
        <DocumentSelect />
      </Field>
    </CommandForm>
  );
}

/** The customer took the matter back in writing. */
export function WithdrawalForm() {
  const { t } = useTranslation('reconsideration');
  const command = useReconsiderationCommand('withdrawal');
  return (
    <>
      <Typography.Paragraph type="secondary">{t('withdrawal.about')}</Typography.Paragraph>
      <BringMore label={t('withdrawal.bring')} types={['other']} />
      <CommandForm<CommandBody<'withdrawal'>, CommandBody<'withdrawal'>>
        command={command}
        body={(values) => values}
        submit={t('withdrawal.submit')}
        danger
      >
        <Field name="document" label={t('withdrawal.document')}>
          <DocumentSelect />
        </Field>
      </CommandForm>
    </>
  );
}

/** A closed case is taken up again: same number, same history. */
export function ReopeningForm() {
  const { t } = useTranslation('reconsideration');
  const command = useReconsiderationCommand('reopening');
  return (
    <CommandForm<CommandBody<'reopening'>, CommandBody<'reopening'>>
      command={command}
      body={(values) => values}
      submit={t('reopening.submit')}
    >
      <Field name="reason" label={t('reopening.reason')}>
        <Input.TextArea rows={3} minLength={10} maxLength={2000} />
      </Field>
    </CommandForm>
  );
}
