import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Totals } from '../api/import.ts';

const COUNTED = ['rows', 'recorded', 'unchanged', 'refused'] as const satisfies readonly (keyof Totals)[];

export function Counts({ totals }: { totals: Totals }) {
  const { t } = useTranslation('policy-import');
  const { number } = useFormat();
  return (
    <dl className="import-counts">
      {COUNTED.map((name) => (
        <div key={name}>
          <dt>{t(`totals.${name}`)}</dt>
          <dd className={name === 'refused' && totals.refused > 0 ? 'bad' : undefined}>
            {number(totals[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
