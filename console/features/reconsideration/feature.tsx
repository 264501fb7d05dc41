import { AuditOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'reconsideration',
  screens: [
    { path: '/reconsiderations', label: 'reconsiderations', icon: <AuditOutlined />, group: 'work', key: 'r', needs: ['reconsideration:read'] },
  ],
  routes: [],
};
