import { useTerm } from '../../i18n/use-words.ts';
import { useCaseColumns } from './case-columns.tsx';
import { CaseTable } from './case-table.tsx';
import { type CaseKind, useCases } from './cases.ts';

const AT_ONCE = 50;

/** Cases of one kind in one stage of a branch: the next due first, of those that ended the latest. */
export function StageList({
  kind,
  stage,
  branch,
  state,
  words,
  label,
  empty,
  withOwner = false,
}: {
  kind: CaseKind;
  stage: string;
  branch: string;
  /** Whichever the index chooses when it is left out: a stage in which cases are open and closed. */
  state: 'open' | 'closed' | undefined;
  /** The words that name the stages. */
  words: string;
  label: string;
  empty?: string;
  withOwner?: boolean;
}) {
  const term = useTerm(words);
  const query = useCases({ kind, stage, branch, limit: AT_ONCE, ...(state === undefined ? {} : { state }) });
  const column = useCaseColumns((row) => term('stage', row.stage));
  const columns = [
    column.id,
    column.stage,
    column.timeLeft,
    ...(withOwner ? [column.owner] : []),
    column.carrier,
    column.openedAt,
  ];
  return (
    <CaseTable
      query={query}
      columns={columns}
      label={label}
      file={`${kind}-${branch}-${stage}`}
      {...(empty === undefined ? {} : { empty })}
    />
  );
}
