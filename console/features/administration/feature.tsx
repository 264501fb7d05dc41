import { SettingOutlined } from '@ant-design/icons';
import type { RouteObject } from 'react-router';
import type { Feature } from '../../app/feature.ts';

const sections: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./overview-screen.tsx')).OverviewScreen }) },
  {
    path: 'questionnaires',
    lazy: async () => ({ Component: (await import('./questionnaires-screen.tsx')).QuestionnairesScreen }),
  },
  {
    path: 'ladders',
    lazy: async () => ({ Component: (await import('./ladders-screen.tsx')).LaddersScreen }),
  },
  {
    path: 'calendar',
    lazy: async () => ({ Component: (await import('./calendar-screen.tsx')).CalendarScreen }),
  },
  { path: 'holds', lazy: async () => ({ Component: (await import('./holds-screen.tsx')).HoldsScreen }) },
  { path: 'scope', lazy: async () => ({ Component: (await import('./scope-screen.tsx')).ScopeScreen }) },
  {
    path: 'complaints',
    lazy: async () => ({ Component: (await import('./complaints-screen.tsx')).ComplaintsScreen }),
  },
  {
    path: 'carrier-times',
    lazy: async () => ({ Component: (await import('./carrier-times-screen.tsx')).CarrierTimesScreen }),
  },
  {
    path: 'evaluations',
    lazy: async () => ({ Component: (await import('./evaluations-screen.tsx')).EvaluationsScreen }),
  },
  { path: 'scores', lazy: async () => ({ Component: (await import('./scores-screen.tsx')).ScoresScreen }) },
  {
    path: 'amounts',
    lazy: async () => ({ Component: (await import('./amounts-screen.tsx')).AmountsScreen }),
  },
  {
    path: 'vocabularies',
    lazy: async () => ({ Component: (await import('./vocabularies-screen.tsx')).VocabulariesScreen }),
  },
  {
    path: 'vocabularies/:carrier',
    lazy: async () => ({ Component: (await import('./vocabulary-screen.tsx')).VocabularyScreen }),
  },
  {
    path: 'catalogue',
    lazy: async () => ({ Component: (await import('./catalogue-screen.tsx')).CatalogueScreen }),
  },
  { path: 'people', lazy: async () => ({ Component: (await import('./people-screen.tsx')).PeopleScreen }) },
  { path: 'access', lazy: async () => ({ Component: (await import('./access-screen.tsx')).AccessScreen }) },
  { path: 'sights', lazy: async () => ({ Component: (await import('./sights-screen.tsx')).SightsScreen }) },
  {
    path: 'exports',
    lazy: async () => ({ Component: (await import('./exports-screen.tsx')).ExportsScreen }),
  },
  {
    path: 'coverage',
    lazy: async () => ({ Component: (await import('./coverage-screen.tsx')).CoverageScreen }),
  },
];

export const feature: Feature = {
  name: 'administration',
  screens: [
    {
      path: '/administration',
      label: 'administration',
      icon: <SettingOutlined />,
      group: 'administration',
      key: 's',
      needs: ['vocabulary:read', 'metrics:read'],
    },
  ],
  routes: [
    {
      path: 'administration',
      lazy: async () => ({
        Component: (await import('./administration-screen.tsx')).AdministrationScreen,
      }),
      children: sections,
    },
  ],
};
