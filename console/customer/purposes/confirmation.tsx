import { useAsk } from '../ask.ts';
import { Choices, Comment, commentOf } from '../fields.tsx';
import { Done, Form, Review } from '../flow.tsx';
import type { LinkView } from '../link.ts';
import { About, List, matterOf, Step, Written } from '../step.tsx';
import { useWords } from '../words.tsx';

/** After the remedy: are the problems settled? Only the customer's yes releases what waits for it. */
export function Confirmation({
  view,
  problems,
}: {
  view: LinkView;
  problems: NonNullable<LinkView['problems']>;
}) {
  const { t } = useWords();
  const ask = useAsk(['settled']);
  const choice = ask.entries.chosen.settled;
  const isSettled = choice === 'yes';
  const { comment } = commentOf(ask);
  if (ask.sent !== undefined) {
    return (
      <Done title={t(isSettled ? 'confirmation.settled' : 'confirmation.notSettled')}>
        <p>{t(isSettled ? 'confirmation.settledText' : 'confirmation.notSettledText')}</p>
      </Done>
    );
  }
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('confirmation.review')}
        facts={[
          { name: t('confirmation.ask'), is: t(isSettled ? 'confirmation.yes' : 'confirmation.no') },
          {
            name: t('ask.commentSaid'),
            is: comment === undefined ? t('ask.none') : <Written>{comment}</Written>,
          },
        ]}
        word={{ settled: isSettled, ...commentOf(ask) }}
        send={t('confirmation.send')}
      />
    );
  }
  return (
    <Step title={t('confirmation.title')}>
      <About matter={matterOf(view)} why={t('confirmation.why')} use={t('confirmation.use')} />
      {problems.length === 0 ? null : (
        <>
          <h2>{t('confirmation.problems')}</h2>
          <List items={problems.map((problem) => t(`problem.${problem}`))} />
        </>
      )}
      <Form ask={ask}>
        <Choices
          ask={ask}
          name="settled"
          legend={t('confirmation.ask')}
          choices={[
            { value: 'yes', text: t('confirmation.yes') },
            { value: 'no', text: t('confirmation.no') },
          ]}
        />
        <Comment ask={ask} />
      </Form>
    </Step>
  );
}
