import { createRoot } from 'react-dom/client';
import './customer.css';
import { tokenOf } from './link.ts';
import { Page } from './page.tsx';
import { WordsProvider } from './words.tsx';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <WordsProvider>
      <Page token={tokenOf(location)} />
    </WordsProvider>,
  );
}
