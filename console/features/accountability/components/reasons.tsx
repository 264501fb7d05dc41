import { useTranslation } from 'react-i18next';
import { Day, Money } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Line } from '../api/run.ts';

/** Why the amount is what it is, part by part. */
export function Reasons({ line: { reasons } }: { line: Pick<Line, 'reasons'> }) {
  const { t } = useTranslation('accountability');
  const term = useTerm('accountability');
  return (
    <ul className="reasons">
      {reasons.map(({ rule, code, on, amountFen, evidence }) => (
        <li key={`${rule} ${code} ${on}`}>
          <span>
            <strong>{t(`rule.${rule}`)}</strong> · {term('code', code)} · <Day on={on} />
            {evidence !== undefined && ` · ${t('evidence', { document: evidence })}`}
          </span>
          <Money fen={amountFen} />
        </li>
      ))}
    </ul>
  );
}
