import { SmileOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'evaluation',
  screens: [
    {
      path: '/evaluations',
      label: 'evaluations',
      icon: <SmileOutlined />,
      group: 'work',
      key: 'e',
      needs: ['evaluation:read'],
    },
  ],
  routes: [
    {
      path: 'evaluations',
      lazy: async () => ({ Component: (await import('./evaluations-screen.tsx')).EvaluationsScreen }),
    },
    {
      path: 'evaluations/new',
      lazy: async () => ({ Component: (await import('./opening-screen.tsx')).OpeningScreen }),
    },
    {
      path: 'evaluations/:id',
      lazy: async () => ({ Component: (await import('./evaluation-screen.tsx')).EvaluationScreen }),
    },
  ],
};
