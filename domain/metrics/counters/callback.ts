import type { CaseEvent } from '../../case.ts';
import type { Added } from './added.ts';

const COUNTED: ReadonlySet<string> = new Set([
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
  return COUNTED.has(type) ? [{ name: type }] : [];
}
