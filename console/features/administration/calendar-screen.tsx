import { Alert, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Segments } from '../../components/segments.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';
import { useFormat } from '../../i18n/use-words.ts';
import type { CalendarYear, Settings } from './api/settings.ts';
import { type Run, runsOf } from './components/calendar-days.ts';
import { RestsOn } from './components/rests-on.tsx';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic } from './components/topic.tsx';
import { YearCalendar } from './components/year-calendar.tsx';

type Calendar = Settings['calendar'];

/** The working days that every deadline counts by, and when customers may be called and written to. */
export function CalendarScreen() {
  return (
    <Topic name="calendar" version={({ calendar }) => calendar.version}>
      {({ calendar }) => (
        <>
          <Year calendar={calendar} />
          <Hours calendar={calendar} />
        </>
      )}
    </Topic>
  );
}

function Year({ calendar: { years, sources } }: { calendar: Calendar }) {
  const { t } = useTranslation('administration');
  const [search, setSearch] = useSearchParams();
  const known = Object.keys(years).toSorted();
  const now = dayOf(useNow()).slice(0, 4);
  const year = [search.get('year'), now, known.at(-1)].find((one) => one != null && one in years) ?? '';
  const shown = years[year];
  if (shown === undefined) return null;
  return (
    <Part title={t('calendar.ofYear', { year })} extra={<RestsOn sources={sources} of="years" />}>
      <Flex vertical gap="small">
        <Segments
          label={t('calendar.year')}
          value={year}
          onChange={(chosen) => setSearch({ year: chosen })}
          options={known.map((one) => ({
            value: one,
            label: years[one]?.provisional ? t('calendar.provisionalYear', { year: one }) : one,
          }))}
        />
        {shown.provisional && <Alert type="warning" showIcon title={t('calendar.provisional', { year })} />}
        <Flex gap="small" wrap>
          <Tag color="red">
            {t('calendar.mark.holiday')} {t('calendar.holiday')}
          </Tag>
          <Tag color="blue">
            {t('calendar.mark.make-up')} {t('calendar.make-up')}
          </Tag>
        </Flex>
        <YearCalendar year={Number(year)} calendar={shown} />
        <Runs year={year} calendar={shown} />
      </Flex>
    </Part>
  );
}

/** The same as a list: it is read aloud, and exported. */
function Runs({ year, calendar }: { year: string; calendar: CalendarYear }) {
  const { t } = useTranslation('administration');
  const { day, number } = useFormat();
  const rows = [
    ...runsOf(calendar.holidays).map((run) => ({ ...run, kind: 'holiday' as const })),
    ...runsOf(calendar.makeUpWorkingDays).map((run) => ({ ...run, kind: 'make-up' as const })),
  ].toSorted((a, b) => a.from.localeCompare(b.from));
  const kind = (row: (typeof rows)[number]) => t(`calendar.${row.kind}`);
  const span = ({ from, to }: Run) => (from === to ? day(from) : `${day(from)} – ${day(to)}`);
  return (
    <PlainTable
      rows={rows}
      rowKey={({ from }) => from}
      label={t('calendar.list', { year })}
      file={t('calendar.list', { year })}
      columns={[
        { key: 'span', title: t('calendar.days'), show: span, text: span },
        { key: 'kind', title: t('calendar.what'), show: kind, text: kind },
        {
          key: 'count',
          title: t('calendar.count'),
          show: ({ days }) => number(days),
          text: ({ days }) => days,
        },
      ]}
    />
  );
}

function Hours({ calendar: { callingHours, quietHours, sources } }: { calendar: Calendar }) {
  const { t } = useTranslation('administration');
  const intervals = callingHours.intervals.map(({ from, to }) => `${from}–${to}`).join(t('and'));
  const rows: SettingRow[] = [
    {
      of: 'callingHours',
      what: t('calendar.calling'),
      value: `${t(`calendar.on.${callingHours.days}`)} ${intervals}`,
    },
    { of: 'quietHours', what: t('calendar.quiet'), value: `${quietHours.from}–${quietHours.to}` },
  ];
  return (
    <Part title={t('calendar.hours')}>
      <SettingTable rows={rows} sources={sources} label={t('calendar.hours')} />
    </Part>
  );
}
