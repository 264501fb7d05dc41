import type { Draw } from '../random.ts';
import type { Action } from './action.ts';
import { CALLBACK_ACTIONS } from './callbacks.ts';
import { CARRIER_ACTIONS } from './carriers.ts';
import { COMMISSION_ACTIONS } from './commissions.ts';
import { COMPLAINT_ACTIONS } from './complaints.ts';
import { CORRECTIVE_ACTIONS } from './corrective-actions.ts';
import { CUSTOMER_ACTIONS } from './customers.ts';
import { EVALUATION_ACTIONS } from './evaluations.ts';
import { IMPORT_ACTIONS } from './imports.ts';
import { MISCHIEF } from './mischief.ts';
import { OFFICE_ACTIONS } from './offices.ts';
import { POLICY_ACTIONS } from './policies.ts';
import { PRE_UNDERWRITING_ACTIONS } from './pre-underwriting.ts';
import { RECEPTION_DAY_ACTIONS } from './reception-days.ts';
import { RECONSIDERATION_ACTIONS } from './reconsiderations.ts';
import { WORLD_ACTIONS } from './world.ts';

const ALWAYS = [...WORLD_ACTIONS, ...CUSTOMER_ACTIONS, ...MISCHIEF];

/** What a run can be about. */
export const THEMES = {
  callback: [...CALLBACK_ACTIONS, ...COMMISSION_ACTIONS, ...POLICY_ACTIONS],
  complaint: COMPLAINT_ACTIONS,
  evaluation: EVALUATION_ACTIONS,
  'pre-underwriting': [...PRE_UNDERWRITING_ACTIONS, ...CARRIER_ACTIONS],
  reconsideration: [...RECONSIDERATION_ACTIONS, ...CARRIER_ACTIONS],
  offices: [...OFFICE_ACTIONS, ...RECEPTION_DAY_ACTIONS, ...CORRECTIVE_ACTIONS],
  'policy-import': IMPORT_ACTIONS,
} as const satisfies Record<string, readonly Action[]>;
export type Theme = keyof typeof THEMES;

const MUCH = 4; // times as often: deep enough to reach the end of a matter within a run

/** Everything that can happen in a turn. Four runs of five have a theme, unless one is given. */
export function actionsOf(draw: Draw, given?: Theme): readonly Action[] {
  const names = Object.keys(THEMES) as Theme[];
  const drawn = draw.chance(0.8) ? draw.one(['callback', ...names] as const) : undefined;
  const theme = given ?? drawn;
  const often: readonly Action[] = theme === undefined ? [] : THEMES[theme];
  const all = [...new Set([...ALWAYS, ...Object.values(THEMES).flat()])];
  return all.map((action) => (often.includes(action) ? { ...action, weight: action.weight * MUCH } : action));
}
