import { createHash, type Hash } from 'node:crypto';
import type { CallbackCase } from '../../domain/callback/case.ts';
import { type CaseEvent, type CaseHead, hasWorkflow } from '../../domain/case.ts';
import type { CommissionLine } from '../../domain/commission/line.ts';
import type { PaidLine } from '../../domain/commission/payout.ts';
import type { Policy, PolicyEvent } from '../../domain/policy/policy.ts';
import type { AnyCase, Write } from '../../domain/ports.ts';
import { doing } from './context.ts';
import { Counts } from './counts.ts';
import { proofFaults } from './proofs.ts';

export interface Violation {
  invariant: string;
  where: string;
  what: string;
}

interface Link {
  seq: number;
  previousHash: string;
  hash: string;
}

/**
 * Sees every change that took effect and judges it at once, by rules of its own: nothing here asks the code that is
 * judged. What it costs grows with the change and not with what is stored.
 */
export class Observer {
  readonly violations: Violation[] = [];
  readonly cases = new Map<string, AnyCase>();
  readonly policies = new Map<string, Policy>();
  readonly lines = new Map<string, CommissionLine>();
  readonly opened = new Counts();
  /** Numbers whose owners want no more evaluations. */
  readonly optedOut = new Set<string>();
  readonly messages = new Map<string, { caseId: string; policyId?: string | undefined; template: string }>();
  readonly #ends = new Map<string, { seq: number; hash: string }>();
  readonly #paid = new Map<string, Map<string, number>>();
  readonly #said = new Set<string>();
  readonly #digest: Hash = createHash('sha256');
  changes = 0;

  violate(invariant: string, where: string, what: string): void {
    this.violations.push({ invariant, where, what });
  }

  /** SHA-256 over everything that took effect so far. */
  digest(): string {
    return this.#digest.copy().digest('hex');
  }

  linesOf(policyId: string): CommissionLine[] {
    return [...this.lines.values()].filter((line) => line.policyId === policyId);
  }

  open<K extends AnyCase['kind']>(kind: K): Extract<AnyCase, { kind: K }>[] {
    return this.of(kind).filter(({ category }) => category === 'open');
  }

  of<K extends AnyCase['kind']>(kind: K): Extract<AnyCase, { kind: K }>[] {
    const found: Extract<AnyCase, { kind: K }>[] = [];
    for (const one of this.cases.values()) {
      if (one.kind === kind) found.push(one as Extract<AnyCase, { kind: K }>);
    }
    return found;
  }

  committed(writes: readonly Write[]): void {
    const now = doing();
    if (now !== undefined) now.changes += 1;
    this.changes += 1;
    const events = writes.flatMap((write) => (write.store === 'event' ? [write.event] : []));
    for (const event of events) this.#event(event);
    for (const write of writes) if (write.store === 'policy-event') this.#policyEvent(write.event);
    // As they were: writes of one change take effect at once.
    const callbacks = new Map<string, CallbackCase | undefined>();
    for (const write of writes) {
      if (write.store === 'line') callbacks.set(write.line.policyId, this.#callbackOf(write.line.policyId));
    }
    const paid = writes.flatMap((write) => (write.store === 'paid-line' ? [write.paid] : []));
    for (const write of writes) this.#one(write, events, paid, callbacks);
    this.#together(writes);
  }

  #one(
    write: Write,
    events: readonly CaseEvent[],
    paid: readonly PaidLine[],
    callbacks: ReadonlyMap<string, CallbackCase | undefined>,
  ): void {
    switch (write.store) {
      case 'case':
        this.#case(write.case, events);
        return;
      case 'policy':
        this.policies.set(write.policy.id, write.policy);
        return;
      case 'line': {
        const earlier = this.lines.get(`${write.line.policyId} ${write.line.payee}`);
        this.#line(write.line, earlier, paid);
        const callback = callbacks.get(write.line.policyId);
        const phone = this.policies.get(write.line.policyId)?.customer.phone;
        for (const what of proofFaults({ after: write.line, before: earlier, callback, phone }, doing())) {
          this.violate('no hold goes without its proof', `${write.line.policyId} ${write.line.payee}`, what);
        }
        return;
      }
      case 'paid-line':
        this.#paidLine(write.paid);
        return;
      case 'message':
        this.#message(write.message);
        return;
      case 'opt-out':
        this.optedOut.add(write.phone);
        return;
      default:
        return;
    }
  }

  #event(event: CaseEvent): void {
    this.#chained(event.caseId, event);
    this.#digest.update(`${event.caseId} ${event.seq} ${event.hash}\n`);
  }

  #policyEvent(event: PolicyEvent): void {
    this.#chained(event.policyId, event);
    this.#digest.update(`${event.policyId} ${event.seq} ${event.hash}\n`);
  }

  #chained(id: string, link: Link): void {
    const end = this.#ends.get(id) ?? { seq: 0, hash: 'genesis' };
    const { seq, previousHash, hash, ...content } = link;
    if (seq !== end.seq + 1) this.violate('hash chains are whole', id, `event ${seq} after ${end.seq}`);
    if (previousHash !== end.hash) this.violate('hash chains are whole', id, `event ${seq} hangs on another`);
    const text = `${previousHash}\n${sortedJson(content)}`;
    if (createHash('sha256').update(text).digest('base64url') !== hash)
      this.violate('hash chains are whole', id, `event ${seq} is not what its hash says`);
    this.#ends.set(id, { seq, hash });
  }

  #case(after: AnyCase, events: readonly CaseEvent[]): void {
    const before = this.cases.get(after.id);
    if (before === undefined) this.opened.add(after.kind);
    this.cases.set(after.id, after);
    this.#digest.update(`${after.id} ${after.version} ${after.stage}\n`);
    const end = this.#ends.get(after.id);
    if (end?.seq !== after.version || end.hash !== after.lastHash)
      this.violate('hash chains are whole', after.id, 'the record does not end where its history does');
    if (before !== undefined && after.version > before.version) {
      const added = events.filter(({ caseId }) => caseId === after.id).length;
      if (added !== after.version - before.version)
        this.violate('every change has its event', after.id, `${added} events`);
    }
    const reopened = events.some(({ caseId, type }) => caseId === after.id && type === 'reopened');
    if (before?.category === 'closed' && after.category === 'open' && !reopened)
      this.violate('what is closed stays closed', after.id, `went to ${after.stage}`);
    this.#ofItsKind(after, events);
    const head = after as CaseHead;
    if (head.category === 'open' && head.nextDueAt === undefined && hasWorkflow(after.kind))
      this.violate('nothing waits for ever', after.id, `${after.stage} has no deadline ahead`);
  }

  #ofItsKind(after: AnyCase, events: readonly CaseEvent[]): void {
    if (after.kind === 'policy-import' && after.totals !== undefined) {
      const { rows, recorded, unchanged, refused } = after.totals;
      if (rows !== recorded + unchanged + refused)
        this.violate('no row of a file is lost', after.id, JSON.stringify(after.totals));
    }
    if (after.kind === 'corrective-action' && after.stage === 'dropped') {
      const by = events.findLast(({ caseId }) => caseId === after.id)?.by;
      if (by?.kind === 'staff' && by.id === after.owner)
        this.violate('nobody gives up their own action', after.id, by.id);
    }
  }

  #callbackOf(policyId: string): CallbackCase | undefined {
    const found = this.cases.get(policyId.replace('pl-', 'cb-'));
    return found?.kind === 'callback' ? found : undefined;
  }

  #line(after: CommissionLine, before: CommissionLine | undefined, paid: readonly PaidLine[]): void {
    const key = `${after.policyId} ${after.payee}`;
    this.lines.set(key, after);
    const { accrued, held, payable, voided } = after.balances;
    if (accrued !== held + payable + after.balances.paid + voided)
      this.violate('sums are zero', key, JSON.stringify(after.balances));
    for (const entry of after.entries.slice(before?.entries.length ?? 0)) {
      const sum = Object.values(entry.legs).reduce((total, leg) => total + leg, 0);
      if (sum !== 0) this.violate('sums are zero', key, `entry ${entry.seq} sums to ${sum}`);
    }
    const kept = before?.entries.at(-1);
    if (kept !== undefined && after.entries[before?.entries.length ?? 0]?.previousHash !== kept.hash)
      this.violate('hash chains are whole', key, 'the ledger does not go on where it was');
    if (after.holds.length > 0 && payable > 0)
      this.violate('never payable while held', key, after.holds.map(({ type }) => type).join(', '));
    this.#digest.update(`${key} ${after.version} ${after.entries.at(-1)?.hash}\n`);
    const moved = after.balances.paid - (before?.balances.paid ?? 0);
    if (moved === 0) return;
    const stated = paid.find((one) => one.policyId === after.policyId && one.payee === after.payee);
    if (stated?.amountFen !== moved)
      this.violate('nobody is paid twice', key, `paid ${moved} without a paid line`);
    const { availableFrom } = after;
    if (moved > 0 && (availableFrom === undefined || availableFrom > cutOffOf(paid[0]?.payoutId ?? '')))
      this.violate('never paid before its day', key, `available from ${availableFrom}`);
    if (moved > 0 && (before === undefined || before.holds.length > 0 || before.balances.payable !== moved))
      this.violate('never paid while held', key, `paid ${moved} of ${before?.balances.payable}`);
  }

  #paidLine(paid: PaidLine): void {
    const key = `${paid.policyId} ${paid.payee}`;
    const runs = this.#paid.get(key) ?? new Map<string, number>();
    this.#paid.set(key, runs);
    if (runs.has(paid.payoutId)) this.violate('nobody is paid twice', key, `again in ${paid.payoutId}`);
    runs.set(paid.payoutId, paid.amountFen);
    const total = runs.values().reduce((sum, amount) => sum + amount, 0);
    const line = this.lines.get(key);
    if (line !== undefined && total > line.balances.accrued)
      this.violate('nobody is paid twice', key, `${total} of ${line.balances.accrued}`);
    if (line !== undefined && line.balances.paid !== total)
      this.violate('nobody is paid twice', key, `the line says ${line.balances.paid}, the runs ${total}`);
  }

  #message(message: Extract<Write, { store: 'message' }>['message']): void {
    const { id, caseId, policyId, template, round, intendedAt } = message;
    if (this.messages.has(id)) this.violate('every message once per intent', caseId, `${id} again`);
    this.messages.set(id, { caseId, policyId, template });
    const intent = `${caseId} ${template} ${round} ${intendedAt}`;
    if (this.#said.has(intent)) this.violate('every message once per intent', caseId, intent);
    this.#said.add(intent);
  }

  /** What holds between the records of one change. */
  #together(writes: readonly Write[]): void {
    const policies = new Set<string>();
    for (const write of writes) {
      if (write.store === 'line') policies.add(write.line.policyId);
      if (write.store === 'policy') policies.add(write.policy.id);
      if (write.store === 'case' && write.case.kind === 'callback') policies.add(write.case.policyId);
    }
    for (const policyId of policies) this.#policyWhole(policyId);
    for (const write of writes) {
      if (write.store !== 'case' || write.case.kind !== 'reception-day') continue;
      const { id, complaints, totals } = write.case;
      const uncounted = complaints.filter((one) => this.cases.get(one.id)?.kind !== 'complaint');
      if (uncounted.length > 0 || totals.complaints !== complaints.length)
        this.violate('a desk counts the complaints that are cases', id, `${uncounted.length} are none`);
    }
  }

  #policyWhole(policyId: string): void {
    const policy = this.policies.get(policyId);
    const callback = this.#callbackOf(policyId);
    if (policy?.scope.inScope === true && callback === undefined)
      this.violate('every policy in scope has its case', policyId, 'none');
    if (policy?.scope.inScope === false && callback !== undefined)
      this.violate('every policy in scope has its case', policyId, 'one out of scope has one');
    if (callback === undefined || policy === undefined) return;
    const payees = policy.commission.map(({ payee }) => this.lines.get(`${policyId} ${payee}`));
    const payable = payees.some((line) => (line?.balances.payable ?? 0) > 0);
    const free = payees.some(
      (line) => line !== undefined && line.holds.length === 0 && line.balances.voided === 0,
    );
    if (callback.category === 'open' && (payable || free))
      this.violate(
        'never problem open and commission payable',
        policyId,
        `${callback.stage}, and it is free`,
      );
    if (callback.stage === 'closed-without-word' && payees.some((line) => left(line) > 0))
      this.violate(
        'never problem open and commission payable',
        policyId,
        'closed without word, and some is left',
      );
  }
}

/** The last day of the month that a run pays for. */
function cutOffOf(payoutId: string): string {
  const [year = 0, month = 0] = payoutId.replace('payout-', '').split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function left(line: CommissionLine | undefined): number {
  return line === undefined ? 0 : line.balances.held + line.balances.payable;
}

/** Keys in order, what is undefined left out: the one text that a hash is made over. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${sortedJson(member)}`);
  return `{${members.join(',')}}`;
}
