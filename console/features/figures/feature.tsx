import { BarChartOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'figures',
  screens: [
    { path: '/figures', label: 'figures', icon: <BarChartOutlined />, group: 'figures', key: 'f', needs: ['metrics:read'] },
  ],
  routes: [],
};
