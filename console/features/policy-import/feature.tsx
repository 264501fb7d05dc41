import { ImportOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'policy-import',
  screens: [
    {
      path: '/imports',
      label: 'imports',
      icon: <ImportOutlined />,
      group: 'administration',
      key: 'i',
      needs: ['policy:import'],
    },
  ],
  routes: [
    {
      path: 'imports',
      lazy: async () => ({ Component: (await import('./imports-screen.tsx')).ImportsScreen }),
    },
    {
      path: 'imports/:id',
      lazy: async () => ({ Component: (await import('./import-screen.tsx')).ImportScreen }),
    },
  ],
};
