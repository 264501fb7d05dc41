import { UnorderedListOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'work-list',
  screens: [
    {
      path: '/work-list',
      label: 'workList',
      icon: <UnorderedListOutlined />,
      group: 'work',
      key: 'w',
      needs: ['case:list'],
    },
  ],
  routes: [
    {
      path: 'work-list',
      lazy: async () => ({ Component: (await import('./work-list-screen.tsx')).WorkListScreen }),
    },
  ],
};
