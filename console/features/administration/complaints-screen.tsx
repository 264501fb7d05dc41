import { Tag, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import type { Duration, Settings } from './api/settings.ts';
import { useDuration } from './components/duration.ts';
import { RestsOn } from './components/rests-on.tsx';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic } from './components/topic.tsx';

type Complaint = Settings['complaint'];

/** The clocks of a complaint, who is told how far they are, and how high each channel is. */
export function ComplaintsScreen() {
  return (
    <Topic name="complaints" version={({ complaint }) => complaint.settings.version}>
      {({ complaint }) => (
        <>
          <Clocks complaint={complaint} />
          <Warnings complaint={complaint} />
          <Channels complaint={complaint} />
        </>
      )}
    </Topic>
  );
}

function Clocks({ complaint: { settings, sources } }: { complaint: Complaint }) {
  const { t } = useTranslation('administration');
  const duration = useDuration();
  const { firstContact, evaluation, statutory, work, reviewWithin, reviewDecision, reminder } = settings;
  const row = (of: string, what: string, span: Duration): SettingRow => ({
    of: `settings.${of}`,
    what,
    value: duration(span),
  });
  const rows = [
    row('firstContact', t('complaint.firstContact'), firstContact),
    row('statutory', t('complaint.simple'), statutory.simple),
    row('statutory', t('complaint.complex'), statutory.complex),
    row('statutory', t('complaint.extension'), statutory.extension),
    row('work', t('complaint.work'), work),
    row('reviewWithin', t('complaint.reviewWithin'), reviewWithin),
    row('reviewDecision', t('complaint.reviewDecision'), reviewDecision),
    row('evaluation', t('complaint.enter'), evaluation.enter),
    row('evaluation', t('complaint.finish'), evaluation.finish),
    row('reminder', t('complaint.reminder'), reminder),
  ];
  return (
    <Part title={t('complaint.clocks')}>
      <SettingTable rows={rows} sources={sources} label={t('complaint.clocks')} />
    </Part>
  );
}

function Warnings({ complaint: { settings, sources } }: { complaint: Complaint }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  return (
    <Part title={t('complaint.warnings')} extra={<RestsOn sources={sources} of="settings.warnings" />}>
      <Timeline
        items={settings.warnings.map(({ percent, to }) => ({
          key: percent,
          content: t('complaint.warning', { percent, role: term('role', to) }),
        }))}
      />
    </Part>
  );
}

function Channels({ complaint: { channels } }: { complaint: Complaint }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const rows = [...channels].toSorted((a, b) => b.rank - a.rank);
  const channelOf = ({ channel }: (typeof rows)[number]) => term('channel', channel);
  return (
    <Part title={t('complaint.channels')}>
      <PlainTable
        rows={rows}
        rowKey={({ channel }) => channel}
        label={t('complaint.channels')}
        file={t('complaint.channels')}
        columns={[
          { key: 'channel', title: t('complaint.channel'), show: channelOf, text: channelOf },
          {
            key: 'rank',
            title: t('complaint.rank'),
            show: ({ rank }) => (
              <>
                <Tag>{rank}</Tag> {t(`rank.${rank as 1}`)}
              </>
            ),
            text: ({ rank }) => rank,
          },
        ]}
      />
    </Part>
  );
}
