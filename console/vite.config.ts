import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Two pages: the staff's console, and the customer's page, which shares no line of antd with it. */
export default defineConfig({
  root: at('.'),
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: at('../dist/console'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    rolldownOptions: { input: { console: at('index.html'), customer: at('customer.html') } },
  },
});
