import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig } from '../api/config.ts';
import { newQueryClient } from '../api/queries.ts';
import { openSession, signedIn } from '../api/session.ts';
import { startWords } from '../i18n/index.ts';
import { Console } from './console.tsx';
import './console.css';

const [config] = await Promise.all([loadConfig(), startWords()]);
openSession(config);
if ((await signedIn()) !== undefined) {
  // Before the first screen: a form begins with the present moment.
  if (config.local) await import('../features/local/api/local.ts').then(({ readClock }) => readClock());
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <Console />
      </QueryClientProvider>
    </StrictMode>,
  );
}
