import { Alert, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type Coverage, useCoverage } from './api/coverage.ts';
import { MonthChoice, useMonth } from './components/month-choice.tsx';

/** Policies in scope minus callback cases: the firm's promise is that nothing is left. */
export function CoverageScreen() {
  const { t } = useTranslation('administration');
  const { month, choose } = useMonth();
  const query = useCoverage(month);
  return (
    <Page title={t('section.coverage')} about={t('aboutSection.coverage')}>
      <Flex vertical gap="middle">
        <MonthChoice month={month} choose={choose} />
        <Loaded query={query}>{(coverage) => <Covered coverage={coverage} />}</Loaded>
      </Flex>
    </Page>
  );
}

function Covered({ coverage: { month, inScope, cases, gaps, proof } }: { coverage: Coverage }) {
  const { t } = useTranslation('administration');
  const { number, month: named } = useFormat();
  const said = { month: named(month), inScope: number(inScope), cases: number(cases) };
  return (
    <>
      {gaps.length === 0 ? (
        <Alert type="success" showIcon role="status" title={t('coverage.whole', said)} />
      ) : (
        <Alert
          type="error"
          showIcon
          role="status"
          title={t('coverage.gaps', { ...said, gaps: number(gaps.length) })}
        />
      )}
      <div>
        {t('coverage.proof')}{' '}
        <Typography.Text code copyable>
          {proof}
        </Typography.Text>
      </div>
      {gaps.length > 0 && (
        <PlainTable
          rows={gaps.map((policyId) => ({ policyId }))}
          rowKey={({ policyId }) => policyId}
          label={t('coverage.list')}
          file={`${t('coverage.list')} ${month}`}
          columns={[
            {
              key: 'policy',
              title: t('scope.policy'),
              show: ({ policyId }) => <Link to={`/commissions/${policyId}`}>{policyId}</Link>,
              text: ({ policyId }) => policyId,
            },
          ]}
        />
      )}
    </>
  );
}
