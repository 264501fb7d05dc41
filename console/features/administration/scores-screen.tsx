import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { RestsOn } from './components/rests-on.tsx';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic, Version } from './components/topic.tsx';

type Figures = Settings['figures'];
type ScorePart = Figures['branchScore']['parts'][number];

/** What a branch's score is made of, and when a figure is so unusual that it is told. */
export function ScoresScreen() {
  return (
    <Topic name="scores">
      {({ figures }) => (
        <>
          <Weights figures={figures} />
          <Bands figures={figures} />
        </>
      )}
    </Topic>
  );
}

function Weights({ figures: { branchScore, sources } }: { figures: Figures }) {
  const { t } = useTranslation('administration');
  const { month } = useFormat();
  const columns = useWeightColumns();
  return (
    <Part title={t('score.title')} extra={<Version of={branchScore.version} />}>
      <p>
        {t('score.from', { month: month(branchScore.from) })} <RestsOn sources={sources} of="branchScore" />
      </p>
      <PlainTable<ScorePart>
        rows={branchScore.parts}
        columns={columns}
        rowKey={({ part }) => part}
        label={t('score.title')}
        file={t('score.title')}
      />
    </Part>
  );
}

function useWeightColumns(): Column<ScorePart>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const { number, share } = useFormat();
  const value = (amount: number, per: number) => (per === 1 ? share(amount) : number(amount));
  const told = ({ per }: ScorePart) => (per === 1 ? t('score.share') : t('score.per', { per: number(per) }));
  const part = ({ part: code }: ScorePart) => term('scorePart', code);
  return [
    { key: 'part', title: t('score.part'), show: part, text: part },
    { key: 'weight', title: t('score.weight'), show: ({ weight }) => weight, text: ({ weight }) => weight },
    { key: 'per', title: t('score.told'), show: told, text: told },
    {
      key: 'best',
      title: t('score.best'),
      show: ({ best, per }) => value(best, per),
      text: ({ best }) => best,
    },
    {
      key: 'worst',
      title: t('score.worst'),
      show: ({ worst, per }) => value(worst, per),
      text: ({ worst }) => worst,
    },
    {
      key: 'minimum',
      title: t('score.minimum'),
      show: ({ minimum }) => number(minimum),
      text: ({ minimum }) => minimum,
    },
  ];
}

function Bands({ figures: { bands, sources } }: { figures: Figures }) {
  const { t } = useTranslation('administration');
  const { number } = useFormat();
  const rows: SettingRow[] = (
    ['minimum', 'fewestCases', 'longestHistoryMonths', 'shortestHistoryMonths', 'widthInDeviations'] as const
  ).map((name) => ({ of: `bands.${name}`, what: t(`band.${name}`), value: number(bands[name]) }));
  return (
    <Part title={t('band.title')}>
      <SettingTable rows={rows} sources={sources} label={t('band.title')} />
    </Part>
  );
}
