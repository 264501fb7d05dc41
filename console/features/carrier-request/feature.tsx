import { BankOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'carrier-request',
  screens: [
    {
      path: '/carrier-requests',
      label: 'carrierRequests',
      icon: <BankOutlined />,
      group: 'work',
      key: 'q',
      needs: ['carrier-request:read'],
    },
  ],
  routes: [
    {
      path: 'carrier-requests',
      lazy: async () => ({ Component: (await import('./list-screen.tsx')).ListScreen }),
    },
    {
      path: 'carrier-requests/:id',
      lazy: async () => ({ Component: (await import('./request-screen.tsx')).RequestScreen }),
    },
  ],
};
