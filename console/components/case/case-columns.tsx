import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../api/carriers.ts';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { When } from '../shown.tsx';
import type { Column } from '../table/keyset-table.tsx';
import { TimeLeft } from '../time-left.tsx';
import { CaseLink } from './case-link.tsx';
import type { CaseRow } from './cases.ts';
import { DuesOfCase, tellsDues } from './dues-of-case.tsx';
import { useOwnerName } from './owner.ts';

export type CaseColumn = Column<CaseRow>;

type Name =
  | 'id'
  | 'stage'
  | 'timeLeft'
  | 'branch'
  | 'carrier'
  | 'owner'
  | 'round'
  | 'escalatedTo'
  | 'openedAt';

/**
 * What a list can say of a case. Each list takes those that tell its cases apart, and they read the same in all, on
 * the screen and in a file. Colour is never the only sign: a tag says in words what it means.
 *
 * @param stageOf the name of a row's stage, in the words of its kind
 */
export function useCaseColumns(stageOf: (row: CaseRow) => string): Record<Name, CaseColumn> {
  const { t } = useTranslation();
  const term = useTerm('common');
  const owner = useOwnerName();
  const { carrier: carrierName } = useCarrierNames();
  const { when } = useFormat();
  const carrier = (row: CaseRow) => (row.carrier === undefined ? '–' : carrierName(row.carrier));
  const escalated = ({ escalatedTo }: CaseRow) =>
    escalatedTo === undefined ? '' : term('role', escalatedTo);
  return {
    id: { key: 'id', title: t('case.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    stage: { key: 'stage', title: t('case.stage'), show: stageOf, text: stageOf },
    timeLeft: {
      key: 'time-left',
      title: t('case.timeLeft'),
      show: (row) => (
        <TimeLeft
          dueAt={row.nextDueAt}
          openedAt={row.openedAt}
          closedAt={row.closedAt}
          {...(tellsDues(row) ? { all: () => <DuesOfCase of={row} /> } : {})}
        />
      ),
      // A file is read later than it was made: what is left by then is not what was left.
      titleInFile: t('case.due'),
      text: ({ nextDueAt }) => (nextDueAt === undefined ? '' : when(nextDueAt)),
    },
    branch: {
      key: 'branch',
      title: t('case.branch'),
      show: ({ branch }) => branch,
      text: ({ branch }) => branch,
    },
    carrier: { key: 'carrier', title: t('case.carrier'), show: carrier, text: carrier },
    owner: {
      key: 'owner',
      title: t('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
      wide: true,
    },
    round: {
      key: 'round',
      title: t('case.round'),
      show: ({ round }) => round ?? '–',
      text: ({ round }) => round ?? '',
      wide: true,
    },
    escalatedTo: {
      key: 'escalated-to',
      title: t('case.escalatedTo'),
      show: (row) => (row.escalatedTo === undefined ? '–' : <Tag color="orange">{escalated(row)}</Tag>),
      text: escalated,
    },
    openedAt: {
      key: 'opened-at',
      title: t('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  };
}
