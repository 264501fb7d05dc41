import { Alert, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { MomentField, momentOf } from '../../../components/form/moment.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useComplaintCommand } from '../api/command.ts';
import type { Decided } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';
import {
  BY_PHONE,
  DocumentField,
  IdField,
  NoticeFields,
  type NoticeValues,
  noticeOf,
  TextField,
} from './fields.tsx';

function YesNo({ name, label, yes, no }: { name: string; label: string; yes: string; no: string }) {
  return (
    <Field name={name} label={label}>
      <Radio.Group
        options={[
          { value: true, label: yes },
          { value: false, label: no },
        ]}
      />
    </Field>
  );
}

export function AcceptanceForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('acceptance')}
      body={(values: { accepts: boolean; proof: string }) => values}
      submit={t('act.acceptance')}
    >
      <YesNo name="accepts" label={t('field.accepts')} yes={t('accepts.yes')} no={t('accepts.no')} />
      <IdField name="proof" label={t('field.acceptanceProof')} />
    </CommandForm>
  );
}

export function WithdrawalForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('withdrawal')}
      body={({ proof, receivedAt }: { proof: string; receivedAt: string }) => ({
        proof,
        receivedAt: momentOf(receivedAt, complaint.receivedAt),
      })}
      submit={t('act.withdrawal')}
      danger
    >
      <Alert type="warning" showIcon title={t('help.withdrawal')} />
      <MomentField name="receivedAt" label={t('field.withdrawnAt')} />
      <IdField name="proof" label={t('field.withdrawalProof')} />
    </CommandForm>
  );
}

export function ReviewRequestForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  const from = complaint.decision?.notice?.at ?? complaint.receivedAt;
  return (
    <CommandForm
      command={useComplaintCommand('review')}
      body={({ document, receivedAt }: { document: string; receivedAt: string }) => ({
        document,
        receivedAt: momentOf(receivedAt, from),
      })}
      submit={t('act.review')}
    >
      <Alert type="info" showIcon title={t('help.review')} />
      <IdField name="document" label={t('field.reviewDocument')} />
      <MomentField name="receivedAt" label={t('field.reviewReceivedAt')} />
    </CommandForm>
  );
}

const OUTCOMES = ['upheld', 'upheld-in-part', 'not-upheld', 'outside-cover'] as const;

interface ReviewValues {
  result: 'confirmed' | 'changed';
  outcome?: Decided['outcome'];
  reasons: string;
  notice: NoticeValues;
}

export function ReviewDecisionForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint } = useCurrent();
  const [form] = Form.useForm<ReviewValues>();
  const result = Form.useWatch('result', form);
  const from = complaint.review?.requestedAt ?? complaint.receivedAt;
  return (
    <CommandForm
      command={useComplaintCommand('review/decision')}
      body={({ notice, ...values }: ReviewValues) => given({ ...values, notice: noticeOf(notice, from) })}
      submit={t('act.review/decision')}
      initial={{ notice: BY_PHONE }}
      form={form}
    >
      <Field name="result" label={t('field.reviewResult')}>
        <Radio.Group
          options={['confirmed', 'changed'].map((value) => ({ value, label: term('result', value) }))}
        />
      </Field>
      {result === 'changed' && (
        <Field name="outcome" label={t('field.newOutcome')}>
          <Select options={OUTCOMES.map((value) => ({ value, label: term('outcome', value) }))} />
        </Field>
      )}
      <TextField name="reasons" label={t('field.reviewReasons')} />
      <NoticeFields at={['notice']} />
    </CommandForm>
  );
}

export function SatisfactionForm() {
  const { t } = useTranslation('complaint');
  const { samples } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('satisfaction')}
      body={(values: { satisfied: boolean; recording: string }) => values}
      submit={t('act.satisfaction')}
    >
      <Alert type="info" showIcon title={t(samples.length > 0 ? 'help.sampled' : 'help.notSampled')} />
      <YesNo name="satisfied" label={t('field.satisfied')} yes={t('satisfied.yes')} no={t('satisfied.no')} />
      <IdField name="recording" label={t('field.recording')} />
    </CommandForm>
  );
}

interface ReopeningValues {
  reason: string;
  document?: string;
  receivedAt: string;
}

export function ReopeningForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('reopening')}
      body={({ receivedAt, ...values }: ReopeningValues) =>
        given({ ...values, receivedAt: momentOf(receivedAt, complaint.receivedAt) })
      }
      submit={t('act.reopening')}
    >
      <Alert type="info" showIcon title={t('help.reopening')} />
      <Field name="reason" label={t('field.newFacts')}>
        <Input.TextArea rows={3} maxLength={10_000} />
      </Field>
      <MomentField name="receivedAt" label={t('field.newFactsAt')} />
      <DocumentField name="document" label={t('field.document')} required={false} />
    </CommandForm>
  );
}
