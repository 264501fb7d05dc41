import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { Alert, Checkbox, Col, Flex, Form, Input, Row, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useComplaintCommand } from '../api/command.ts';
import type { Decided } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';
import { CauseFields } from './fields.tsx';

type DecisionValues = Decided;

const OUTCOMES = ['upheld', 'upheld-in-part', 'not-upheld', 'outside-cover'] as const;
const TEXTS = ['findings', 'basis', 'reasons', 'remedy'] as const;

/** The decision and, beside it, the list of what it must hold, ticked as it is filled in. */
export function DecisionForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint, checklist, decided } = useCurrent();
  const [form] = Form.useForm<DecisionValues>();
  return (
    <CommandForm
      command={useComplaintCommand('decision')}
      body={(values: DecisionValues) => given(values) as Decided}
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
          <Field name="redressFen" label={t('decision.redress')} required={false}>
            <YuanInput />
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

function initialOf(decided: Decided | undefined, first: string): Partial<Decided> {
  return decided ?? { cause: { first } as Decided['cause'], forums: [] };
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
