import { SettingOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'administration',
  screens: [
    { path: '/administration', label: 'administration', icon: <SettingOutlined />, group: 'administration', key: 's', needs: ['vocabulary:read', 'metrics:read'] },
  ],
  routes: [],
};
