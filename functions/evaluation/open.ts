import type { CaseEvent } from '../../domain/case.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { AlreadyExists } from '../../domain/errors.ts';
import type { Moment } from '../../domain/evaluation/cards.ts';
import { type EvaluationCase, evaluationId } from '../../domain/evaluation/case.ts';
import { openEvaluation } from '../../domain/evaluation/open.ts';
import { freeExtension } from '../../domain/evaluation/sending.ts';
import type { Actor } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock, Write } from '../../domain/ports.ts';
import { contactPhone, loadComplaint, matterOfPolicy } from '../complaint/file.ts';
import { type EvaluationDeps, evaluationsOfNumber, saveEvaluation } from './file.ts';

/** Whom and what an evaluation asks about. */
export interface Evaluated {
  moment: Moment;
  branch: string;
  line: 'life' | 'property';
  customerRef: string;
  phone: string;
  brokerId?: string | undefined;
  concerned: readonly string[];
  carrier?: string | undefined;
  policyId?: string | undefined;
  /** The claim, by the core system's id, or the case whose end is evaluated. */
  about?: string | undefined;
  /** Counted from one. */
  resolution: number;
  previous?: string | undefined;
}

export interface OpenedEvaluation {
  id: string;
  outcome: 'opened' | 'unchanged';
  evaluation: EvaluationCase;
}

/** What a policy of ours says; nothing of it is asked for again. */
export function evaluatedOfPolicy(policy: Policy): Omit<Evaluated, 'moment' | 'resolution'> {
  const { branch, customerRef, policyId, carrier, brokerId, line } = matterOfPolicy(policy, policy.id);
  return {
    branch,
    customerRef,
    policyId,
    carrier,
    brokerId,
    line,
    phone: policy.customer.phone,
    concerned: [...new Set([policy.brokerId, ...policy.commission.map(({ payee }) => payee)])],
  };
}

/** Opens an evaluation; the same moment of the same matter again is the one that is there. */
export async function openOnce(
  evaluated: Evaluated,
  by: Actor,
  at: Date,
  deps: EvaluationDeps,
): Promise<OpenedEvaluation> {
  const { resolution, phone, ...rest } = evaluated;
  const id = idFor(evaluated);
  const there = await deps.cases.byId(id);
  if (there?.kind === 'evaluation') return { id, outcome: 'unchanged', evaluation: there };
  const others = await evaluationsOfNumber(phone, deps);
  const decision = openEvaluation(
    {
      ...rest,
      id,
      extension: freeExtension(
        id,
        others.map((one) => one.extension),
      ),
      ...(evaluated.policyId === undefined ? { phone } : {}),
      ...(resolution > 1 && evaluated.previous === undefined
        ? { previous: idFor({ ...evaluated, resolution: resolution - 1 }) }
        : {}),
    },
    by,
    at,
    deps.rules,
  );
  // By its number a reply finds the customer, and by the customer the evaluation.
  const beside: Write[] = [{ store: 'customer-phone', phone, customerRef: evaluated.customerRef }];
  try {
    await saveEvaluation(deps, decision, at, { phone, beside });
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return { id, outcome: 'unchanged', evaluation: await deps.cases.load('evaluation', id) };
  }
  return { id, outcome: 'opened', evaluation: await deps.cases.load('evaluation', id) };
}

function idFor({ moment, policyId, customerRef, about, resolution }: Evaluated): string {
  return evaluationId({ moment, matter: [policyId ?? customerRef, about ?? ''].join('\n'), resolution });
}

const BY_ITSELF: Actor = { kind: 'system', id: 'evaluation' };

export type EvaluateDeps = EvaluationDeps & { clock: Clock };

/**
 * What is asked about by itself, where the settings say so: a policy in scope that was recorded, and each resolution of
 * a complaint. Told twice, it is one evaluation.
 */
export async function evaluateOf(event: CaseEvent, deps: EvaluateDeps): Promise<void> {
  const { sendOnIssue, sendOnResolution } = deps.rules.evaluation;
  if (event.type === 'callback-opened' && sendOnIssue) await evaluateIssue(event, deps);
  if (event.type === 'complaint-closed' && sendOnResolution && RESOLVED.has(event.data.stage)) {
    await evaluateResolution(event, deps);
  }
}

const RESOLVED: ReadonlySet<unknown> = new Set(['settled', 'decided']);

async function evaluateIssue({ caseId }: CaseEvent, deps: EvaluateDeps): Promise<void> {
  const callback = await deps.cases.load('callback', caseId);
  const policy = await deps.policies.byId(callback.policyId);
  if (policy === undefined || policy.status === 'cancelled') return;
  const evaluated = { ...evaluatedOfPolicy(policy), moment: 'policy-issued', resolution: 1 } as const;
  await openOnce(evaluated, BY_ITSELF, deps.clock.now(), deps);
}

/**
 * Nobody is asked without a number. What an evaluation led to is asked about as that one was. It concerns whoever
 * handled the complaint as well: they do not read what is said of it.
 */
async function evaluateResolution({ caseId, by }: CaseEvent, deps: EvaluateDeps): Promise<void> {
  const complaint = await loadComplaint(deps, caseId);
  const handlers = [
    ...(by.kind === 'staff' ? [by.id] : []),
    ...(complaint.handler === undefined ? [] : [complaint.handler]),
  ];
  const whose = await whoseOf(complaint, handlers, deps);
  if (whose === undefined) return;
  const origin = complaint.origin?.startsWith('ev-') ? await deps.cases.byId(complaint.origin) : undefined;
  const first = origin?.kind === 'evaluation' ? origin : undefined;
  const resolution = complaint.reopened + 1;
  await openOnce(
    {
      ...whose,
      moment: first?.moment ?? (complaint.subject === 'sales' ? 'policy-issued' : 'claim-closed'),
      about: complaint.id,
      resolution,
      ...(resolution === 1 && first !== undefined ? { previous: first.id } : {}),
    },
    BY_ITSELF,
    deps.clock.now(),
    deps,
  );
}

async function whoseOf(
  complaint: ComplaintCase,
  handlers: readonly string[],
  deps: EvaluateDeps,
): Promise<Omit<Evaluated, 'moment' | 'resolution'> | undefined> {
  const { id, policyId, branch, line, customerRef, brokerId, carrier, involved } = complaint;
  const policy = policyId === undefined ? undefined : await deps.policies.byId(policyId);
  const ofPolicy = policy === undefined ? undefined : evaluatedOfPolicy(policy);
  const phone = ofPolicy?.phone ?? (await contactPhone(deps.cases, id));
  if (phone === undefined) return undefined;
  const concerned = [...new Set([...(ofPolicy?.concerned ?? []), ...involved, ...handlers])];
  if (ofPolicy !== undefined) return { ...ofPolicy, branch, concerned };
  return { branch, line, customerRef, brokerId, carrier, phone, concerned };
}
