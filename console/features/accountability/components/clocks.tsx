import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DueSeen, Dues } from '../../../components/case/timeline.tsx';
import { instantOf } from '../../../i18n/format.ts';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Run, RunSeen } from '../api/run.ts';

const OBJECTIONS_END = 'the time to object is over'; // said by the API to the group alone; the day is told to everybody

/** The days on which the month turns, each with why it is then: the 21st and the 26th. */
export function Clocks({ seen }: { seen: RunSeen }) {
  const { t } = useTranslation('accountability');
  const dues = useDues(seen.run);
  const others = (seen.whole?.dues ?? []).filter(({ what }) => what !== OBJECTIONS_END);
  const all = [...dues, ...others].toSorted((a, b) => a.at.localeCompare(b.at));
  return (
    <Card size="small" title={<h2 className="card-title">{t('clocks')}</h2>}>
      <Dues dues={all} words="accountability" />
    </Card>
  );
}

function useDues(run: Run): DueSeen[] {
  const { t } = useTranslation('accountability');
  const { day } = useFormat();
  const { from, to, compiledOn, objectUntil, usualObjectUntil } = run;
  const isLate = objectUntil !== undefined && objectUntil > usualObjectUntil;
  return [
    {
      what: 'compiled',
      at: instantOf(`${compiledOn}T00:00`),
      why: [t('whyCompiled'), t('whyWindow', { from: day(from), to: day(to) })],
    },
    {
      what: 'objections',
      at: instantOf(`${objectUntil ?? usualObjectUntil}T23:59`),
      why: [
        t('whyObjections'),
        ...(isLate ? [t('whyLate', { usual: day(usualObjectUntil) })] : []),
        ...(objectUntil === undefined ? [t('whyNotSent')] : []),
        t('silence'),
      ],
    },
  ];
}
