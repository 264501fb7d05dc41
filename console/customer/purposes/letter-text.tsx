import type { LinkView } from '../link.ts';
import { type Fact, Facts, Written } from '../step.tsx';
import { type Key, useWords, type Words } from '../words.tsx';

export type ShownLetter = NonNullable<LinkView['letter']>;
type Line = NonNullable<ShownLetter['history']>[number];

/** A letter as it was written: the decision, what there is to say to it, what happened, where one can still go. */
export function LetterText({ letter }: { letter: ShownLetter }) {
  const words = useWords();
  const { t } = words;
  const { points = [], history = [], forums = [], kind } = letter;
  return (
    <article>
      <h2>{t('letter.decision')}</h2>
      <Facts facts={decisionFacts(letter, words)} />
      {points.length === 0 ? null : (
        <>
          <h2>{t(kind === 'explanation' ? 'letter.points' : 'letter.pointsOutcome')}</h2>
          {points.map(({ text, clauses }) => (
            <div key={text}>
              <Written>{text}</Written>
              {clauses.length === 0 ? null : (
                <p className="hint">{t('letter.onClauses', { clauses: clauses.join(t('letter.and')) })}</p>
              )}
            </div>
          ))}
        </>
      )}
      {history.length === 0 ? null : (
        <>
          <h2>{t('letter.history')}</h2>
          <ol className="history">
            {history.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike, and none ever moves.
              <li key={index}>
                <span className="above">{words.day(line.on)}</span>
                {lineText(line, words)}
              </li>
            ))}
          </ol>
        </>
      )}
      {forums.length === 0 ? null : (
        <>
          <h2>{t('letter.forums')}</h2>
          {forums.map(({ forum, until, note }) => (
            <section key={forum}>
              <h3>{words.term('forum', forum)}</h3>
              {until === undefined ? null : <p>{t('letter.until', { date: words.day(until) })}</p>}
              <p>{words.language === 'en' ? note.en : note.zh}</p>
            </section>
          ))}
        </>
      )}
    </article>
  );
}

function decisionFacts({ decision, carrierName }: ShownLetter, { t, term, day, money }: Words): Fact[] {
  const carrier = { name: t('letter.carrier'), is: carrierName };
  if (decision === undefined) return [carrier];
  const { of, number, decidedOn, result, reasonCode, clause, askedFen, givenFen } = decision;
  return [
    carrier,
    { name: t('letter.of'), is: t(`of.${of}`) },
    { name: t('letter.number'), is: number },
    { name: t('letter.decidedOn'), is: day(decidedOn) },
    { name: t('letter.result'), is: term('result', result) },
    { name: t('letter.reason'), is: t(`reason.${reasonCode}`) },
    ...(clause === undefined ? [] : [{ name: t('letter.clause'), is: clause }]),
    ...(askedFen === undefined ? [] : [{ name: t('letter.asked'), is: money(askedFen) }]),
    ...(givenFen === undefined ? [] : [{ name: t('letter.given'), is: money(givenFen) }]),
  ];
}

const ANSWERED: Readonly<Record<string, Key>> = {
  upheld: 'history.upheld',
  changed: 'history.changed',
  'changed-in-part': 'history.changedInPart',
};

function keyOf({ what, outcome = '', level }: Line): Key {
  switch (what) {
    case 'judged':
      return outcome === 'agree' ? 'history.judgedAgree' : 'history.judgedContest';
    case 'not-accepted':
      return 'history.notAccepted';
    case 'asked-again':
      return level === 2 ? 'history.asked2' : 'history.asked1';
    case 'answered':
      return ANSWERED[outcome] ?? 'history.answered';
    default:
      return `history.${what}`;
  }
}

function lineText(line: Line, { t, term, money }: Words): string {
  const { reason, clause, amountFen } = line;
  const beside = [
    ...(reason === undefined ? [] : [term('reason', reason)]),
    ...(clause === undefined ? [] : [t('letter.onClauses', { clauses: clause })]),
    ...(amountFen === undefined ? [] : [money(amountFen)]),
  ];
  return [t(keyOf(line)), ...beside].join(' · ');
}
