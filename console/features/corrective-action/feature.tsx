import { ToolOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'corrective-action',
  screens: [
    {
      path: '/corrective-actions',
      label: 'correctiveActions',
      icon: <ToolOutlined />,
      group: 'figures',
      key: 't',
      needs: ['corrective-action:run'],
    },
  ],
  routes: [
    {
      path: 'corrective-actions',
      lazy: async () => ({ Component: (await import('./actions-screen.tsx')).ActionsScreen }),
    },
    {
      path: 'corrective-actions/new',
      lazy: async () => ({ Component: (await import('./new-action-screen.tsx')).NewActionScreen }),
    },
    {
      path: 'corrective-actions/:id',
      lazy: async () => ({ Component: (await import('./action-screen.tsx')).ActionScreen }),
    },
  ],
};
