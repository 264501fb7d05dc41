import { useEffect, useState } from 'react';
import type { LinkView, Trouble } from './link.ts';
import { Step } from './step.tsx';
import { type Key, useWords } from './words.tsx';

const OF_TROUBLE: Readonly<Record<Trouble, { title: Key; text: Key; again: boolean }>> = {
  unknown: { title: 'end.unknown', text: 'end.unknownText', again: false },
  gone: { title: 'end.gone', text: 'end.goneText', again: false },
  refused: { title: 'end.refused', text: 'end.refusedText', again: false },
  changed: { title: 'end.changed', text: 'end.changedText', again: true },
  failed: { title: 'end.failed', text: 'end.failedText', again: true },
  lost: { title: 'end.lost', text: 'end.lostText', again: true },
};

/** Why nothing can be answered here. */
export function End({ trouble, again }: { trouble: Trouble; again: () => void }) {
  const { t } = useWords();
  const { title, text, again: canTryAgain } = OF_TROUBLE[trouble];
  return (
    <Step key={trouble} title={t(title)}>
      <p>{t(text)}</p>
      {canTryAgain ? (
        <button type="button" onClick={again}>
          {t('end.again')}
        </button>
      ) : null}
      {trouble === 'lost' ? null : <Hotline />}
    </Step>
  );
}

/** A link that asked something once. Of some it is known why it asks nothing any more. */
export function Used({ view: { asks, answered } }: { view: LinkView }) {
  const { t } = useWords();
  const isKnown = answered !== undefined;
  const title = t(isKnown ? (answered ? 'end.answered' : 'end.over') : 'end.used');
  const text = isKnown ? (answered ? 'end.answeredText' : 'end.overText') : TEXT_OF[asks];
  return (
    <Step title={title}>
      <p>{t(text)}</p>
      <Hotline />
    </Step>
  );
}

const TEXT_OF: Readonly<Record<LinkView['asks'], Key>> = {
  answers: 'end.usedText',
  confirmation: 'end.usedText',
  consent: 'end.consentText',
  letter: 'end.letterText',
  complaint: 'end.decisionText',
  evaluation: 'end.evaluationText',
};

/** Asked for only by whoever a link cannot help. */
function Hotline() {
  const { t } = useWords();
  const [found, setFound] = useState<{ number?: string }>();
  useEffect(() => {
    let isHere = true;
    void hotline().then((number) => {
      if (isHere) setFound(number === undefined ? {} : { number });
    });
    return () => {
      isHere = false;
    };
  }, []);
  if (found === undefined) return null;
  if (found.number === undefined) return <p>{t('end.noHotline')}</p>;
  return (
    <p>
      {t('end.hotline')}
      <a className="hotline" href={`tel:${found.number.replaceAll(/[^\d+]/g, '')}`}>
        {found.number}
      </a>
    </p>
  );
}

async function hotline(): Promise<string | undefined> {
  try {
    const response = await fetch('/console/config.json', { credentials: 'omit' });
    const { hotline } = (await response.json()) as { hotline?: string };
    return hotline === '' ? undefined : hotline;
  } catch {
    return undefined;
  }
}
