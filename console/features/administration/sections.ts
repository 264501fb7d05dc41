import type { Action } from '../../api/me.ts';

export const GROUPS = ['rules', 'carriers', 'people', 'records'] as const;

/** Name of the section, of its path and of its words. */
export type SectionName =
  | 'questionnaires'
  | 'ladders'
  | 'calendar'
  | 'holds'
  | 'scope'
  | 'complaints'
  | 'carrier-times'
  | 'evaluations'
  | 'scores'
  | 'amounts'
  | 'vocabularies'
  | 'catalogue'
  | 'people'
  | 'access'
  | 'sights'
  | 'exports'
  | 'coverage';

interface Section {
  name: SectionName;
  group: (typeof GROUPS)[number];
  needs: Action;
}

export const SECTIONS: readonly Section[] = [
  { name: 'questionnaires', group: 'rules', needs: 'settings:read' },
  { name: 'ladders', group: 'rules', needs: 'settings:read' },
  { name: 'calendar', group: 'rules', needs: 'settings:read' },
  { name: 'holds', group: 'rules', needs: 'settings:read' },
  { name: 'scope', group: 'rules', needs: 'settings:read' },
  { name: 'complaints', group: 'rules', needs: 'settings:read' },
  { name: 'carrier-times', group: 'rules', needs: 'settings:read' },
  { name: 'evaluations', group: 'rules', needs: 'settings:read' },
  { name: 'scores', group: 'rules', needs: 'settings:read' },
  { name: 'amounts', group: 'rules', needs: 'settings:read' },
  { name: 'vocabularies', group: 'carriers', needs: 'vocabulary:read' },
  { name: 'catalogue', group: 'carriers', needs: 'catalogue:read' },
  { name: 'people', group: 'people', needs: 'person:list' },
  { name: 'access', group: 'people', needs: 'settings:read' },
  { name: 'sights', group: 'records', needs: 'sight:list' },
  { name: 'exports', group: 'records', needs: 'figures:scorecard' },
  { name: 'coverage', group: 'records', needs: 'coverage:read' },
];
