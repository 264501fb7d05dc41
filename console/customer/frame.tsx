import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from './words.tsx';

/** What stands around every step: the other language, and whether there is a network. */
export function Frame({ said, children }: { said: string; children: ReactNode }) {
  const { language, speak, t } = useWords();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const isOnline = useOnline();
  return (
    <>
      <header>
        <button type="button" className="plain" lang={other} onClick={() => speak(other)}>
          {t('frame.other')}
        </button>
      </header>
      <div role="status" className="network">
        {isOnline ? null : <p className="notice">{t('frame.offline')}</p>}
      </div>
      <main>{children}</main>
      <p role="status" className="unseen">
        {said}
      </p>
    </>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed);
      addEventListener('offline', changed);
      return () => {
        removeEventListener('online', changed);
        removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}
