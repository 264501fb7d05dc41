import { FormOutlined, MessageOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'complaint',
  screens: [
    {
      path: '/complaints',
      label: 'complaints',
      icon: <MessageOutlined />,
      group: 'work',
      key: 'k',
      needs: ['complaint:read'],
    },
    {
      path: '/complaints/new',
      label: 'newComplaint',
      icon: <FormOutlined />,
      group: 'work',
      needs: ['complaint:open'],
      // Who reads complaints finds it on their list.
      roles: ['callback-agent'],
    },
  ],
  routes: [
    {
      path: 'complaints',
      lazy: async () => ({ Component: (await import('./complaints-screen.tsx')).ComplaintsScreen }),
    },
    {
      path: 'complaints/new',
      lazy: async () => ({ Component: (await import('./intake-screen.tsx')).IntakeScreen }),
    },
    {
      path: 'complaints/hotline',
      lazy: async () => ({ Component: (await import('./hotline-screen.tsx')).HotlineScreen }),
    },
    {
      path: 'complaints/:id',
      lazy: async () => ({ Component: (await import('./complaint-screen.tsx')).ComplaintScreen }),
    },
    {
      path: 'complaints/:id/letter',
      lazy: async () => ({ Component: (await import('./letter-screen.tsx')).LetterScreen }),
    },
  ],
};
