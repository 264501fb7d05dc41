import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../../components/keys/keys.tsx';
import type { Question } from '../api/callback.ts';

const ANSWERS = ['yes', 'no', 'unclear'] as const;
export type Answer = (typeof ANSWERS)[number];
export type Answers = Readonly<Record<string, Answer>>;

interface ScriptProps {
  questions: readonly Question[];
  answers: Answers;
  answer: (id: string, answer: Answer) => void;
  /** The last question has its answer. */
  finished: () => void;
}

/** The questionnaire as it is read out: one question after the other, each answered by a click or by its digit. */
export function Script({ questions, answers, answer, finished }: ScriptProps) {
  const { t, i18n } = useTranslation('callback');
  const [at, setAt] = useState(0);
  const question = questions[at];
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), questions.length - 1));
  const choose = (chosen: Answer) => {
    if (question === undefined) return;
    answer(question.id, chosen);
    if (at === questions.length - 1) finished();
    else go(at + 1);
  };
  useKey('1', t('answer.yes'), () => choose('yes'));
  useKey('2', t('answer.no'), () => choose('no'));
  useKey('3', t('answer.unclear'), () => choose('unclear'));
  useKey('0', t('call.previous'), () => go(at - 1));
  if (question === undefined) return null;
  const [first, second] = i18n.language === 'en' ? [question.en, question.zh] : [question.zh, question.en];
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">
        {t('call.question', { at: at + 1, all: questions.length })}
      </Typography.Text>
      <div aria-live="polite" className="question">
        <p className="question-asked">{first}</p>
        <Typography.Text type="secondary">{second}</Typography.Text>
      </div>
      <Flex gap="small" wrap role="group" aria-label={first}>
        {ANSWERS.map((one, index) => (
          <Button
            key={one}
            size="large"
            aria-pressed={answers[question.id] === one}
            type={answers[question.id] === one ? 'primary' : 'default'}
            onClick={() => choose(one)}
          >
            {t('call.pick', { answer: t(`answer.${one}`), key: index + 1 })}
          </Button>
        ))}
      </Flex>
      <Flex gap="small" wrap>
        <Button size="small" disabled={at === 0} onClick={() => go(at - 1)}>
          {t('call.previous')}
        </Button>
        <Button size="small" disabled={at === questions.length - 1} onClick={() => go(at + 1)}>
          {t('call.next')}
        </Button>
      </Flex>
      <Given questions={questions} answers={answers} at={at} go={go} />
    </Flex>
  );
}

interface GivenProps {
  questions: readonly Question[];
  answers: Answers;
  at: number;
  go: (to: number) => void;
}

/** Where one is among the questions, and what was answered so far. */
function Given({ questions, answers, at, go }: GivenProps) {
  const { t } = useTranslation('callback');
  return (
    <ol className="answers" aria-label={t('call.questions')}>
      {questions.map(({ id }, index) => {
        const given = answers[id];
        const word = given === undefined ? t('call.open') : t(`answer.${given}`);
        return (
          <li key={id}>
            <Button
              size="small"
              danger={given === 'no' || given === 'unclear'}
              {...(index === at ? { 'aria-current': 'step' as const } : {})}
              type={index === at ? 'primary' : 'default'}
              ghost={index === at}
              aria-label={t('call.goTo', { at: index + 1, answer: word })}
              onClick={() => go(index)}
            >
              {index + 1} {given === undefined ? '–' : word}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}
