import { TableOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'pre-underwriting',
  screens: [
    { path: '/pre-underwriting', label: 'preUnderwriting', icon: <TableOutlined />, group: 'work', key: 'u', needs: ['pre-underwriting:read'] },
  ],
  routes: [],
};
