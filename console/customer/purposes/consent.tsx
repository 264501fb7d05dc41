import { useAsk } from '../ask.ts';
import { Choices } from '../fields.tsx';
import { Done, Form, Review, Withdrawal } from '../flow.tsx';
import type { LinkView } from '../link.ts';
import { About, type Fact, Facts, List, matterOf, Step, Written } from '../step.tsx';
import { useWords, type Words } from '../words.tsx';

type ConsentAsked = NonNullable<LinkView['consent']>;

/** A consent to named carriers: given in two taps, and taken back in two. */
export function Consent({ consent }: { consent: ConsentAsked }) {
  return consent.given ? <Given consent={consent} /> : <Asking consent={consent} />;
}

function Asking({ consent }: { consent: ConsentAsked }) {
  const words = useWords();
  const { t } = words;
  const ask = useAsk(['consents']);
  const consents = ask.entries.chosen.consents === 'yes';
  if (ask.sent !== undefined && consents) return <Given consent={consent} />;
  if (ask.sent !== undefined) {
    return (
      <Done title={t('consent.refused')}>
        <p>{t('consent.refusedText')}</p>
      </Done>
    );
  }
  if (ask.step === 'review') {
    return (
      <Review
        ask={ask}
        title={t('consent.review')}
        facts={[
          { name: t('consent.ask'), is: t(consents ? 'consent.yes' : 'consent.no') },
          ...(consents ? sharing(consent, words) : []),
          { name: t('consent.means'), is: t(consents ? 'consent.yesMeans' : 'consent.noMeans') },
        ]}
        word={{ consents }}
        send={t(consents ? 'consent.sendYes' : 'consent.sendNo')}
        isFinal={!consents}
      />
    );
  }
  return (
    <Step title={t('consent.title')}>
      <About why={t('consent.why')} use={t('consent.use')} />
      <Terms consent={consent} />
      <h2>{t('consent.rights')}</h2>
      <p>{t('consent.rightsText')}</p>
      <Form ask={ask}>
        <Choices
          ask={ask}
          name="consents"
          legend={t('consent.ask')}
          choices={[
            { value: 'yes', text: t('consent.yes') },
            { value: 'no', text: t('consent.no') },
          ]}
        />
      </Form>
    </Step>
  );
}

function Given({ consent }: { consent: ConsentAsked }) {
  const { t } = useWords();
  const ask = useAsk([]);
  if (ask.sent !== undefined) {
    return (
      <Done title={t('consent.withdrawn')}>
        <p>{t('consent.withdrawnText')}</p>
      </Done>
    );
  }
  if (ask.step === 'withdraw') {
    return (
      <Withdrawal
        ask={ask}
        title={t('consent.withdrawTitle')}
        text={t('consent.withdrawText')}
        send={t('consent.withdrawSend')}
      />
    );
  }
  return (
    <Step title={t('consent.given')}>
      <p>{t('consent.givenText')}</p>
      <Terms consent={consent} />
      <button type="button" onClick={() => ask.go('withdraw')}>
        {t('consent.withdraw')}
      </button>
    </Step>
  );
}

/** What the law has the applicant told: each recipient by name, what for, which data, how, until when. */
function Terms({ consent }: { consent: ConsentAsked }) {
  const words = useWords();
  const { t, day } = words;
  return (
    <Facts
      facts={[
        ...sharing(consent, words),
        { name: t('consent.purpose'), is: <Written>{consent.purpose}</Written> },
        { name: t('consent.how'), is: t('consent.howText') },
        { name: t('consent.until'), is: t('consent.untilText', { date: day(consent.deleteOn) }) },
      ]}
    />
  );
}

/** Who gets which data. */
function sharing({ recipients, data }: ConsentAsked, { t }: Words): Fact[] {
  return [
    { name: t('consent.to'), is: <List items={recipients.map((one) => matterOf(one) ?? '')} /> },
    { name: t('consent.data'), is: <List items={data.map((kind) => t(`data.${kind}`))} /> },
  ];
}
