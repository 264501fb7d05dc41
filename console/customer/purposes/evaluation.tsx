import { type Ask, useAsk } from '../ask.ts';
import { Choices, Comment, commentOf } from '../fields.tsx';
import { Done, Form, Review } from '../flow.tsx';
import type { CustomerWord, LinkView } from '../link.ts';
import { About, matterOf, Step, Written } from '../step.tsx';
import { useWords, type Words } from '../words.tsx';

type Evaluated = NonNullable<LinkView['evaluation']>;
type Item = Evaluated['items'][number];
type Graded = Extract<CustomerWord, { grades: unknown }>;
type Grade = Graded['grades'][string];

const GRADES = ['A', 'B', 'C'] as const satisfies readonly Grade[];

/** The card of an evaluation, item by item, as the SMS asks for it. */
export function Evaluation({ view, evaluation }: { view: LinkView; evaluation: Evaluated }) {
  const words = useWords();
  const { t } = words;
  const { moment, items } = evaluation;
  const ask = useAsk(items.map(({ code }) => code));
  if (ask.sent !== undefined) return <Graded word={ask.sent as Graded} />;
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('evaluation.review')}
        facts={factsOf(ask, items, words)}
        word={{ grades: gradesOf(ask, items), ...commentOf(ask) }}
        send={t('evaluation.send')}
      />
    );
  }
  return (
    <Step title={t('evaluation.title')}>
      <About matter={matterOf(view)} why={words.term('evaluationOf', moment)} use={t('evaluation.use')} />
      <Form ask={ask}>
        {items.map((item, index) => (
          <Choices
            key={item.code}
            ask={ask}
            name={item.code}
            above={t('answers.number', { number: index + 1, count: items.length })}
            legend={textOf(item, words)}
            choices={GRADES.map((value) => ({ value, text: t(`grade.${value}`) }))}
          />
        ))}
        <Comment ask={ask} />
      </Form>
    </Step>
  );
}

function Graded({ word: { grades } }: { word: Graded }) {
  const { t } = useWords();
  const isDissatisfied = Object.values(grades).includes('C');
  return (
    <Done title={t('evaluation.thanks')}>
      <p>{t(isDissatisfied ? 'evaluation.dissatisfiedText' : 'evaluation.thanksText')}</p>
    </Done>
  );
}

function textOf(item: Item, { language }: Words): string {
  return language === 'en' ? item.en : item.zh;
}

function gradesOf(ask: Ask, items: readonly Item[]): Graded['grades'] {
  return Object.fromEntries(items.map(({ code }) => [code, ask.entries.chosen[code] as Grade] as const));
}

function factsOf(ask: Ask, items: readonly Item[], words: Words) {
  const { comment } = commentOf(ask);
  return [
    ...items.map((item) => ({
      name: textOf(item, words),
      is: words.term('grade', ask.entries.chosen[item.code] ?? ''),
    })),
    {
      name: words.t('ask.commentSaid'),
      is: comment === undefined ? words.t('ask.none') : <Written>{comment}</Written>,
    },
  ];
}
