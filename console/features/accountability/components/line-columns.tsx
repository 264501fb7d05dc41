import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { Line } from '../api/run.ts';
import { ComplaintName } from './complaint-name.tsx';
import { Reasons } from './reasons.tsx';
import { StateTag } from './state-tag.tsx';
import type { Turn } from './turn.ts';
import { useReasonText } from './words.ts';

interface LineColumnsProps {
  turn: (line: Line) => Turn | undefined;
  open: (line: Line) => void;
}

/** A line: who, for what, why so much, what was said of it, and what is to be paid now. */
export function useLineColumns({ turn, open }: LineColumnsProps): Column<Line>[] {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const reasonText = useReasonText();
  const said = useSaid();
  return [
    {
      key: 'person',
      title: t('person'),
      show: ({ person }) => <strong>{person}</strong>,
      text: ({ person }) => person,
    },
    // Beside the name: on a narrow screen nobody looks for it behind the amounts.
    {
      key: 'open',
      title: t('open'),
      show: (line) => <OpenLine line={line} turn={turn(line)} open={open} />,
    },
    {
      key: 'role',
      title: t('role'),
      show: ({ role, responsibility }) => (
        <Flex vertical gap={2}>
          {t(`liable.${role}`)}
          <Typography.Text type="secondary">{t(`responsibility.${responsibility}`)}</Typography.Text>
        </Flex>
      ),
      text: ({ role, responsibility }) => `${t(`liable.${role}`)} · ${t(`responsibility.${responsibility}`)}`,
    },
    {
      key: 'complaint',
      title: common('kind.complaint'),
      show: ({ caseId, branch }) => (
        <Flex vertical gap={2}>
          <ComplaintName id={caseId} />
          <Typography.Text type="secondary">{branch}</Typography.Text>
        </Flex>
      ),
      text: ({ caseId }) => caseId,
    },
    {
      key: 'reasons',
      title: t('reasons'),
      width: 380,
      show: (line) => <Reasons line={line} />,
      text: ({ reasons }) => reasons.map(reasonText).join('; '),
    },
    {
      key: 'proposed',
      title: t('proposed'),
      show: ({ amountFen }) => <Money fen={amountFen} />,
      text: ({ amountFen }) => amountFen / 100,
    },
    {
      key: 'state',
      title: t('stateTitle'),
      show: (line) => (
        <Flex vertical gap={2} align="start">
          <StateTag state={line.state} />
          {said(line).map((words) => (
            <Typography.Text key={words} type="secondary">
              {words}
            </Typography.Text>
          ))}
        </Flex>
      ),
      text: (line) => [t(`state.${line.state}`), ...said(line)].join('; '),
    },
    {
      key: 'due',
      title: t('toPay'),
      show: ({ dueFen }) => <Money fen={dueFen} />,
      text: ({ dueFen }) => (dueFen === undefined ? '' : dueFen / 100),
    },
  ];
}

function OpenLine({ line, turn, open }: { line: Line; turn: Turn | undefined; open: (line: Line) => void }) {
  const { t } = useTranslation('accountability');
  const label = turn === undefined ? t('show') : t(`turn.${turn}`);
  return (
    <Button
      size="small"
      autoInsertSpace={false}
      type={turn === undefined ? 'default' : 'primary'}
      aria-label={t('openLine', { does: label, person: line.person })}
      onClick={() => open(line)}
    >
      {label}
    </Button>
  );
}

/** The last finding and the last decision in a few words. */
function useSaid(): (line: Line) => string[] {
  const { t } = useTranslation('accountability');
  return ({ findings, decision, redecision, objection }) => {
    const found = findings?.at(-1);
    const decided = redecision ?? decision;
    return [
      ...(found === undefined ? [] : [`${t(`level.${found.level}`)}: ${t(`says.${found.says}`)}`]),
      ...(decided === undefined
        ? []
        : [
            `${redecision === undefined ? t('decision') : t('redecision')}: ${t(`outcome.${decided.outcome}`)}`,
          ]),
      ...(objection !== undefined && redecision === undefined ? [t('objectionMade')] : []),
    ];
  };
}
