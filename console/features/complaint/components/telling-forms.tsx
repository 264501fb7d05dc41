import { Alert, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useComplaintCommand } from '../api/command.ts';
import { useCurrent } from './current.tsx';
import { BY_PHONE, NoticeFields, type NoticeValues, noticeOf, TextField } from './fields.tsx';

/** The second pair of eyes. */
export function VerdictForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('decision/verdict')}
      body={(values: { approve: boolean; reason: string }) => values}
      submit={t('act.decision/verdict')}
    >
      <Field name="approve" label={t('field.verdict')}>
        <Radio.Group
          options={[
            { value: true, label: t('verdict.approve') },
            { value: false, label: t('verdict.return') },
          ]}
        />
      </Field>
      <TextField name="reason" label={t('field.reason')} rows={2} />
    </CommandForm>
  );
}

export function NoticeForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  const from = complaint.decision?.at ?? complaint.receivedAt;
  return (
    <CommandForm
      command={useComplaintCommand('decision/notice')}
      body={(values: NoticeValues) => noticeOf(values, from)}
      submit={t('act.decision/notice')}
      initial={BY_PHONE}
    >
      <Alert type="info" showIcon title={t('help.notice')} />
      <NoticeFields />
    </CommandForm>
  );
}

export function MessageForm() {
  const { t } = useTranslation('complaint');
  const { phone } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('decision/message')}
      body={() => ({})}
      submit={t('act.decision/message')}
    >
      <Alert type="info" showIcon title={t('help.message', { phone })} />
    </CommandForm>
  );
}
