import { useTranslation } from 'react-i18next';
import { useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { useDuration } from './components/duration.ts';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic, Version } from './components/topic.tsx';

type Carriers = Settings['carriers'];
type Patience = Carriers['reconsideration']['gathering'];

/** How long carriers have for their answers, and what happens when somebody lets the other wait. */
export function CarrierTimesScreen() {
  return (
    <Topic name="carrier-times">
      {({ carriers }) => (
        <>
          <Requests carriers={carriers} />
          <PreUnderwriting carriers={carriers} />
          <Reconsideration carriers={carriers} />
        </>
      )}
    </Topic>
  );
}

function Requests({ carriers: { requests, sources } }: { carriers: Carriers }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const workingDays = useWorkingDays();
  const rows: SettingRow[] = [
    ...Object.entries(requests.answerWithin).map(([purpose, days]) => ({
      of: `requests.answerWithin.${purpose}`,
      what: t('times.answerWithin', { purpose: term('purpose', purpose) }),
      value: workingDays(days),
    })),
    {
      of: 'requests.remindAtPercent',
      what: t('times.remindAtPercent'),
      value: t('percent', { percent: requests.remindAtPercent }),
    },
    {
      of: 'requests.materialRounds',
      what: t('times.materialRounds'),
      value: t('times.rounds', { count: requests.materialRounds }),
    },
    {
      of: 'requests.material.remind',
      what: t('times.materialRemind'),
      value: workingDays(requests.material.remind),
    },
    {
      of: 'requests.material.escalate',
      what: t('times.materialEscalate'),
      value: workingDays(requests.material.escalate),
    },
    {
      of: 'requests.material.giveUp',
      what: t('times.materialGiveUp'),
      value: workingDays(requests.material.giveUp),
    },
    {
      of: 'requests.escalateEvery',
      what: t('times.escalateEvery'),
      value: workingDays(requests.escalateEvery),
    },
  ];
  return (
    <Part title={t('times.requests')} extra={<Version of={requests.version} />}>
      <SettingTable rows={rows} sources={sources} label={t('times.requests')} />
    </Part>
  );
}

function PreUnderwriting({ carriers: { preUnderwriting: own, sources } }: { carriers: Carriers }) {
  const { t } = useTranslation('administration');
  const duration = useDuration();
  const days = (amount: number) => duration({ unit: 'calendar-days', amount });
  const workingDays = useWorkingDays();
  const row = (of: string, what: string, value: string) => ({ of: `preUnderwriting.${of}`, what, value });
  const rows = [
    row('abandonAfterDays', t('times.abandon'), days(own.abandonAfterDays)),
    row('remindToChooseEvery', t('times.remindToChoose'), workingDays(own.remindToChooseEvery)),
    row('notChosenAfterDays', t('times.notChosen'), days(own.notChosenAfterDays)),
    row('keepAtMostDays', t('times.keepAtMost'), days(own.keepAtMostDays)),
  ];
  return (
    <Part title={t('times.preUnderwriting')} extra={<Version of={own.version} />}>
      <SettingTable rows={rows} sources={sources} label={t('times.preUnderwriting')} />
    </Part>
  );
}

function Reconsideration({ carriers: { reconsideration: own, sources } }: { carriers: Carriers }) {
  const { t } = useTranslation('administration');
  const workingDays = useWorkingDays();
  const row = (of: string, what: string, value: string) => ({ of: `reconsideration.${of}`, what, value });
  const patience = (of: 'gathering' | 'assessing' | 'deciding', { remind, escalate, every }: Patience) => {
    const what = t(`times.${of}`);
    return [
      row(`${of}.remind`, t('times.patienceRemind', { what }), workingDays(remind)),
      row(`${of}.escalate`, t('times.patienceEscalate', { what }), workingDays(escalate)),
      row(`${of}.every`, t('times.patienceEvery', { what }), workingDays(every)),
    ];
  };
  const { remindEvery, reminders, giveUp } = own.explaining;
  const rows: SettingRow[] = [
    ...patience('gathering', own.gathering),
    ...patience('assessing', own.assessing),
    row('explaining.remindEvery', t('times.explainEvery'), workingDays(remindEvery)),
    row('explaining.reminders', t('times.explainReminders'), t('times.rounds', { count: reminders })),
    row('explaining.giveUp', t('times.explainGiveUp'), workingDays(giveUp)),
    ...patience('deciding', own.deciding),
    row('latePaymentEvery', t('times.latePayment'), workingDays(own.latePaymentEvery)),
    row('reopenings', t('times.reopenings'), t('times.rounds', { count: own.reopenings })),
  ];
  return (
    <Part title={t('times.reconsideration')} extra={<Version of={own.version} />}>
      <SettingTable rows={rows} sources={sources} label={t('times.reconsideration')} />
    </Part>
  );
}

function useWorkingDays(): (amount: number) => string {
  const duration = useDuration();
  return (amount) => duration({ unit: 'working-days', amount });
}
