import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import { useStartPayout } from '../api/payout.ts';
import type { Preview } from '../api/preview.ts';
import { Totals } from './totals.tsx';

/** Asks once more before money moves, with what the dry run has shown. */
export function StartRun({ month, preview, close }: { month: string; preview: Preview; close: () => void }) {
  const { t } = useTranslation('commission');
  const { month: monthOf } = useFormat();
  const start = useStartPayout(month);
  return (
    <Modal
      open
      title={t('startTitle', { month: monthOf(month) })}
      footer={null}
      onCancel={close}
      destroyOnHidden
    >
      <CommandForm command={start} body={() => undefined} submit={t('startNow')} done={close}>
        <p>{t('startAbout')}</p>
        <Totals totals={preview.totals} />
      </CommandForm>
    </Modal>
  );
}
