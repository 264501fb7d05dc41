import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { Loaded } from '../../components/state/loaded.tsx';
import { useProblemText } from '../../components/state/problem-text.ts';
import { Nothing } from '../../components/state/states.tsx';
import { type CarrierTimes, useCarrierTimes } from './api/carrier-times.ts';
import { Explained } from './components/explained.tsx';
import { useNames } from './components/names.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { ShareChart, type ShareRow } from './components/share-chart.tsx';
import { TimesChart } from './components/times-chart.tsx';
import { usePeriodName, useScope } from './scope.ts';

/** How long each carrier takes, and for the yearly review of partners a row for each as a file. */
export function CarriersScreen() {
  const { t } = useTranslation('figures');
  const may = useMay();
  const query = useCarrierTimes();
  return (
    <Flex vertical gap="middle">
      {may('figures:scorecard') && <Scorecard />}
      <Loaded query={query}>
        {(times) =>
          times.carriers.length === 0 ? <Nothing>{t('times.none')}</Nothing> : <Told times={times} />
        }
      </Loaded>
    </Flex>
  );
}

function Told({ times }: { times: CarrierTimes }) {
  const { t } = useTranslation('figures');
  const names = useNames();
  const nameOf = usePeriodName();
  const seesCases = useMay()('metrics:read');
  const { from, to, carriers, minimum, denominators } = times;
  const scope = { period: `${from}..${to}` };
  const cases = (counters: string, carrier: string) => (seesCases ? { counters, carrier } : undefined);
  const rows = carriers.flatMap(({ carrier, purposes }) =>
    purposes.map((one) => ({ ...one, carrier, name: names.carrier(carrier) })),
  );
  return (
    <Flex vertical gap="middle">
      <Typography.Text type="secondary">{t('times.of', { period: nameOf(scope.period) })}</Typography.Text>
      <TimesChart rows={rows} scope={scope} cases={cases} />
      <ShareChart
        label={t('times.silent')}
        rows={rows.map(({ carrier, name, purpose, silent }): ShareRow => {
          const numerator = cases(`carrier-silent:${purpose}`, carrier);
          return {
            of: name,
            figure: t(`purpose.${purpose}`),
            share: silent,
            ...(numerator === undefined ? {} : { numerator }),
          };
        })}
        scope={scope}
        file={t('times.silent')}
        ofTitle={t('carrier')}
      />
      <Explained denominators={denominators} minimum={minimum} />
    </Flex>
  );
}

/** The file of the partner review; who takes it is written down. */
function Scorecard() {
  const { t } = useTranslation('figures');
  const { message } = App.useApp();
  const textOf = useProblemText();
  const scope = useScope();
  const { from, to } = scope;
  const file = useMutation({
    mutationFn: () =>
      download(
        `/figures/scorecard.csv?${new URLSearchParams({ from, to })}`,
        `${t('files.scorecard')}-${from}-${to}.csv`,
      ),
    onSuccess: () => void message.success(t('files.taken')),
    onError: (error) => void message.error(textOf(error).title),
  });
  return (
    <ScopeBar scope={scope} by={['period']}>
      <Button icon={<DownloadOutlined />} loading={file.isPending} onClick={() => file.mutate()}>
        {t('files.scorecardCsv')}
      </Button>
    </ScopeBar>
  );
}
