import { type Ask, useAsk } from '../ask.ts';
import { Choices, Ticks } from '../fields.tsx';
import { Done, Form, Review } from '../flow.tsx';
import type { CustomerWord, LinkView } from '../link.ts';
import { About, List, matterOf, Step } from '../step.tsx';
import { useWords, type Words } from '../words.tsx';

type Question = NonNullable<LinkView['questions']>[number];
type Answers = Extract<CustomerWord, { answers: unknown }>;
type Answer = Answers['answers'][string];
type Problem = NonNullable<Answers['problems']>[number];

const ANSWERS = ['yes', 'no', 'unclear'] as const satisfies readonly Answer[];
/** What a customer may want to say that no question asks. */
const BEYOND = [
  'denies-buying',
  'benefit-overstated',
  'wants-to-surrender',
  'wrong-phone',
] as const satisfies readonly Problem[];

/** The callback's questions: a clear yes to all of them closes it, anything else is a problem that is dealt with. */
export function Questionnaire({ view, questions }: { view: LinkView; questions: readonly Question[] }) {
  const words = useWords();
  const { t } = words;
  const ask = useAsk(questions.map(({ id }) => id));
  if (ask.sent !== undefined) return <Answered word={ask.sent as Answers} />;
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('answers.review')}
        facts={factsOf(ask, questions, words)}
        word={wordOf(ask, questions)}
        send={t('answers.send')}
      />
    );
  }
  return (
    <Step title={t('answers.title')}>
      <About matter={matterOf(view)} why={t('answers.why')} use={t('answers.use')} />
      <Form ask={ask}>
        {questions.map((question, index) => (
          <Choices
            key={question.id}
            ask={ask}
            name={question.id}
            above={t('answers.number', { number: index + 1, count: questions.length })}
            legend={textOf(question, words)}
            choices={ANSWERS.map((value) => ({ value, text: t(`answer.${value}`) }))}
          />
        ))}
        <Ticks
          ask={ask}
          legend={t('answers.also')}
          choices={BEYOND.map((value) => ({ value, text: t(`problem.${value}`) }))}
        />
      </Form>
    </Step>
  );
}

function Answered({ word: { answers, problems = [] } }: { word: Answers }) {
  const { t } = useWords();
  const isClean = problems.length === 0 && Object.values(answers).every((answer) => answer === 'yes');
  return (
    <Done title={t(isClean ? 'answers.clean' : 'answers.problem')}>
      <p>{t(isClean ? 'answers.cleanText' : 'answers.problemText')}</p>
    </Done>
  );
}

function textOf(question: Question, { language }: Words): string {
  return language === 'en' ? question.en : question.zh;
}

function ticked(ask: Ask): Problem[] {
  return BEYOND.filter((problem) => ask.entries.ticked.includes(problem));
}

/** What was chosen for a question that is not asked any more stays behind. */
function wordOf(ask: Ask, questions: readonly Question[]): Answers {
  const answers = Object.fromEntries(
    questions.map(({ id }) => [id, ask.entries.chosen[id] as Answer] as const),
  );
  const problems = ticked(ask);
  return problems.length === 0 ? { answers } : { answers, problems };
}

function factsOf(ask: Ask, questions: readonly Question[], words: Words) {
  const { t } = words;
  const answers = questions.map((question) => ({
    name: textOf(question, words),
    is: words.term('answer', ask.entries.chosen[question.id] ?? ''),
  }));
  const beyond = ticked(ask).map((problem) => t(`problem.${problem}`));
  return [
    ...answers,
    { name: t('answers.alsoSaid'), is: beyond.length === 0 ? t('ask.none') : <List items={beyond} /> },
  ];
}
