import { BarChartOutlined } from '@ant-design/icons';
import type { RouteObject } from 'react-router';
import type { Feature } from '../../app/feature.ts';

/** Each tab is an address of its own, and loads when it is first shown. */
const TABS: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./first-screen.tsx')).FirstScreen }) },
  {
    path: 'complaints',
    lazy: async () => ({ Component: (await import('./complaints-screen.tsx')).ComplaintsScreen }),
  },
  {
    path: 'callbacks',
    lazy: async () => ({ Component: (await import('./callbacks-screen.tsx')).CallbacksScreen }),
  },
  { path: 'holds', lazy: async () => ({ Component: (await import('./holds-screen.tsx')).HoldsScreen }) },
  {
    path: 'evaluations',
    lazy: async () => ({ Component: (await import('./evaluations-screen.tsx')).EvaluationsScreen }),
  },
  {
    path: 'reconsiderations',
    lazy: async () => ({ Component: (await import('./reconsiderations-screen.tsx')).ReconsiderationsScreen }),
  },
  {
    path: 'pre-underwriting',
    lazy: async () => ({ Component: (await import('./divergence-screen.tsx')).DivergenceScreen }),
  },
  {
    path: 'carriers',
    lazy: async () => ({ Component: (await import('./carriers-screen.tsx')).CarriersScreen }),
  },
  {
    path: 'branch-scores',
    lazy: async () => ({ Component: (await import('./branch-scores-screen.tsx')).BranchScoresScreen }),
  },
  { path: 'alerts', lazy: async () => ({ Component: (await import('./alerts-screen.tsx')).AlertsScreen }) },
  { path: 'review', lazy: async () => ({ Component: (await import('./review-screen.tsx')).ReviewScreen }) },
  {
    path: 'restatements',
    lazy: async () => ({ Component: (await import('./restatements-screen.tsx')).RestatementsScreen }),
  },
  {
    path: 'exports',
    lazy: async () => ({ Component: (await import('./exports-screen.tsx')).ExportsScreen }),
  },
  { path: 'cases', lazy: async () => ({ Component: (await import('./cases-screen.tsx')).CasesScreen }) },
];

export const feature: Feature = {
  name: 'figures',
  screens: [
    {
      path: '/figures',
      label: 'figures',
      icon: <BarChartOutlined />,
      group: 'figures',
      key: 'f',
      needs: ['metrics:read', 'figures:carrier-times'],
    },
  ],
  routes: [
    {
      path: 'figures',
      lazy: async () => ({ Component: (await import('./figures-screen.tsx')).FiguresScreen }),
      children: TABS,
    },
  ],
};
