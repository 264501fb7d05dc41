import { BankOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'carrier-request',
  screens: [
    { path: '/carrier-requests', label: 'carrierRequests', icon: <BankOutlined />, group: 'work', key: 'q', needs: ['carrier-request:read'] },
  ],
  routes: [],
};
