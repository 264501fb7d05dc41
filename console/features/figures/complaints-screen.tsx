import { Alert, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loaded } from '../../components/state/loaded.tsx';
import { type ComplaintFigures, useComplaintFigures } from './api/complaints.ts';
import { ComplaintEndings } from './components/complaint-endings.tsx';
import { ComplaintFiles } from './components/complaint-files.tsx';
import { ComplaintRows } from './components/complaint-rows.tsx';
import { Explained } from './components/explained.tsx';
import { RatioCards } from './components/ratio-cards.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { type ChosenScope, useScope } from './scope.ts';

const BY = ['branch', 'carrier', 'product', 'channel', 'cause', 'month'] as const;
export type By = (typeof BY)[number];

/** Complaints against what was sold: three ratios, whatever they are broken down by, and how complaints ended. */
export function ComplaintsScreen() {
  const { t } = useTranslation('figures');
  const [search] = useSearchParams();
  const scope = useScope();
  const by = BY.find((one) => one === search.get('by')) ?? 'branch';
  const { from, to, branch, carrier } = scope;
  const asked = {
    from,
    to,
    by,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
  const query = useComplaintFigures(asked);
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch', 'carrier']}>
        <Select
          className="scope-select"
          aria-label={t('by.title')}
          value={by}
          onChange={(next: By) => scope.change({ by: next })}
          options={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
        <ComplaintFiles asked={asked} />
      </ScopeBar>
      <Loaded query={query}>{(figures) => <Told figures={figures} by={by} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ figures, by, scope }: { figures: ComplaintFigures; by: By; scope: ChosenScope }) {
  const { t, i18n } = useTranslation('figures');
  const { caution, minimum, denominators, all } = figures;
  return (
    <Flex vertical gap="middle">
      <RatioCards figures={figures} scope={scope} />
      {all.smallPremium === true && <Alert type="warning" showIcon title={t('ratio.smallPremium')} />}
      <Alert type="info" showIcon title={i18n.language === 'en' ? caution.en : caution.zh} />
      <ComplaintRows figures={figures} by={by} scope={scope} />
      <ComplaintEndings figures={figures} scope={scope} />
      <Explained denominators={denominators} minimum={minimum} />
    </Flex>
  );
}
