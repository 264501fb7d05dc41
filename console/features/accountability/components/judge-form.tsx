import { Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import {
  type FindingSaid,
  type LineChoice,
  useDecide,
  useFind,
  useRedecide,
  type Verdict,
} from '../api/commands.ts';

const SAYS = ['liable', 'not-liable', 'cannot-say'] as const;
const OUTCOMES = ['confirmed', 'lowered', 'waived'] as const;

interface JudgeFormProps<V> {
  month: string;
  /** Absent: the form asks, with the field that is given to it. */
  lines?: LineChoice;
  /** The field of the choice. */
  choice?: ReactNode;
  initial?: Partial<V>;
  done: () => void;
}

interface FindValues {
  lines: LineChoice;
  finding: FindingSaid;
}

/** What customer service finds, or where it cannot say the business line. */
export function FindForm({ month, lines, choice, initial, done }: JudgeFormProps<FindValues>) {
  const { t } = useTranslation('accountability');
  const find = useFind(month);
  const [form] = Form.useForm<FindValues>();
  const says = Form.useWatch(['finding', 'says'], form) as FindingSaid['says'] | undefined;
  // The business line is the last to be asked.
  const choices = useMe().role === 'branch-manager' ? SAYS.slice(0, 2) : SAYS;
  return (
    <CommandForm<FindValues, FindValues>
      form={form}
      command={find}
      initial={initial ?? {}}
      body={(values) => ({ lines: lines ?? values.lines, finding: given(values.finding) })}
      submit={t('turn.find')}
      done={done}
    >
      {choice}
      <Field name={['finding', 'says']} label={t('finding')}>
        <Radio.Group options={choices.map((value) => ({ value, label: t(`says.${value}`) }))} />
      </Field>
      <ReasonField name={['finding', 'reason']} required={says !== undefined && says !== 'liable'} />
    </CommandForm>
  );
}

interface DecideValues {
  lines: LineChoice;
  verdict: Verdict;
}

/** What the leading group decides, of lines that were found on. */
export function DecideForm({ month, lines, choice, initial, done }: JudgeFormProps<DecideValues>) {
  const { t } = useTranslation('accountability');
  const decide = useDecide(month);
  const [form] = Form.useForm<DecideValues>();
  return (
    <CommandForm<DecideValues, DecideValues>
      form={form}
      command={decide}
      initial={initial ?? {}}
      body={(values) => ({ lines: lines ?? values.lines, verdict: given(values.verdict) })}
      submit={t('turn.decide')}
      done={done}
    >
      {choice}
      <VerdictFields />
    </CommandForm>
  );
}

interface RedecideFormProps {
  month: string;
  line: string;
  done: () => void;
}

/** What another of the group says of an objection. It never raises the amount. */
export function RedecideForm({ month, line, done }: RedecideFormProps) {
  const { t } = useTranslation('accountability');
  const redecide = useRedecide(month);
  const [form] = Form.useForm<Pick<DecideValues, 'verdict'>>();
  return (
    <CommandForm<Pick<DecideValues, 'verdict'>, { line: string; verdict: Verdict }>
      form={form}
      command={redecide}
      body={({ verdict }) => ({ line, verdict: given(verdict) })}
      submit={t('turn.redecide')}
      done={done}
    >
      <VerdictFields />
    </CommandForm>
  );
}

function VerdictFields() {
  const { t } = useTranslation('accountability');
  const form = Form.useFormInstance<Pick<DecideValues, 'verdict'>>();
  const outcome = Form.useWatch(['verdict', 'outcome'], form) as Verdict['outcome'] | undefined;
  return (
    <>
      <Field name={['verdict', 'outcome']} label={t('verdict')}>
        <Radio.Group options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
      </Field>
      {outcome === 'lowered' && (
        <Field name={['verdict', 'amountFen']} label={t('loweredTo')}>
          <YuanInput />
        </Field>
      )}
      <ReasonField name={['verdict', 'reason']} required={outcome !== undefined && outcome !== 'confirmed'} />
    </>
  );
}

function ReasonField({ name, required }: { name: readonly string[]; required: boolean }) {
  const { t } = useTranslation('accountability');
  return (
    <Field name={name} label={t('reasonGiven')} required={required}>
      <Input.TextArea rows={3} maxLength={2_000} />
    </Field>
  );
}
