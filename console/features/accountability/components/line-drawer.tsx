import { Card, Descriptions, Drawer, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import type { Line, RunSeen } from '../api/run.ts';
import { ComplaintName } from './complaint-name.tsx';
import { DecideForm, FindForm, RedecideForm } from './judge-form.tsx';
import { LineSaid } from './line-said.tsx';
import { ObjectForm } from './object-form.tsx';
import { Reasons } from './reasons.tsx';
import { StateTag } from './state-tag.tsx';
import type { Turn } from './turn.ts';

interface LineDrawerProps {
  seen: RunSeen;
  line: Line;
  turn: Turn | undefined;
  close: () => void;
}

/** One line whole, and what this person can do with it now. */
export function LineDrawer({ seen, line, turn, close }: LineDrawerProps) {
  const { t } = useTranslation('accountability');
  return (
    <Drawer open title={t('lineOf', { person: line.person })} onClose={close} size={640} destroyOnHidden>
      <Flex vertical gap="middle">
        <Facts line={line} />
        {turn !== undefined && (
          <Card size="small" title={<h2 className="card-title">{t(`turn.${turn}`)}</h2>}>
            <TurnForm seen={seen} line={line} turn={turn} close={close} />
          </Card>
        )}
        <Card size="small" title={<h2 className="card-title">{t('reasons')}</h2>}>
          <Reasons line={line} />
        </Card>
        <LineSaid month={seen.run.month} line={line} documents={seen.documents} />
      </Flex>
    </Drawer>
  );
}

function Facts({ line }: { line: Line }) {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const { caseId, branch, role, responsibility, amountFen, dueFen, state } = line;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'state', label: t('stateTitle'), children: <StateTag state={state} /> },
        {
          key: 'complaint',
          label: common('kind.complaint'),
          children: (
            <span>
              <ComplaintName id={caseId} /> · {branch}
            </span>
          ),
        },
        {
          key: 'role',
          label: t('role'),
          children: `${t(`liable.${role}`)} · ${t(`responsibility.${responsibility}`)}`,
        },
        { key: 'proposed', label: t('proposed'), children: <Money fen={amountFen} /> },
        ...(dueFen === undefined
          ? []
          : [{ key: 'due', label: t('toPay'), children: <Money fen={dueFen} /> }]),
      ]}
    />
  );
}

function TurnForm({ seen, line, turn, close }: LineDrawerProps & { turn: Turn }) {
  const { month, objectUntil } = seen.run;
  switch (turn) {
    case 'find':
      return <FindForm month={month} lines={[line.id]} done={close} />;
    case 'decide':
      return <DecideForm month={month} lines={[line.id]} done={close} />;
    case 'redecide':
      return <RedecideForm month={month} line={line.id} done={close} />;
    case 'object':
      return (
        <ObjectForm
          month={month}
          line={line.id}
          until={objectUntil}
          documents={seen.documents}
          done={close}
        />
      );
  }
}
