import { Alert, Descriptions, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { CarrierName } from '../../../components/carrier-name.tsx';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Intake } from '../api/file-complaint.ts';
import type { Foreseen } from '../api/preview-complaint.ts';
import { Clocks } from './clocks.tsx';

/** Said as soon as it is known: the same matter is open, so this becomes one more contact of it. */
export function MergedNotice({ foreseen }: { foreseen: Foreseen | undefined }) {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const may = useMay();
  const open = foreseen?.open;
  if (open === undefined) return null;
  return (
    <Alert
      role="status"
      type="warning"
      showIcon
      title={t('intake.merged')}
      description={
        <Flex vertical gap={4} align="start">
          {t('intake.mergedInto', { stage: term('stage', open.stage), count: open.contacts })}
          {may('complaint:read') && <CaseLink id={open.id} />}
        </Flex>
      }
    />
  );
}

/** What was taken down, and what it starts, before it is sent. */
export function IntakeReview({ intake, foreseen }: { intake: Intake; foreseen: Foreseen }) {
  const { t } = useTranslation('complaint');
  const { t: common } = useTranslation();
  const term = useTerm('complaint');
  const { matter } = foreseen;
  const filer = intake.filer ?? { as: 'consumer', papers: [] };
  return (
    <>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        bordered
        items={[
          { key: 'channel', label: t('intake.channel'), children: term('channel', intake.channel) },
          { key: 'at', label: t('intake.receivedAt'), children: <When at={intake.receivedAt} /> },
          {
            key: 'filer',
            label: t('intake.filer'),
            children: [term('filer', filer.as), ...(filer.papers ?? [])].join(t('listComma')),
          },
          { key: 'category', label: t('intake.category'), children: term('value', intake.category) },
          { key: 'branch', label: common('case.branch'), children: matter.branch },
          { key: 'carrier', label: common('case.carrier'), children: <CarrierName id={matter.carrier} /> },
          {
            key: 'group',
            label: t('facts.group'),
            children:
              intake.group === undefined ? t('intake.alone') : t('facts.groupOf', { ...intake.group }),
          },
          {
            key: 'involved',
            label: t('facts.involved'),
            children: intake.involved?.length ? intake.involved.join(t('listComma')) : '–',
          },
          {
            key: 'statement',
            label: t('intake.content'),
            span: 'filled' as const,
            children: <span className="note">{intake.statement}</span>,
          },
        ]}
      />
      <Clocks
        clocks={foreseen.clocks}
        title={t(foreseen.outcome === 'merged' ? 'intake.clocksRun' : 'intake.clocksStart')}
      />
      {foreseen.secondPerson && <Alert type="warning" showIcon title={t('checklist.secondPerson')} />}
    </>
  );
}
