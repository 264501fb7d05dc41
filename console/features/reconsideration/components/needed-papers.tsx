import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../components/state/loaded.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { ClaimKind, DisputedDecision } from '../api/open-case.ts';
import { useRequiredPapers } from '../api/papers.ts';

interface NeededPapersProps {
  of: DisputedDecision['of'] | undefined;
  claimKind: ClaimKind | undefined;
}

/** What the customer will be asked for: said before the matter is taken up, so that it can be brought along. */
export function NeededPapers({ of, claimKind }: NeededPapersProps) {
  const { t } = useTranslation('reconsideration');
  if (of === undefined || (of === 'claim' && claimKind === undefined))
    return <Typography.Text type="secondary">{t('papers.chooseFirst')}</Typography.Text>;
  return <Needed of={of} claimKind={claimKind} />;
}

function Needed({ of, claimKind }: { of: DisputedDecision['of']; claimKind: ClaimKind | undefined }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  return (
    <Loaded query={useRequiredPapers(of, claimKind)}>
      {({ papers }) => (
        <>
          <Typography.Text type="secondary">{t('papers.about')}</Typography.Text>
          <ul>
            {papers.map((type) => (
              <li key={type}>{term('document', type)}</li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}
