import { SmileOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'evaluation',
  screens: [
    { path: '/evaluations', label: 'evaluations', icon: <SmileOutlined />, group: 'work', key: 'e', needs: ['evaluation:read'] },
  ],
  routes: [],
};
