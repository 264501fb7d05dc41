import { TableOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'pre-underwriting',
  screens: [
    {
      path: '/pre-underwriting',
      label: 'preUnderwriting',
      icon: <TableOutlined />,
      group: 'work',
      key: 'u',
      needs: ['pre-underwriting:read'],
    },
  ],
  routes: [
    {
      path: 'pre-underwriting',
      lazy: async () => ({ Component: (await import('./list-screen.tsx')).ListScreen }),
    },
    {
      path: 'pre-underwriting/new',
      lazy: async () => ({ Component: (await import('./new-screen.tsx')).NewScreen }),
    },
    {
      path: 'pre-underwriting/:id',
      lazy: async () => ({ Component: (await import('./case-screen.tsx')).CaseScreen }),
    },
    {
      path: 'pre-underwriting/:id/facts',
      lazy: async () => ({ Component: (await import('./revise-screen.tsx')).ReviseScreen }),
    },
    {
      path: 'pre-underwriting/:id/requote',
      lazy: async () => ({ Component: (await import('./requote-screen.tsx')).RequoteScreen }),
    },
    {
      path: 'pre-underwriting/:id/print',
      lazy: async () => ({ Component: (await import('./print-screen.tsx')).PrintScreen }),
    },
  ],
};
