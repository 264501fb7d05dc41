import type { CaseEvent } from '../../case.ts';
import type { Added } from './added.ts';

/** Events of a callback that are counted, each under its own name. */
export const COUNTED_CALLBACK_EVENTS: ReadonlySet<string> = new Set([
  'callback-opened',
  'answered-clean',
  'answered-problem',
  'unreached',
  'confirmed-settled',
  'confirmed-not-settled',
  'cooling-off-missed',
  'task-missed',
  'cancelled',
  'closing-proposed',
  'closing-refused',
  'closed-without-word',
]);

export function callbackCounters({ type }: CaseEvent): Added[] {
  return COUNTED_CALLBACK_EVENTS.has(type) ? [{ name: type }] : [];
}
