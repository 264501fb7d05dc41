import { Button, Modal, Space, Typography } from 'antd';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEvent } from './matter.tsx';
import { TimelineItem } from './timeline-item.tsx';

export interface Clash {
  changes: readonly TimelineEvent[];
  words: string;
  mine: unknown;
}

type Decision = 'keep' | 'take';
type Decide = (clash: Clash) => Promise<Decision>;

const StaleSaveContext = createContext<Decide | undefined>(undefined);

/** Asks what is to become of an entry when somebody else changed the case meanwhile. Nothing typed is lost by asking. */
export function StaleSaveProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ clash: Clash; settle: (decision: Decision) => void }>();
  const decide = useCallback<Decide>((clash) => new Promise((settle) => setOpen({ clash, settle })), []);
  const answer = (decision: Decision) => {
    open?.settle(decision);
    setOpen(undefined);
  };
  return (
    <StaleSaveContext value={decide}>
      {children}
      <Modal
        open={open !== undefined}
        title={t('stale.title')}
        // Closing it is no answer: what was typed would be gone by a slip of the hand.
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        footer={
          <Space>
            <Button onClick={() => answer('take')}>{t('stale.take')}</Button>
            <Button type="primary" onClick={() => answer('keep')}>
              {t('stale.keep')}
            </Button>
          </Space>
        }
      >
        <Typography.Paragraph>
          {t('stale.about', { count: open?.clash.changes.length ?? 0 })}
        </Typography.Paragraph>
        <ol className="timeline" aria-label={t('stale.changes')}>
          {open?.clash.changes.map((event) => (
            <TimelineItem key={event.seq} event={event} words={open.clash.words} />
          ))}
        </ol>
      </Modal>
    </StaleSaveContext>
  );
}

export function useStaleSave(): Decide {
  const decide = useContext(StaleSaveContext);
  if (decide === undefined) throw new Error('The shell asks about stale saves.');
  return decide;
}
