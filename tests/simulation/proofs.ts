import type { CallbackCase } from '../../domain/callback/case.ts';
import type { CommissionLine } from '../../domain/commission/line.ts';
import type { Staff } from '../../domain/people.ts';
import type { Doing, Request } from './context.ts';

/** Rung up by staff under a customer's name, this number proves nothing. */
export const STAFF_PHONE = '13100000000';

interface Changed {
  after: CommissionLine;
  before: CommissionLine | undefined;
  /** As it was before. */
  callback: CallbackCase | undefined;
  /** Of the customer. */
  phone: string | undefined;
}

/**
 * What must be true of whoever is at it when a hold goes: the request itself is the proof, as it came in, and nothing
 * that the code made of it.
 */
export function proofFaults(changed: Changed, now: Doing | undefined): string[] {
  const { after, before, callback } = changed;
  if (before === undefined) return [];
  const request = now?.request;
  // With all of the money its holds go: at once, and when a line that was void before is cancelled as well.
  if (after.balances.voided === after.balances.accrued && isEnd(request, callback)) return [];
  if (after.balances.voided > before.balances.voided) return ['voided by nobody who may'];
  const stays = new Set(after.holds.map(({ type }) => type));
  return before.holds
    .filter(({ type }) => !stays.has(type))
    .filter(({ type, placedBy }) => {
      switch (type) {
        case 'callback-not-completed':
          return (
            !stays.has('callback-problem') &&
            !(isTrusted(request, changed) && saysAllIsWell(request, callback))
          );
        case 'callback-problem':
          return !(isTrusted(request, changed) && saysItIsSettled(request, callback));
        case 'receipt-missing':
          return request?.path.endsWith('/receipt') !== true;
        default:
          return !(staffOf(request)?.role === 'compliance' && staffOf(request)?.id !== placedBy);
      }
    })
    .map(
      ({ type }) => `${type} went with ${request === undefined ? (now?.name ?? 'nothing') : told(request)}`,
    );
}

/** By that number nobody says that all is well: neither by a link nor in a call. */
function isTrusted(request: Request | undefined, { callback, phone }: Changed): boolean {
  if (phone !== STAFF_PHONE || request === undefined) return true;
  if (request.by === 'customer') return false;
  const { evidence } = bodyOf(request) as { evidence?: { way?: string } };
  const way = request.path.endsWith('/verdict') ? callback?.unapproved?.evidence.way : evidence?.way;
  return way !== 'call' && way !== 'link';
}

function told({ by, method, path }: Request): string {
  return `${by === 'customer' ? by : `${by.role} ${by.id}`}: ${method} ${path}`;
}

function staffOf(request: Request | undefined): Staff | undefined {
  return request === undefined || request.by === 'customer' ? undefined : request.by;
}

function bodyOf(request: Request | undefined): Record<string, unknown> {
  return (request?.body ?? {}) as Record<string, unknown>;
}

/** By a link of this very case, or taken down by an agent who is not concerned, with the evidence. */
function saysAllIsWell(request: Request | undefined, callback: CallbackCase | undefined): boolean {
  if (request === undefined || callback === undefined) return false;
  const { answers, problems, evidence } = bodyOf(request);
  const all = Object.values((answers ?? {}) as Record<string, unknown>);
  const isYes = all.length > 0 && all.every((answer) => answer === 'yes');
  if (!isYes || (Array.isArray(problems) && problems.length > 0)) return false;
  if (request.by === 'customer') return request.path.startsWith(`/c/${callback.id}.a`);
  return isUnconcerned(request, callback) && evidence !== undefined && isOfBranch(request, callback);
}

function saysItIsSettled(request: Request | undefined, callback: CallbackCase | undefined): boolean {
  if (request === undefined || callback === undefined) return false;
  const { settled, approve } = bodyOf(request);
  if (request.by === 'customer') {
    return settled === true && request.path.startsWith(`/c/${callback.id}.c${callback.round}.`);
  }
  return (
    approve === true &&
    request.path === `/cases/${callback.id}/confirmations/verdict` &&
    isUnconcerned(request, callback) &&
    isOfBranch(request, callback) &&
    callback.unapproved !== undefined &&
    callback.unapproved.by !== request.by.id
  );
}

function isUnconcerned({ by }: Request, { concerned }: CallbackCase): boolean {
  return by !== 'customer' && !concerned.includes(by.id);
}

function isOfBranch({ by }: Request, { branch }: CallbackCase): boolean {
  return by !== 'customer' && (by.branch === undefined || by.branch === branch);
}

/** Cancelled in the cooling-off period, or closed by a second person without the customer's word. */
function isEnd(request: Request | undefined, callback: CallbackCase | undefined): boolean {
  if (request === undefined || request.by === 'customer') return false;
  if (request.path.endsWith('/cancellation')) {
    return ['core-system', 'branch-manager', 'head-office-manager'].includes(request.by.role);
  }
  const { closing } = callback ?? {};
  return (
    request.path === `/cases/${callback?.id}/closing/verdict` &&
    bodyOf(request).approve === true &&
    request.by.role === 'compliance' &&
    closing !== undefined &&
    closing.by !== request.by.id
  );
}
