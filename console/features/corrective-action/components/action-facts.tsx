import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { useOwnerName } from '../../../components/case/owner.ts';
import { Day } from '../../../components/shown.tsx';
import type { OneAction } from '../api/action.ts';
import { useCauseName } from './cause.ts';
import { targetOf, useRateText } from './rate.ts';

/** What the action is against, where, by whom, and what it must reach. */
export function ActionFacts({ action }: { action: OneAction }) {
  const { t } = useTranslation('corrective-action');
  const { t: common } = useTranslation();
  const causeName = useCauseName();
  const owner = useOwnerName();
  const { carrier: carrierName } = useCarrierNames();
  const { rate, parts } = useRateText();
  const { cause, carrier, branch, before, measurable, targetPercent, startedOn, contents } = action;
  const target = targetOf(before, targetPercent);
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
      items={[
        { key: 'cause', label: t('cause'), children: causeName(cause) },
        {
          key: 'branch',
          label: t('branch'),
          children: branch === 'head-office' ? t('wholeFirm') : branch,
        },
        {
          key: 'carrier',
          label: common('case.carrier'),
          children: carrier === undefined ? t('allCarriers') : carrierName(carrier),
        },
        { key: 'owner', label: t('owner'), children: owner(action.owner) },
        { key: 'started', label: t('startedOn'), children: <Day on={startedOn} /> },
        {
          key: 'before',
          label: t('before'),
          children: `${rate(before, measurable === 'too-few-policies')} (${parts(before)})`,
        },
        {
          key: 'target',
          label: t('target'),
          children:
            measurable === 'measurable' && target !== undefined
              ? t('targetIs', { percent: targetPercent, rate: target.toFixed(2) })
              : `${targetPercent}%`,
        },
        {
          key: 'what',
          label: t('what'),
          span: 'filled',
          children: <span className="note">{contents.what?.what ?? '–'}</span>,
        },
      ]}
    />
  );
}
