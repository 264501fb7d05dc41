import { ToolOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'corrective-action',
  screens: [
    { path: '/corrective-actions', label: 'correctiveActions', icon: <ToolOutlined />, group: 'figures', key: 't', needs: ['corrective-action:run'] },
  ],
  routes: [],
};
