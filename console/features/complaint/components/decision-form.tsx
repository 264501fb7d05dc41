import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { Alert, Checkbox, Col, Flex, Form, Input, InputNumber, Row, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useComplaintCommand } from '../api/command.ts';
import type { Decided } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';
import { CauseFields } from './fields.tsx';

interface DecisionValues extends Omit<Decided, 'redressFen'> {
  redressYuan: number | null;
}

const OUTCOMES = ['upheld', 'upheld-in-part', 'not-upheld', 'outside-cover'] as const;
const TEXTS = ['findings', 'basis', 'reasons', 'remedy'] as const;
const FEN_IN_YUAN = 100;

/** The decision and, beside it, the list of what it must hold, ticked as it is filled in. */
export function DecisionForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint, checklist, decided } = useCurrent();
  const [form] = Form.useForm<DecisionValues>();
  const bodyOf = ({ redressYuan, ...values }: DecisionValues) => ({
    ...values,
    redressFen: Math.round((redressYuan ?? 0) * FEN_IN_YUAN),
  });
  return (
    <CommandForm
      command={useComplaintCommand('decision')}
      body={bodyOf}
      submit={t('act.decision')}
      form={form}
      initial={initialOf(decided, complaint.subject)}
    >
      {complaint.decisions > 0 && <Alert type="info" showIcon title={t('help.decidedBefore')} />}
      <Row gutter={24}>
        <Col xs={24} xl={15}>
          {TEXTS.map((name) => (
            <Field key={name} name={name} label={t(`decision.${name}`)}>
              <Input.TextArea rows={2} maxLength={10_000} autoSize={{ minRows: 2, maxRows: 8 }} />
            </Field>
          ))}
          <Field name="outcome" label={t('decision.outcome')}>
            <Select options={OUTCOMES.map((value) => ({ value, label: term('outcome', value) }))} />
          </Field>
          <CauseFields />
          <Field name="redressYuan" label={t('decision.redress')} required={false}>
            <InputNumber min={0} precision={2} className="amount-input" />
          </Field>
          <Field name="forums" label={t('decision.forums')} help={t('help.forums')}>
            <Checkbox.Group
              options={checklist.forums.map((value) => ({ value, label: term('forum', value) }))}
            />
          </Field>
        </Col>
        <Col xs={24} xl={9}>
          <Checklist forums={checklist.forums} secondPerson={checklist.secondPerson} />
        </Col>
      </Row>
    </CommandForm>
  );
}

function initialOf(decided: Decided | undefined, first: string): Partial<DecisionValues> {
  if (decided === undefined) return { cause: { first } as Decided['cause'], forums: [] };
  const { redressFen, ...rest } = decided;
  return { ...rest, redressYuan: redressFen / FEN_IN_YUAN };
}

function Checklist({ forums, secondPerson }: { forums: readonly string[]; secondPerson: boolean }) {
  const { t } = useTranslation('complaint');
  const form = Form.useFormInstance<DecisionValues>();
  const values = Form.useWatch((all: Partial<DecisionValues>) => all, form) ?? {};
  const isSaid = (text: string | undefined) => text !== undefined && text.trim() !== '';
  const items: [string, boolean][] = [
    ...TEXTS.map((name): [string, boolean] => [t(`decision.${name}`), isSaid(values[name])]),
    [t('decision.outcome'), values.outcome !== undefined],
    [t('decision.cause'), isSaid(values.cause?.second)],
    [t('decision.forums'), forums.every((forum) => values.forums?.some((named) => named === forum))],
  ];
  const done = items.filter(([, isDone]) => isDone).length;
  return (
    <section aria-label={t('checklist.title')} className="checklist">
      <Typography.Text strong role="status">
        {t('checklist.done', { done, all: items.length })}
      </Typography.Text>
      <ul>
        {items.map(([label, isDone]) => (
          <li key={label}>
            <Flex gap="small">
              {isDone ? <CheckCircleFilled className="is-done" /> : <ClockCircleOutlined />}
              <span>{label}</span>
              <Typography.Text type="secondary">
                {t(isDone ? 'checklist.isDone' : 'checklist.missing')}
              </Typography.Text>
            </Flex>
          </li>
        ))}
      </ul>
      <Alert
        type={secondPerson ? 'warning' : 'info'}
        title={t(secondPerson ? 'checklist.secondPerson' : 'checklist.noSecondPerson')}
      />
    </section>
  );
}
