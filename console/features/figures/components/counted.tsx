import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../i18n/use-words.ts';
import { type CasesOf, casesPath, type Scope } from '../scope.ts';

interface CountedProps {
  count: number;
  /** Absent where no case stands behind the number, as behind a number of policies. */
  cases?: CasesOf | undefined;
  scope: Scope;
  /** What is counted, for whoever hears the link alone. */
  what: string;
}

/** A number that leads to the cases that it is made of. */
export function Counted({ count, cases, scope, what }: CountedProps) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  if (cases === undefined || count === 0) return <>{number(count)}</>;
  return (
    <Link to={casesPath(cases, scope)} aria-label={t('seeCases', { what, count })} title={t('seeCasesHint')}>
      {number(count)}
    </Link>
  );
}
