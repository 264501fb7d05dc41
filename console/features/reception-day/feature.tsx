import { ShopOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'reception-day',
  screens: [
    {
      path: '/reception-days',
      label: 'receptionDays',
      icon: <ShopOutlined />,
      group: 'work',
      key: 'd',
      needs: ['reception-day:run'],
    },
  ],
  routes: [
    {
      path: 'reception-days',
      lazy: async () => ({ Component: (await import('./reception-days-screen.tsx')).ReceptionDaysScreen }),
    },
    {
      path: 'reception-days/:id',
      lazy: async () => ({ Component: (await import('./desk-screen.tsx')).DeskScreen }),
    },
  ],
};
