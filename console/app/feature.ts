import type { ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { Action, Role } from '../api/me.ts';

/** An entry of the navigation. Shown to whoever may do one of `needs`, or is of one of `roles` when these are given. */
export interface Screen {
  path: string;
  /** Its name is `screen.<label>` of the common words: the navigation is there before any screen has loaded. */
  label: string;
  icon: ReactNode;
  group: 'work' | 'money' | 'figures' | 'administration';
  needs: readonly Action[];
  roles?: readonly Role[];
  /** Pressed after `g`. */
  key?: string;
}

/** One capability of the console: its folder, its words, its screens. */
export interface Feature {
  /** Folder under `features/` and namespace of its words. */
  name: string;
  screens: readonly Screen[];
  /** Below `/console/`; every screen loads when it is first shown. */
  routes: RouteObject[];
}
