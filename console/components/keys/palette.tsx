import { Modal } from 'antd';
import { Command } from 'cmdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { pathOfCase } from '../case/path.ts';
import { shownKeys } from './key-sheet.tsx';
import { useKeys } from './keys.tsx';

export interface Place {
  path: string;
  label: string;
}

/** Goes anywhere by typing: a screen, a case by its number, or whatever the present screen can do. */
export function Palette({
  places,
  open,
  close,
}: {
  places: readonly Place[];
  open: boolean;
  close: () => void;
}) {
  const { t } = useTranslation();
  const { all } = useKeys();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const found = pathOfCase(typed.trim());
  const then = (act: () => void) => () => {
    close();
    setTyped('');
    act();
  };
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      title={t('palette.title')}
      destroyOnHidden
    >
      <Command label={t('palette.title')} className="palette">
        <Command.Input autoFocus value={typed} onValueChange={setTyped} placeholder={t('palette.hint')} />
        <Command.List>
          <Command.Empty>{t('palette.none')}</Command.Empty>
          {found !== undefined && (
            <Command.Item value={typed} onSelect={then(() => void navigate(found))}>
              {t('palette.open', { id: typed.trim() })}
            </Command.Item>
          )}
          <Command.Group heading={t('palette.places')}>
            {places.map(({ path, label }) => (
              <Command.Item key={path} value={`${label} ${path}`} onSelect={then(() => void navigate(path))}>
                {label}
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={t('palette.here')}>
            {[...all.values()].map(({ keys, label, run }) => (
              <Command.Item key={keys} value={`${label} ${keys}`} onSelect={then(run)}>
                {label} <kbd>{shownKeys(keys)}</kbd>
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </Modal>
  );
}
