import { PrinterOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Day, Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type Grid, type PreUnderwriting, usePreUnderwriting } from './api/case.ts';
import { RecommendationCard } from './components/recommendation-card.tsx';
import { Legend } from './grid/cell.tsx';
import { ComparisonGrid } from './grid/comparison-grid.tsx';
import { CHOICE, useShownRows } from './grid/rows.ts';
import './pre-underwriting.css';

/** The comparison on paper, for the talk with the client. */
export function PrintScreen() {
  const { id = '' } = useParams();
  const query = usePreUnderwriting(id);
  return (
    <Loaded query={query}>
      {(seen) => (seen.grid === undefined ? <NoPermission /> : <Paper seen={seen} grid={seen.grid} />)}
    </Loaded>
  );
}

function Paper({ seen: { case: matter, recommendation }, grid }: { seen: PreUnderwriting; grid: Grid }) {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const rows = useShownRows(grid).filter(({ key }) => key !== CHOICE);
  return (
    <Page
      title={t('print.title')}
      about={
        <>
          {matter.id} · {t('print.asOf')} <Day on={grid.today} /> · {c('underwriting.fact.sumInsured')}{' '}
          <Money fen={matter.sumInsuredFen} />
        </>
      }
      extra={
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
          {c('form.print')}
        </Button>
      }
    >
      <Flex vertical gap="middle" className="paper">
        <ComparisonGrid
          grid={grid}
          rows={rows}
          shown={rows}
          best={recommendation?.best?.carrier}
          chosen={matter.choice?.carrier}
        />
        <Legend />
        {recommendation !== undefined && <RecommendationCard recommendation={recommendation} />}
        <Typography.Paragraph type="secondary" id="grid-keys">
          {t('print.notBinding')}
        </Typography.Paragraph>
      </Flex>
    </Page>
  );
}
