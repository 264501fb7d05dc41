import type { Action } from '../../api/me.ts';

/** Every tab, by the last part of its address, with who has it. */
export const TABS = [
  { name: 'overview', path: '', needs: 'metrics:read' },
  { name: 'complaints', path: 'complaints', needs: 'metrics:read' },
  { name: 'callbacks', path: 'callbacks', needs: 'metrics:read' },
  { name: 'holds', path: 'holds', needs: 'metrics:read' },
  { name: 'evaluations', path: 'evaluations', needs: 'metrics:read' },
  { name: 'reconsiderations', path: 'reconsiderations', needs: 'metrics:read' },
  { name: 'pre-underwriting', path: 'pre-underwriting', needs: 'metrics:read' },
  { name: 'carriers', path: 'carriers', needs: 'figures:carrier-times' },
  { name: 'branch-scores', path: 'branch-scores', needs: 'metrics:read' },
  { name: 'alerts', path: 'alerts', needs: 'metrics:read' },
  { name: 'review', path: 'review', needs: 'figures:scorecard' },
  { name: 'restatements', path: 'restatements', needs: 'figures:scorecard' },
  { name: 'exports', path: 'exports', needs: 'figures:scorecard' },
] as const satisfies readonly { name: string; path: string; needs: Action }[];

export type Tab = (typeof TABS)[number];
