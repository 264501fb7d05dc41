import { useTranslation } from 'react-i18next';
import { Money } from '../../components/shown.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { useDuration } from './components/duration.ts';
import { RestsOn } from './components/rests-on.tsx';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic } from './components/topic.tsx';

type Accountability = Settings['accountability'];

interface AmountRow {
  what: string;
  fen: Record<string, number>;
}

/** What somebody answers for with which amount, and on which days the month turns. */
export function AmountsScreen() {
  return (
    <Topic name="amounts" version={({ accountability }) => accountability.settings.version}>
      {({ accountability }) => (
        <>
          <Amounts accountability={accountability} part="channelFen" />
          <Amounts accountability={accountability} part="additionFen" />
          <Days accountability={accountability} />
        </>
      )}
    </Topic>
  );
}

interface AmountsProps {
  accountability: Accountability;
  part: 'channelFen' | 'additionFen';
}

function Amounts({ accountability: { settings, sources }, part }: AmountsProps) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const title = t(`amount.${part}`);
  const group = part === 'channelFen' ? 'rank' : 'addition';
  const rows: AmountRow[] = Object.entries(settings[part]).map(([key, fen]) => ({
    what: part === 'channelFen' ? `${key} ${term(group, key)}` : term(group, key),
    fen,
  }));
  const roles = Object.keys(rows[0]?.fen ?? {});
  const columns: Column<AmountRow>[] = [
    { key: 'what', title: t(`amount.${part}What`), show: ({ what }) => what, text: ({ what }) => what },
    ...roles.map((role) => ({
      key: role,
      title: term('liableRole', role),
      show: ({ fen }: AmountRow) => <Money fen={fen[role]} />,
      text: ({ fen }: AmountRow) => (fen[role] ?? 0) / 100,
    })),
  ];
  return (
    <Part title={title} extra={<RestsOn sources={sources} of={`settings.${part}`} />}>
      <PlainTable<AmountRow>
        rows={rows}
        columns={columns}
        rowKey={({ what }) => what}
        label={title}
        file={title}
      />
    </Part>
  );
}

function Days({ accountability: { settings, sources } }: { accountability: Accountability }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const { money } = useFormat();
  const duration = useDuration();
  const { dates, deskFaults, deciding } = settings;
  const row = (of: string, what: string, value: string): SettingRow => ({
    of: `settings.${of}`,
    what,
    value,
  });
  const dayOfMonth = (day: number) => t('amount.dayOfMonth', { day });
  const rows = [
    row('dates.compiledOn', t('amount.compiledOn'), dayOfMonth(dates.compiledOn)),
    row('dates.objectUntil', t('amount.objectUntil'), dayOfMonth(dates.objectUntil)),
    row('dates.lateObjectionDays', t('amount.lateObjection'), duration({ days: dates.lateObjectionDays })),
    row(
      'deskFaults.range',
      t('amount.faultRange'),
      `${money(deskFaults.leastFen)} – ${money(deskFaults.mostFen)}`,
    ),
    ...Object.entries(deskFaults.usualFen).map(([fault, fen]) =>
      row(
        `deskFaults.usualFen.${fault}`,
        t('amount.faultUsual', { fault: term('deskFault', fault) }),
        money(fen),
      ),
    ),
    row('deciding.remind', t('amount.remind'), duration({ workingDays: deciding.remind })),
    row('deciding.escalate', t('amount.escalate'), duration({ workingDays: deciding.escalate })),
    row('deciding.every', t('amount.every'), duration({ workingDays: deciding.every })),
  ];
  return (
    <Part title={t('amount.rest')}>
      <SettingTable rows={rows} sources={sources} label={t('amount.rest')} />
    </Part>
  );
}
