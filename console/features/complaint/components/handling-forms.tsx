import { Alert, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import { type CommandBody, useComplaintCommand } from '../api/command.ts';
import { useCurrent } from './current.tsx';
import {
  BY_PHONE,
  CauseFields,
  type CauseValues,
  IdField,
  NoticeFields,
  type NoticeValues,
  noticeOf,
  TextField,
} from './fields.tsx';

export function FirstContactForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('first-contact')}
      body={(values: CommandBody<'first-contact'>) => given(values)}
      submit={t('act.first-contact')}
    >
      <TextField name="note" label={t('field.heard')} />
      <IdField name="recording" label={t('field.recording')} required={false} />
    </CommandForm>
  );
}

interface ClassificationValues {
  complexity: 'simple' | 'complex';
  promisedOn?: string;
  reason: string;
}

export function ClassificationForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const [form] = Form.useForm<ClassificationValues>();
  const complexity = Form.useWatch('complexity', form);
  return (
    <CommandForm
      command={useComplaintCommand('classification')}
      body={(values: ClassificationValues) => given(values)}
      submit={t('act.classification')}
      initial={{ complexity: 'simple' }}
      form={form}
    >
      <Field name="complexity" label={t('field.complexity')} help={t('help.complexity')}>
        <Radio.Group
          options={['simple', 'complex'].map((value) => ({ value, label: term('complexity', value) }))}
        />
      </Field>
      <Field name="promisedOn" label={t('field.promisedOn')} required={complexity === 'complex'}>
        <Input type="date" />
      </Field>
      <TextField name="reason" label={t('field.reason')} rows={2} />
    </CommandForm>
  );
}

const PAUSES = ['appraisal', 'mediation', 'customer-material', 'carrier-answer'] as const;
type PauseKind = (typeof PAUSES)[number];
const STATUTORY: readonly PauseKind[] = ['appraisal', 'mediation'];

export function PauseForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint } = useCurrent();
  const [form] = Form.useForm<{ kind: PauseKind; told: NoticeValues }>();
  const kind = Form.useWatch('kind', form);
  const isStatutory = kind !== undefined && STATUTORY.includes(kind);
  return (
    <CommandForm
      command={useComplaintCommand('pause')}
      body={({ kind: chosen, told }: { kind: PauseKind; told: NoticeValues }) =>
        STATUTORY.includes(chosen)
          ? { kind: chosen, told: noticeOf(told, complaint.receivedAt) }
          : { kind: chosen }
      }
      submit={t('act.pause')}
      initial={{ told: BY_PHONE }}
      form={form}
    >
      <Field
        name="kind"
        label={t('field.pauseKind')}
        help={kind && t(isStatutory ? 'help.bothStand' : 'help.oursStands')}
      >
        <Select options={PAUSES.map((value) => ({ value, label: term('kind', value) }))} />
      </Field>
      {isStatutory && <NoticeFields at={['told']} />}
    </CommandForm>
  );
}

export function ResumptionForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm command={useComplaintCommand('resumption')} body={() => ({})} submit={t('act.resumption')}>
      <Alert type="info" showIcon title={t('help.resumption')} />
    </CommandForm>
  );
}

interface WithNotice {
  reason: string;
  notice: NoticeValues;
}

export function ExtensionForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('extension')}
      body={({ reason, notice }: WithNotice) => ({ reason, notice: noticeOf(notice, complaint.receivedAt) })}
      submit={t('act.extension')}
      initial={{ notice: BY_PHONE }}
    >
      <Alert type="info" showIcon title={t('help.extension')} />
      <TextField name="reason" label={t('field.reason')} rows={2} />
      <NoticeFields at={['notice']} />
    </CommandForm>
  );
}

export function RefusalForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('refusal')}
      body={({ reason, notice }: WithNotice) => ({ reason, notice: noticeOf(notice, complaint.receivedAt) })}
      submit={t('act.refusal')}
      initial={{ notice: BY_PHONE }}
      danger
    >
      <Alert type="warning" showIcon title={t('help.refusal')} />
      <TextField name="reason" label={t('field.reason')} rows={2} />
      <NoticeFields at={['notice']} />
    </CommandForm>
  );
}

export function SettlementForm() {
  const { t } = useTranslation('complaint');
  const { case: complaint } = useCurrent();
  return (
    <CommandForm
      command={useComplaintCommand('settlement')}
      body={(values: { remedy: string; cause: CauseValues; proof: string }) => values}
      submit={t('act.settlement')}
      initial={{ cause: { first: complaint.subject } as CauseValues }}
    >
      <TextField name="remedy" label={t('field.remedy')} />
      <CauseFields />
      <IdField name="proof" label={t('field.settledProof')} />
    </CommandForm>
  );
}

export function TransferForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('transfer')}
      body={(values: { to: string; reason: string }) => values}
      submit={t('act.transfer')}
    >
      <Alert type="info" showIcon title={t('help.transfer')} />
      <IdField name="to" label={t('field.transferTo')} />
      <Field name="reason" label={t('field.reason')}>
        <Input.TextArea rows={2} maxLength={5000} />
      </Field>
    </CommandForm>
  );
}
