import { Modal, Switch, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey, useKeys } from './keys.tsx';

/** All keys of the present screen, and the switch that turns single keys off. */
export function KeySheet() {
  const { t } = useTranslation();
  const { all, on, turn } = useKeys();
  const [open, setOpen] = useState(false);
  useKey('?', t('keys.sheet'), () => setOpen(true));
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('keys.sheet')}>
      <div className="switch-line">
        <Switch checked={on} onChange={turn} aria-label={t('keys.single')} /> <span>{t('keys.single')}</span>
      </div>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{t('keys.key')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {[...all.values()].map(({ keys, label }) => (
            <tr key={keys}>
              <td>
                <Typography.Text keyboard>{shownKeys(keys)}</Typography.Text>
              </td>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

export function shownKeys(keys: string): string {
  return keys.replace('mod+', 'Ctrl+').replaceAll('>', ' ').toUpperCase();
}
