import { useTranslation } from 'react-i18next';
import { useCaseColumns } from '../../../components/case/case-columns.tsx';
import { CaseTable } from '../../../components/case/case-table.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type AskedCases, useListedCases } from '../api/list-cases.ts';

export function ReconsiderationTable({ asked }: { asked: AskedCases }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const query = useListedCases(asked);
  const { id, stage, timeLeft, carrier, branch, owner, escalatedTo, openedAt } = useCaseColumns((row) =>
    term('stage', row.stage),
  );
  return (
    <CaseTable
      query={query}
      columns={[id, stage, timeLeft, carrier, branch, owner, escalatedTo, openedAt]}
      label={t('list.title')}
      file="reconsiderations"
      empty={t(query.hasNextPage ? 'list.noneSoFar' : 'list.none')}
    />
  );
}
