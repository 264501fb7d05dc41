import { useTranslation } from 'react-i18next';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { useKindWords } from '../../../components/case/stage-name.ts';
import { Day } from '../../../components/shown.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { ReviewPack } from '../api/review-pack.ts';
import { useNames } from './names.ts';
import { useRateText } from './rate.ts';

/** Which case a row is about. */
function useWhich<T extends { caseId: string; branch: string }>(): Column<T>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'id',
      title: t('case.number'),
      show: ({ caseId }) => <CaseLink id={caseId} />,
      text: ({ caseId }) => caseId,
    },
    { key: 'branch', title: t('case.branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
  ];
}

export function Warnings({ of }: { of: ReviewPack['warnings'] }) {
  const { t } = useTranslation('figures');
  const { month } = useFormat();
  const names = useNames();
  const rate = useRateText();
  type Row = (typeof of)[number];
  const what = (row: Row) => {
    if (row.by === 'carrier') return names.carrier(row.of);
    return row.by === 'product' ? names.code('product', row.of) : t(`alerts.${row.by}`, { of: row.of });
  };
  const said = (row: Row) =>
    `${rate(row.figure, row.rate)} (${row.numerator} / ${row.denominator}); ${t('alerts.band')} ${rate(row.figure, row.band.low)} – ${rate(row.figure, row.band.high)}`;
  if (of.length === 0) return <Nothing>{t('alerts.none')}</Nothing>;
  return (
    <PlainTable<Row>
      rows={of}
      rowKey={(row) => `${row.by} ${row.of} ${row.figure} ${row.month}`}
      label={t('alerts.title')}
      file={t('alerts.title')}
      whole
      columns={[
        { key: 'month', title: t('kind.month'), show: (row) => month(row.month), text: (row) => row.month },
        { key: 'of', title: t('alerts.of'), show: what, text: what },
        {
          key: 'figure',
          title: t('figure'),
          show: ({ figure }) => t(`watched.${figure}`),
          text: ({ figure }) => t(`watched.${figure}`),
        },
        {
          key: 'side',
          title: t('alerts.side'),
          show: ({ side }) => t(`alerts.${side}`),
          text: ({ side }) => t(`alerts.${side}`),
        },
        { key: 'rate', title: t('alerts.rate'), show: said, text: said },
      ]}
    />
  );
}

export function TypicalCases({ of }: { of: ReviewPack['typicalCases'] }) {
  const { t } = useTranslation('figures');
  const names = useNames();
  const words = useKindWords(['complaint']);
  type Row = (typeof of)[number];
  const cause = ({ cause: { first, second } }: Row) =>
    [first, ...(second === undefined ? [] : [second])].map((code) => names.code('cause', code)).join(' · ');
  const marks = ({ escalated, multiChannel }: Row) =>
    [...(escalated ? [t('review.escalated')] : []), ...(multiChannel ? [t('review.multiChannel')] : [])].join(
      t('listComma'),
    );
  const which = useWhich<Row>();
  if (of.length === 0) return <Nothing>{t('review.noCases')}</Nothing>;
  return (
    <PlainTable<Row>
      rows={of}
      rowKey={({ caseId }) => caseId}
      label={t('review.typical')}
      file={t('review.typical')}
      whole
      columns={[
        ...which,
        { key: 'cause', title: t('by.cause'), show: cause, text: cause },
        {
          key: 'stage',
          title: t('stage'),
          show: ({ stage }) => words.stage('complaint', stage),
          text: ({ stage }) => words.stage('complaint', stage),
        },
        {
          key: 'outcome',
          title: t('review.outcome'),
          show: ({ outcome }) => (outcome === undefined ? '–' : t(`outcome.${outcome}`)),
          text: ({ outcome }) => (outcome === undefined ? '' : t(`outcome.${outcome}`)),
        },
        {
          key: 'contacts',
          title: t('review.contacts'),
          show: ({ contacts }) => contacts,
          text: ({ contacts }) => contacts,
        },
        { key: 'marks', title: t('review.marks'), show: marks, text: marks },
      ]}
    />
  );
}

export function OpenActions({ of }: { of: ReviewPack['openActions'] }) {
  const { t } = useTranslation('figures');
  const { month } = useFormat();
  const names = useNames();
  type Row = (typeof of)[number];
  const cause = ({ cause: { first, second } }: Row) =>
    `${names.code('cause', first)} · ${names.code('cause', second)}`;
  const share = ({ numerator, denominator }: Row['before']) => `${numerator} / ${denominator}`;
  const last = ({ checks }: Row) => {
    const check = checks.at(-1);
    return check === undefined ? '–' : `${month(check.month)}: ${share(check.share)}`;
  };
  const which = useWhich<Row>();
  if (of.length === 0) return <Nothing>{t('review.noActions')}</Nothing>;
  return (
    <PlainTable<Row>
      rows={of}
      rowKey={({ caseId }) => caseId}
      label={t('review.actions')}
      file={t('review.actions')}
      whole
      columns={[
        ...which,
        { key: 'cause', title: t('by.cause'), show: cause, text: cause },
        {
          key: 'started',
          title: t('review.started'),
          show: ({ startedOn }) => <Day on={startedOn} />,
          text: ({ startedOn }) => startedOn,
        },
        {
          key: 'before',
          title: t('review.rateBefore'),
          show: ({ before }) => share(before),
          text: ({ before }) => share(before),
        },
        { key: 'last', title: t('review.rateLast'), show: last, text: last },
        {
          key: 'target',
          title: t('review.target'),
          show: ({ targetPercent }) => `${targetPercent}%`,
          text: ({ targetPercent }) => targetPercent,
        },
      ]}
    />
  );
}
