import { SolutionOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'accountability',
  screens: [
    {
      path: '/accountability',
      label: 'accountability',
      icon: <SolutionOutlined />,
      group: 'money',
      key: 'a',
      needs: ['accountability:read-own'],
    },
  ],
  routes: [
    {
      path: 'accountability',
      lazy: async () => ({ Component: (await import('./months-screen.tsx')).MonthsScreen }),
    },
    {
      path: 'accountability/:month',
      lazy: async () => ({ Component: (await import('./run-screen.tsx')).RunScreen }),
    },
  ],
};
