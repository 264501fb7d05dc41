import { SolutionOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'accountability',
  screens: [
    { path: '/accountability', label: 'accountability', icon: <SolutionOutlined />, group: 'money', key: 'a', needs: ['accountability:read-own'] },
  ],
  routes: [],
};
