import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import type { CallbackView } from '../api/callback.ts';
import { type Attempt, useRecordAttempt } from '../api/commands.ts';
import { WAYS, type Way } from './evidence.tsx';

const LONGEST_NOTE = 2000;

/** An attempt that did not reach the customer: each way has results of its own. */
export function AttemptForm({ view: { results }, way }: { view: CallbackView; way: Way }) {
  const { t } = useTranslation('callback');
  const record = useRecordAttempt();
  const [form] = Form.useForm<Attempt>();
  const chosen = Form.useWatch('way', form) ?? way;
  return (
    <CommandForm<Attempt, Attempt>
      form={form}
      command={record}
      initial={{ way }}
      body={(values) => given(values)}
      submit={t('attempt.submit')}
    >
      <Field name="way" label={t('attempt.way')}>
        <Radio.Group
          options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
          onChange={() => form.resetFields(['result'])}
        />
      </Field>
      <Field name="result" label={t('attempt.result')}>
        <Radio.Group
          options={(results[chosen] ?? []).map((value) => ({ value, label: t(`result.${value}`) }))}
        />
      </Field>
      <Field name="note" label={t('attempt.note')} required={false}>
        <Input.TextArea rows={2} maxLength={LONGEST_NOTE} />
      </Field>
    </CommandForm>
  );
}
