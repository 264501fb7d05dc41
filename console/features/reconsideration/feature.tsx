import { AuditOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'reconsideration',
  screens: [
    {
      path: '/reconsiderations',
      label: 'reconsiderations',
      icon: <AuditOutlined />,
      group: 'work',
      key: 'r',
      needs: ['reconsideration:read'],
    },
  ],
  routes: [
    {
      path: 'reconsiderations',
      lazy: async () => ({
        Component: (await import('./reconsiderations-screen.tsx')).ReconsiderationsScreen,
      }),
    },
    {
      path: 'reconsiderations/new',
      lazy: async () => ({ Component: (await import('./intake-screen.tsx')).IntakeScreen }),
    },
    {
      path: 'reconsiderations/:id',
      lazy: async () => ({ Component: (await import('./reconsideration-screen.tsx')).ReconsiderationScreen }),
    },
    {
      path: 'reconsiderations/:id/letters/:number',
      lazy: async () => ({ Component: (await import('./letter-screen.tsx')).LetterScreen }),
    },
  ],
};
