import { useEffect, useRef, useState } from 'react';
import { type Ask, useAsk } from '../ask.ts';
import { Choices, Comment, commentOf } from '../fields.tsx';
import { Done, Form, Review, Send, Withdrawal } from '../flow.tsx';
import type { LinkView } from '../link.ts';
import { useOpenedLink } from '../opened-link.ts';
import { useSending } from '../sending.ts';
import { About, Step, Written } from '../step.tsx';
import { useWords } from '../words.tsx';
import { LetterText, type ShownLetter } from './letter-text.tsx';

/** An explanation, which is accepted or not, or the letter at the end. That it was read is said by the customer. */
export function Letter({ letter, state }: { letter: ShownLetter; state: LinkView['state'] }) {
  const { t } = useWords();
  const ask = useAsk(['accepts']);
  const accepts = ask.entries.chosen.accepts === 'yes';
  const { comment } = commentOf(ask);
  if (ask.sent !== undefined) return <Answered word={ask.sent} />;
  if (ask.step === 'withdraw') {
    return (
      <Withdrawal
        ask={ask}
        title={t('letter.withdrawTitle')}
        text={t('letter.withdrawText')}
        send={t('letter.withdrawSend')}
      />
    );
  }
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('letter.review')}
        facts={[
          { name: t('letter.ask'), is: t(accepts ? 'letter.yes' : 'letter.no') },
          {
            name: t('ask.commentSaid'),
            is: comment === undefined ? t('ask.none') : <Written>{comment}</Written>,
          },
        ]}
        word={{ accepts, ...commentOf(ask) }}
        send={t('letter.send')}
      />
    );
  }
  const isExplanation = letter.kind === 'explanation';
  return (
    <Step title={t(isExplanation ? 'letter.explanation' : 'letter.outcome')}>
      {state === 'open' ? (
        <About why={t('letter.why')} use={t(isExplanation ? 'letter.useExplanation' : 'letter.useOutcome')} />
      ) : (
        <Over accepted={letter.accepted} />
      )}
      <LetterText letter={letter} />
      {state === 'open' ? (
        isExplanation ? (
          <Answer ask={ask} isRead={letter.read} />
        ) : (
          <Receipt isRead={letter.read} />
        )
      ) : null}
    </Step>
  );
}

function Over({ accepted }: { accepted: boolean | undefined }) {
  const { t } = useWords();
  if (accepted === undefined) return <p className="notice">{t('letter.over')}</p>;
  return <p className="notice">{t(accepted ? 'letter.saidYes' : 'letter.saidNo')}</p>;
}

function Answered({ word }: { word: NonNullable<Ask['sent']> }) {
  const { t } = useWords();
  if ('withdraws' in word) {
    return (
      <Done title={t('letter.withdrawn')}>
        <p>{t('letter.withdrawnText')}</p>
      </Done>
    );
  }
  const accepts = 'accepts' in word && word.accepts;
  return (
    <Done title={t(accepts ? 'letter.accepted' : 'letter.notAccepted')}>
      <p>{t(accepts ? 'letter.acceptedText' : 'letter.notAcceptedText')}</p>
    </Done>
  );
}

function Answer({ ask, isRead }: { ask: Ask; isRead: boolean }) {
  const { t } = useWords();
  return (
    <Form
      ask={ask}
      after={
        <>
          <Receipt isRead={isRead} isLater />
          <h2>{t('letter.withdrawAbout')}</h2>
          <button type="button" className="second" onClick={() => ask.go('withdraw')}>
            {t('letter.withdraw')}
          </button>
        </>
      }
    >
      <Choices
        ask={ask}
        name="accepts"
        legend={t('letter.ask')}
        choices={[
          { value: 'yes', text: t('letter.yes') },
          { value: 'no', text: t('letter.no') },
        ]}
      />
      <Comment ask={ask} />
    </Form>
  );
}

/** The read receipt. Nothing is recorded by opening the page: a scanner that opens links reads nothing. */
function Receipt({ isRead, isLater = false }: { isRead: boolean; isLater?: boolean }) {
  const { t } = useWords();
  const { tell } = useOpenedLink();
  const { state, send } = useSending();
  const [isSaid, setSaid] = useState(false);
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isSaid) note.current?.focus();
  }, [isSaid]);
  if (isRead || isSaid) {
    return (
      <p className="notice" ref={note} tabIndex={-1}>
        {t(isSaid ? 'done.read' : 'letter.readShort')}
      </p>
    );
  }
  return (
    <Send
      state={state}
      text={t(isLater ? 'letter.readLater' : 'letter.read')}
      className={isLater ? 'second' : ''}
      onSend={() =>
        send({ read: true }, () => {
          setSaid(true);
          tell(t('done.read'));
        })
      }
    />
  );
}
