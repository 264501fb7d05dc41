import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { Day } from '../../../components/shown.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useSentence } from '../../../i18n/sentences.ts';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { LetterBody } from '../api/get-reconsideration.ts';

interface LetterPaperProps {
  letter: LetterBody;
  at: string;
  caseId: string;
  customer: string;
}

/** The letter as the customer holds it, in the reader's language. On paper there is nothing else. */
export function LetterPaper({ letter, at, caseId, customer }: LetterPaperProps) {
  const { t } = useTranslation('reconsideration');
  const { carrier } = useCarrierNames();
  const { kind, points, forums } = letter;
  return (
    <article className="letter-paper">
      <h2 className="letter-title">{t(`letterKind.${kind}`)}</h2>
      <p>{t('letter.to', { customer })}</p>
      <p>{t('letter.opening', { carrier: carrier(letter.decision.carrier) })}</p>
      <DecisionLines decision={letter.decision} />
      {points.length > 0 && (
        <>
          <h3>{t(`letter.points.${kind}`)}</h3>
          <ol>
            {points.map(({ text, clauses }) => (
              <li key={text}>
                <span className="note">{text}</span>
                {clauses.length > 0 && (
                  <div>{t('letter.onClauses', { clauses: clauses.join(t('comma')) })}</div>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('letter.history')}</h3>
      <History lines={letter.history} />
      {forums.length > 0 && (
        <>
          <h3>{t('letter.forums')}</h3>
          <p>{t('letter.forumsAbout')}</p>
          {forums.map((forum) => (
            <ForumLines key={forum.forum} forum={forum} />
          ))}
        </>
      )}
      <p className="letter-end">
        {t('letter.number', { id: caseId })}
        <br />
        <Day on={dayOf(at)} />
      </p>
    </article>
  );
}

function DecisionLines({ decision }: { decision: LetterBody['decision'] }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const { day, money } = useFormat();
  const { of, number, result, reasonCode, clause, askedFen, givenFen, decidedOn } = decision;
  const lines: [string, string | undefined][] = [
    [t('field.of'), term('of', of)],
    [t(`field.number.${of}`), number],
    [t('field.decidedOn'), day(decidedOn)],
    [t('field.result'), term('result', result)],
    [t('field.reasonCode'), term('reasonCode', reasonCode)],
    [t('field.clause'), clause],
    [t('amount.asked'), askedFen === undefined ? undefined : money(askedFen)],
    [t('amount.given'), givenFen === undefined ? undefined : money(givenFen)],
  ];
  return (
    <dl className="letter-lines">
      {lines
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function History({ lines }: { lines: LetterBody['history'] }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const { money } = useFormat();
  const text = (line: LetterBody['history'][number]): string =>
    [
      t(`letterLine.${line.what}`),
      ...(line.level === undefined ? [] : [term('level', String(line.level))]),
      ...(line.outcome === undefined
        ? []
        : [term(line.what === 'judged' ? 'judged' : 'outcome', line.outcome)]),
      ...(line.reason === undefined ? [] : [term('reasonCode', line.reason)]),
      ...(line.clause === undefined ? [] : [t('points.clause', { clause: line.clause })]),
      ...(line.amountFen === undefined ? [] : [money(line.amountFen)]),
    ].join(' · ');
  return (
    <ol>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike, and none ever moves.
        <li key={index}>
          <Day on={line.on} /> {text(line)}
        </li>
      ))}
    </ol>
  );
}

function ForumLines({
  forum: { forum, basis, source, until, why, note },
}: {
  forum: LetterBody['forums'][number];
}) {
  const { t, i18n } = useTranslation('reconsideration');
  const sentence = useSentence();
  return (
    <section className="letter-forum">
      <h4>{t(`forum.${forum}`)}</h4>
      <p>{i18n.language === 'en' ? note.en : note.zh}</p>
      <p>
        {until === undefined ? (
          t('letter.noLastDay')
        ) : (
          <>
            {t('letter.until')} <Day on={until} />
          </>
        )}
        {' · '}
        {t(`basis.${basis}`)} {sentence(source)}
      </p>
      {until !== undefined && <small>{why.map(sentence).join(t('semicolon'))}</small>}
    </section>
  );
}
