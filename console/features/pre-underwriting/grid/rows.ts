import { useTranslation } from 'react-i18next';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Grid } from '../api/case.ts';

/** Three marks that mean different things to a client, and everything else. */
export type Mark = 'unknown' | 'none' | 'zero' | 'value';

export interface ShownCell {
  mark: Mark;
  lines: string[];
}

export interface ShownRow {
  key: string;
  label: string;
  differs: boolean;
  cells: ShownCell[];
}

/** The row in which an offer is chosen. */
export const CHOICE = 'choice';

type Cell<Value> = { is: 'unknown' } | { is: 'none' } | { is: 'value'; value: Value };
interface Row<Value> {
  differs: boolean;
  cells: Cell<Value>[];
}

const UNKNOWN: ShownCell = { mark: 'unknown', lines: [] };
const NONE: ShownCell = { mark: 'none', lines: [] };

function shownOf<Value>(cell: Cell<Value>, say: (value: Value) => string | string[]): ShownCell {
  if (cell.is !== 'value') return cell.is === 'unknown' ? UNKNOWN : NONE;
  const { value } = cell;
  return { mark: value === 0 ? 'zero' : 'value', lines: [say(value)].flat() };
}

/** The points of a comparison in the reader's words: for the screen, for a file and for paper alike. */
export function useShownRows({ columns, rows }: Grid): ShownRow[] {
  const { t } = useTranslation('pre-underwriting');
  const common = useTerm('common');
  const { money, day, when, number } = useFormat();
  const row = <Value>(
    key: keyof Grid['rows'],
    { differs, cells }: Row<Value>,
    say: (value: Value) => string | string[],
  ): ShownRow => ({
    key,
    label: t(`point.${key}`),
    differs,
    cells: cells.map((cell) => shownOf(cell, say)),
  });
  const head = (
    key: 'wording' | 'code' | 'daysWaited' | 'answeredAt',
    say: (at: number) => string | undefined,
  ) => ({
    key,
    label: t(`point.${key}`),
    differs: false,
    cells: columns.map((_, at) => {
      const said = say(at);
      if (said !== undefined) return { mark: 'value' as const, lines: [said] };
      return columns[at]?.state === 'answered' ? NONE : UNKNOWN;
    }),
  });
  return [
    row('conclusion', rows.conclusion, (code) => common('conclusion', code)),
    row('premiumFen', rows.premiumFen, money),
    row('extraPercent', rows.extraPercent, (percent) => `${number(percent)}%`),
    row('extraFenPerThousand', rows.extraFenPerThousand, money),
    row('extraFenAYear', rows.extraFenAYear, money),
    row('exclusions', rows.exclusions, (all) =>
      all.map(({ code, wording }) => t('grid.exclusion', { code: common('condition', code), wording })),
    ),
    row('postponedMonths', rows.postponedMonths, (count) => t('grid.months', { count })),
    row('validUntil', rows.validUntil, day),
    row('late', rows.late, (late) => t(late ? 'grid.late' : 'grid.inTime')),
    head('wording', (at) => columns[at]?.wording),
    head('code', (at) => columns[at]?.code),
    head('answeredAt', (at) => {
      const answeredAt = columns[at]?.answeredAt;
      return answeredAt === undefined ? undefined : when(answeredAt);
    }),
    head('daysWaited', (at) => {
      const days = columns[at]?.daysWaited;
      return days === undefined ? undefined : t('requests.days', { ...days });
    }),
    row(CHOICE, rows.choice, (choice) => (choice.can ? t('grid.can') : t(`obstacle.${choice.why}`))),
  ];
}

/** A cell as text, for a file: the marks as they stand on the screen. */
export function useCellText(): (cell: ShownCell) => string {
  const { t } = useTranslation('pre-underwriting');
  return ({ mark, lines }) => {
    const said = lines.join('\n');
    if (mark === 'value') return said;
    return mark === 'zero' ? `${said} (${t('mark.zero')})` : `${SIGN[mark]} ${t(`mark.${mark}`)}`;
  };
}

export const SIGN: Readonly<Record<'unknown' | 'none', string>> = { unknown: '?', none: '—' };
