import { type Ask, useAsk } from '../ask.ts';
import { Choices, Comment, commentOf } from '../fields.tsx';
import { Done, Form, Review, Withdrawal } from '../flow.tsx';
import type { LinkView } from '../link.ts';
import { useOpenedLink } from '../opened-link.ts';
import { About, type Fact, Facts, matterOf, Step, Written } from '../step.tsx';
import { useWords, type Words } from '../words.tsx';

type Decision = NonNullable<LinkView['decision']>;

/** The decision on a complaint and where it stands. It is accepted, or not, or the complaint is taken back. */
export function Complaint({ decision, state }: { decision: Decision; state: LinkView['state'] }) {
  const { t } = useWords();
  const ask = useAsk(['accepts']);
  const accepts = ask.entries.chosen.accepts === 'yes';
  const { comment } = commentOf(ask);
  if (ask.sent !== undefined) return <Answered word={ask.sent} decision={decision} />;
  if (ask.step === 'withdraw') {
    return (
      <Withdrawal
        ask={ask}
        title={t('complaint.withdrawTitle')}
        text={t('complaint.withdrawText')}
        send={t('complaint.withdrawSend')}
      />
    );
  }
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('complaint.review')}
        facts={[
          { name: t('complaint.ask'), is: t(accepts ? 'complaint.yes' : 'complaint.no') },
          { name: t('complaint.means'), is: t(accepts ? 'complaint.yesMeans' : 'complaint.noMeans') },
          {
            name: t('ask.commentSaid'),
            is: comment === undefined ? t('ask.none') : <Written>{comment}</Written>,
          },
        ]}
        word={{ accepts, ...commentOf(ask) }}
        send={t('complaint.send')}
        isFinal={accepts}
      />
    );
  }
  return (
    <Step title={t('complaint.title')}>
      {state === 'open' ? <About why={t('complaint.why')} use={t('complaint.use')} /> : null}
      <DecisionText decision={decision} />
      {state === 'open' ? <Answer ask={ask} accepted={decision.accepted} /> : null}
    </Step>
  );
}

function Answered({ word, decision }: { word: NonNullable<Ask['sent']>; decision: Decision }) {
  const { t, day } = useWords();
  const { reload } = useOpenedLink();
  if ('withdraws' in word) {
    return (
      <Done title={t('complaint.withdrawn')}>
        <p>{t('complaint.withdrawnText')}</p>
      </Done>
    );
  }
  if ('accepts' in word && word.accepts) {
    return (
      <Done title={t('complaint.accepted')}>
        <p>{t('complaint.acceptedText')}</p>
      </Done>
    );
  }
  const { reviewUntil } = decision;
  return (
    <Done title={t('complaint.notAccepted')}>
      <p>{t('complaint.notAcceptedText')}</p>
      {reviewUntil === undefined ? null : (
        <p>{t('complaint.notAcceptedUntil', { date: day(reviewUntil) })}</p>
      )}
      <button type="button" className="second" onClick={reload}>
        {t('complaint.look')}
      </button>
    </Done>
  );
}

function Answer({ ask, accepted }: { ask: Ask; accepted: boolean | undefined }) {
  const { t } = useWords();
  return (
    <Form
      ask={ask}
      after={
        <>
          <h2>{t('complaint.withdrawAbout')}</h2>
          <button type="button" className="second" onClick={() => ask.go('withdraw')}>
            {t('complaint.withdraw')}
          </button>
        </>
      }
    >
      {accepted === false ? <p className="notice">{t('complaint.saidNo')}</p> : null}
      <Choices
        ask={ask}
        name="accepts"
        legend={t('complaint.ask')}
        choices={[
          { value: 'yes', text: t('complaint.yes') },
          { value: 'no', text: t('complaint.no') },
        ]}
      />
      <Comment ask={ask} />
    </Form>
  );
}

/** What a complainant may see of it: where it stands and the decision itself, nothing of who worked on it. */
function DecisionText({ decision }: { decision: Decision }) {
  const words = useWords();
  const { t, day } = words;
  const { findings, basis, reasons, remedy, forums = [], reviewUntil, stage } = decision;
  const written = [
    ['complaint.findings', findings],
    ['complaint.basis', basis],
    ['complaint.reasons', reasons],
    ['complaint.remedy', remedy],
  ] as const;
  const canBeReviewed = stage === 'awaiting-notice' || stage === 'awaiting-acceptance';
  return (
    <article>
      <Facts facts={factsOf(decision, words)} />
      {written.map(([name, text]) =>
        text === undefined ? null : (
          <section key={name}>
            <h2>{t(name)}</h2>
            <Written>{text}</Written>
          </section>
        ),
      )}
      {forums.length === 0 || !canBeReviewed ? null : (
        <>
          <h2>{t('complaint.forums')}</h2>
          <ul>
            {forums.map((forum) => (
              <li key={forum}>
                {t(`forum.${forum}`)}
                {forum === 'review' ? (
                  <span className="below">
                    {reviewUntil === undefined
                      ? t('complaint.reviewHow')
                      : t('complaint.reviewUntil', { date: day(reviewUntil) })}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

function factsOf(decision: Decision, { t, day, money }: Words): Fact[] {
  const { stage, openedOn, outcome, redressFen = 0, reviewed } = decision;
  const matter = matterOf(decision);
  return [
    ...(matter === undefined ? [] : [{ name: t('about.matter'), is: matter }]),
    { name: t('complaint.now'), is: t(`stage.${stage}`) },
    ...(reviewed === undefined ? [] : [{ name: t('reviewed.label'), is: t(`reviewed.${reviewed}`) }]),
    { name: t('complaint.openedOn'), is: day(openedOn) },
    { name: t('complaint.outcome'), is: t(`outcome.${outcome}`) },
    ...(redressFen === 0 ? [] : [{ name: t('complaint.redress'), is: money(redressFen) }]),
  ];
}
