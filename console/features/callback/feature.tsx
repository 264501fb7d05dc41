import { PhoneOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'callback',
  screens: [
    {
      path: '/callbacks',
      label: 'callbacks',
      icon: <PhoneOutlined />,
      group: 'work',
      key: 'c',
      needs: ['case:read'],
    },
  ],
  routes: [
    {
      path: 'callbacks',
      lazy: async () => ({ Component: (await import('./callbacks-screen.tsx')).CallbacksScreen }),
    },
    {
      path: 'callbacks/:id',
      lazy: async () => ({ Component: (await import('./callback-screen.tsx')).CallbackScreen }),
    },
  ],
};
