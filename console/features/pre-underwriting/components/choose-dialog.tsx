import { Alert, Descriptions, Flex, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import type { Grid, PreUnderwriting } from '../api/case.ts';
import { useChoose } from '../api/choice.ts';
import { CellShown } from '../grid/cell.tsx';
import { CHOICE, useShownRows } from '../grid/rows.ts';

const TOLD = ['conclusion', 'premiumFen', 'extraFenAYear', 'exclusions', 'validUntil', 'wording'];

interface ChooseDialogProps {
  seen: PreUnderwriting;
  grid: Grid;
  /** The carrier that is about to be chosen. */
  carrier: string | undefined;
  close: () => void;
}

/** What is chosen, once more and whole, before it is chosen: there is no way back but a new request. */
export function ChooseDialog({ seen, grid, carrier, close }: ChooseDialogProps) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const rows = useShownRows(grid);
  const command = useChoose();
  const at = grid.columns.findIndex((column) => column.carrier === carrier);
  const product = grid.columns[at]?.product ?? '';
  const requestId = seen.requests.find((request) => request.carrier === carrier)?.id ?? '';
  const open = seen.requests.filter(({ stage }) => stage === 'asked' || stage === 'material-wanted');
  const best = seen.recommendation?.best?.carrier;
  return (
    <Modal
      open={carrier !== undefined}
      title={t('choose.carrier', { carrier: names.carrier(carrier ?? '') })}
      footer={null}
      onCancel={close}
      destroyOnHidden
    >
      <Flex vertical gap="middle">
        <Descriptions
          size="small"
          column={1}
          bordered
          items={[
            { key: 'product', label: t('facts.product'), children: names.product(carrier ?? '', product) },
            ...rows
              .filter(({ key }) => TOLD.includes(key) && key !== CHOICE)
              .map(({ key, label, cells }) => {
                const cell = cells[at];
                return { key, label, children: cell === undefined ? null : <CellShown cell={cell} /> };
              }),
          ]}
        />
        {best !== undefined && best !== carrier && (
          <Alert type="warning" showIcon title={t('choose.notBest', { best: names.carrier(best) })} />
        )}
        {open.length > 0 && (
          <Alert
            type="info"
            showIcon
            title={t('choose.others', {
              carriers: open.map((one) => names.carrier(one.carrier)).join(t('reasons.comma')),
            })}
          />
        )}
        <CommandForm
          command={command}
          body={() => ({ requestId })}
          submit={t('choose.confirm')}
          done={close}
        />
      </Flex>
    </Modal>
  );
}
