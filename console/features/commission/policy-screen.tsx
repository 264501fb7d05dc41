import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCarrierNames } from '../../api/carriers.ts';
import { useMay } from '../../api/me.ts';
import { pathOfCase } from '../../components/case/path.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { type PolicyLine, usePolicyLines } from './api/policy-lines.ts';
import { HoldActions } from './components/hold-actions.tsx';
import { LineCard } from './components/line-card.tsx';
import { policyName } from './components/words.ts';
import './commission.css';

/** The commission of one policy: every line with its holds and its whole ledger. */
export function PolicyScreen() {
  const { policyId = '' } = useParams();
  const query = usePolicyLines(policyId);
  return <Loaded query={query}>{({ items }) => <PolicyLines lines={items} />}</Loaded>;
}

function PolicyLines({ lines }: { lines: readonly PolicyLine[] }) {
  const { t } = useTranslation('commission');
  const may = useMay();
  const { carrier: carrierName } = useCarrierNames();
  const [first] = lines;
  if (first === undefined) return null;
  const callback = lines.find(({ caseId }) => caseId !== undefined)?.caseId;
  const path = callback === undefined ? undefined : pathOfCase(callback);
  return (
    <Page
      title={t('policyTitle', { policy: policyName(first) })}
      about={`${carrierName(first.carrier)} · ${first.branch}`}
      extra={path !== undefined && may('case:read') ? <Link to={path}>{t('toCallback')}</Link> : undefined}
    >
      <Flex vertical gap="middle">
        {may('hold:place', 'hold:release') && (
          <HoldActions policyId={first.policyId} holds={lines.flatMap(({ holds }) => holds)} />
        )}
        {lines.map((line) => (
          <LineCard key={line.payee} line={line} />
        ))}
      </Flex>
    </Page>
  );
}
