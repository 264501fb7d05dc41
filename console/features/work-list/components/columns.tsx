import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { type CaseColumn, useCaseColumns } from '../../../components/case/case-columns.tsx';
import { CaseLink } from '../../../components/case/case-link.tsx';
import type { CaseRow } from '../../../components/case/cases.ts';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { useTerm } from '../../../i18n/use-words.ts';

/** What the work list says of a case: its kind too, and branch and carrier in one, for it holds all kinds. */
export function useColumns(words: KindWords): CaseColumn[] {
  const { t } = useTranslation();
  const own = useTranslation('work-list').t;
  const term = useTerm('common');
  const { carrier: carrierName } = useCarrierNames();
  const { id, stage, timeLeft, round, escalatedTo, openedAt } = useCaseColumns((row) =>
    words.stage(row.kind, row.stage),
  );
  const kindOf = ({ kind }: CaseRow) => term('kind', kind);
  const placeOf = ({ branch, carrier }: CaseRow) =>
    carrier === undefined ? branch : `${branch} · ${carrierName(carrier)}`;
  const kind: CaseColumn = { key: 'kind', title: t('case.kind'), show: kindOf, text: kindOf };
  const place: CaseColumn = { key: 'place', title: own('column.place'), show: placeOf, text: placeOf };
  return [id, kind, stage, timeLeft, place, round, escalatedTo, openedAt];
}

/** What a row is, in one line: in a preview or a result there is no table. */
export function RowName({ row, words }: { row: CaseRow; words: KindWords }) {
  const term = useTerm('common');
  return (
    <Flex gap="small" wrap>
      <CaseLink id={row.id} />
      <Typography.Text>
        {term('kind', row.kind)} · {words.stage(row.kind, row.stage)}
      </Typography.Text>
    </Flex>
  );
}
