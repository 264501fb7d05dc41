import { useTranslation } from 'react-i18next';
import { type ShownCell, SIGN } from './rows.ts';

/** Each mark has a sign, a word and a form of its own: none of the three is told by colour alone. */
export function CellShown({ cell: { mark, lines } }: { cell: ShownCell }) {
  const { t } = useTranslation('pre-underwriting');
  if (mark === 'unknown' || mark === 'none')
    return (
      <span className={`mark mark-${mark}`}>
        <span aria-hidden="true">{SIGN[mark]}</span> {t(`mark.${mark}`)}
      </span>
    );
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {mark === 'zero' && <span className="mark mark-zero">{t('mark.zero')}</span>}
    </>
  );
}

/** What the marks mean. */
export function Legend() {
  const { t } = useTranslation('pre-underwriting');
  return (
    <dl className="legend">
      {(['unknown', 'none', 'zero'] as const).map((mark) => (
        <div key={mark}>
          <dt>
            <CellShown cell={{ mark, lines: [] }} />
          </dt>
          <dd>{t(`legend.${mark}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
