import { useQueryClient } from '@tanstack/react-query';
import { Alert, Card, Col, Flex, Row, Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { type Matter, MatterProvider } from '../../components/case/matter.tsx';
import { Timeline } from '../../components/case/timeline.tsx';
import { Page } from '../../components/page.tsx';
import { Day } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { instantOf } from '../../i18n/format.ts';
import { useFormat } from '../../i18n/use-words.ts';
import { type RunSeen, runQuery, useRun } from './api/run.ts';
import { Clocks } from './components/clocks.tsx';
import { Exemptions } from './components/exemptions.tsx';
import { LinesTable } from './components/lines-table.tsx';
import { NextLines } from './components/next-lines.tsx';
import { CompileAgain, NobodyNamed } from './components/nobody-named.tsx';
import { Statements } from './components/statements.tsx';
import { Sums } from './components/sums.tsx';
import './accountability.css';

/** A month's accountability as far as one may see it: whole, the own branch, or the own lines. */
export function RunScreen() {
  const { month = '' } = useParams();
  const query = useRun(month);
  return <Loaded query={query}>{(seen) => <RunPage seen={seen} />}</Loaded>;
}

function RunPage({ seen }: { seen: RunSeen }) {
  const { t } = useTranslation('accountability');
  const { month: monthOf } = useFormat();
  const may = useMay();
  const { run, whole, totals, next } = seen;
  const canCompile = may('accountability:run') && run.stage === 'proposing';
  return (
    <MatterProvider matter={useMatterOf(seen)}>
      <Page title={t('runTitle', { month: monthOf(run.month) })} about={<Head seen={seen} />}>
        <Flex vertical gap="middle">
          {next !== undefined && <NextLines next={next} />}
          {totals === undefined && <Alert type="info" showIcon title={t('ownOnly')} />}
          {whole !== undefined && <NobodyNamed complaints={whole.nobodyNamed} />}
          <Row gutter={[16, 16]}>
            <Col xs={24} lg={12}>
              <Clocks seen={seen} />
            </Col>
            {whole !== undefined && may('accountability:state') && (
              <Col xs={24} lg={12}>
                <Statements month={run.month} whole={whole} />
              </Col>
            )}
          </Row>
          {canCompile && <CompileAgain month={run.month} />}
          {totals === undefined ? <LinesTable seen={seen} /> : <Parts seen={seen} totals={totals} />}
        </Flex>
      </Page>
    </MatterProvider>
  );
}

function Parts({ seen, totals }: { seen: RunSeen; totals: NonNullable<RunSeen['totals']> }) {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const { run, whole, exemptions = [] } = seen;
  return (
    <Card size="small">
      <Tabs
        items={[
          { key: 'lines', label: t('lines'), children: <LinesTable seen={seen} /> },
          { key: 'sums', label: t('sums'), children: <Sums month={run.month} totals={totals} /> },
          {
            key: 'exemptions',
            label: t('exemptions'),
            children: <Exemptions month={run.month} exemptions={exemptions} />,
          },
          ...(whole === undefined
            ? []
            : [{ key: 'timeline', label: common('case.timeline'), children: <Timeline /> }]),
        ]}
      />
    </Card>
  );
}

function Head({ seen }: { seen: RunSeen }) {
  const { run } = seen;
  const { t } = useTranslation('accountability');
  const { stage, from, to, openedAt, closedAt } = run;
  const dueAt = nextDueOf(seen);
  return (
    <Flex gap="small" wrap align="center">
      <Tag>{t(`stage.${stage}`)}</Tag>
      {(dueAt ?? closedAt) !== undefined && (
        <TimeLeft dueAt={dueAt} closedAt={closedAt} openedAt={openedAt} />
      )}
      <span>
        {t('window')} <Day on={from} /> – <Day on={to} />
      </span>
    </Flex>
  );
}

/** What the whole run waits for next; to others the end of the time to object is told. */
function nextDueOf({ run: { stage, objectUntil }, whole }: RunSeen): string | undefined {
  if (whole !== undefined) return whole.dues[0]?.at;
  return stage === 'awaiting-objections' && objectUntil !== undefined
    ? instantOf(`${objectUntil}T23:59`)
    : undefined;
}

/** A run as a case: commands carry its version, and what changed meanwhile is shown to whoever sees it whole. */
function useMatterOf({ run, whole }: RunSeen): Matter {
  const queries = useQueryClient();
  return {
    id: run.id,
    version: run.version,
    timeline: whole?.timeline ?? [],
    words: 'accountability',
    refresh: async () => {
      await queries.invalidateQueries({ queryKey: ['accountability'] });
      const fresh = await queries.fetchQuery(runQuery(run.month));
      return { version: fresh.run.version, timeline: fresh.whole?.timeline ?? [] };
    },
  };
}
