import type { Me } from '../../../api/me.ts';
import type { Line, Run } from '../api/run.ts';

/** What a line waits for from this person. */
export type Turn = 'find' | 'decide' | 'redecide' | 'object';

const HEAD_OFFICE = 'head-office';

/**
 * Whose word a line waits for: customer service first, the business line where it cannot say, then the leading group;
 * an objection is for another of the group than who decided. Nobody judges a line of their own.
 * @param today in Shanghai
 */
export function turnOf(line: Line, run: Run, { id, role, branch }: Me, today: string): Turn | undefined {
  const { state, objection, dueFen = 0 } = line;
  if (line.person === id) {
    const isOpen = run.stage === 'awaiting-objections' && state === 'decided' && objection === undefined;
    return isOpen && dueFen > 0 && today <= (run.objectUntil ?? today) ? 'object' : undefined;
  }
  const isOfGroup = role === 'head-office-manager' || role === 'compliance';
  if (state === 'objected') return isOfGroup && line.decision?.by !== id ? 'redecide' : undefined;
  if (run.stage !== 'proposing' || state !== 'proposed') return undefined;
  const said = line.findings?.at(-1)?.says;
  if (said !== undefined && said !== 'cannot-say') return isOfGroup ? 'decide' : undefined;
  const finder = said === undefined ? 'complaint-handler' : 'branch-manager';
  const isNear = branch === line.branch || branch === HEAD_OFFICE;
  return role === finder && isNear ? 'find' : undefined;
}
