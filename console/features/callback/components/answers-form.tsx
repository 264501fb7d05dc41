import { Alert, Form, type InputRef, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import type { CallbackView, Category } from '../api/callback.ts';
import { type GivenAnswers, useRecordAnswers } from '../api/commands.ts';
import { CATEGORIES } from './categories.ts';
import { EvidenceFields, type EvidenceValues, evidenceOf, type Way } from './evidence.tsx';
import { type Answers, Script } from './script.tsx';

interface Values extends EvidenceValues {
  problems?: Category[];
}

/** The call screen while the customer is there: script, answers, what they mean, and the proof of the call. */
export function AnswersForm({ view, way }: { view: CallbackView; way: Way }) {
  const { t } = useTranslation('callback');
  const record = useRecordAnswers();
  const [answers, setAnswers] = useState<Answers>({});
  const [form] = Form.useForm<Values>();
  const { questions } = view;
  const left = questions.filter(({ id }) => answers[id] === undefined).length;
  return (
    <CommandForm<Values, GivenAnswers>
      form={form}
      command={record}
      initial={{ way }}
      body={({ problems = [], ...evidence }) => ({
        answers,
        evidence: evidenceOf(evidence),
        ...(problems.length === 0 ? {} : { problems }),
      })}
      submit={t('call.submit')}
      disabled={left > 0}
    >
      <Typography.Paragraph type="secondary">{t('call.opening')}</Typography.Paragraph>
      <Script
        questions={questions}
        answers={answers}
        answer={(id, answer) => setAnswers((before) => ({ ...before, [id]: answer }))}
        finished={() => (form.getFieldInstance('reference') as InputRef | undefined)?.focus()}
      />
      <Meaning questions={questions} answers={answers} left={left} />
      <Form.Item name="problems" label={t('call.extra')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
        />
      </Form.Item>
      <EvidenceFields />
    </CommandForm>
  );
}

/** What the answers will come to, before they are sent. */
function Meaning({
  questions,
  answers,
  left,
}: Pick<CallbackView, 'questions'> & { answers: Answers; left: number }) {
  const { t } = useTranslation('callback');
  const categories = questions
    .filter(({ id }) => answers[id] === 'no' || answers[id] === 'unclear')
    .map(({ category }) => t(`category.${category}`));
  if (categories.length > 0)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('call.problem', { categories: [...new Set(categories)].join(', ') })}
      />
    );
  if (left > 0) return <Typography.Text type="secondary">{t('call.left', { count: left })}</Typography.Text>;
  return <Alert type="success" showIcon title={t('call.clean')} />;
}
