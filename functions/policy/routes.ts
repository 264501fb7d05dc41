import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import { correctContact } from '../../domain/callback/remedy.ts';
import { cancelCallback, recordReceipt } from '../../domain/callback/reports.ts';
import { liftHold, setAvailableFrom, voidLine } from '../../domain/commission/line.ts';
import { Invalid, NotFound, RecourseError, Refused } from '../../domain/errors.ts';
import { mask } from '../../domain/masking.ts';
import { exposureTakenBack } from '../../domain/metrics/exposure.ts';
import { Id, type Staff } from '../../domain/people.ts';
import { Carrier } from '../../domain/policy/intake.ts';
import {
  assertInCoolingOff,
  callbackCaseIdOf,
  commissionAvailableFrom,
  followPolicy,
  Phone,
  Policy,
  PolicyInput,
  policyIdOf,
  refuseImpossible,
  ScopeDecision,
} from '../../domain/policy/policy.ts';
import { replayScope, SCOPE_RULES } from '../../domain/policy/scope.ts';
import type { Clock, Files, Page, Write } from '../../domain/ports.ts';
import { sightOfPolicy } from '../../domain/sight.ts';
import { DateText, dateOf } from '../../domain/time/calendar.ts';
import { type FileDeps, loadFile, loadPolicy, save } from '../callback/file.ts';
import { CustomerView, customerView } from '../callback/views.ts';
import { paging } from '../http/paging.ts';
import { Problem, parse, problemOf } from '../http/problem.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { reconcile } from './coverage.ts';
import { importRoutes } from './import-routes.ts';
import type { TakeIn } from './take-in.ts';

export type PolicyApiDeps = FileDeps & { clock: Clock; rules: CallbackRules; files: Files; takeIn: TakeIn };

const ById = z.object({
  id: z.string().check(z.regex(/^pl-[0-9a-f]{20}$/, 'is not a policy id')),
});
const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(500));
const Month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, as 2026-11'));

const Taken = z.object({
  policyId: z.string(),
  outcome: z.enum(['recorded', 'unchanged']),
  inScope: z.boolean(),
  scope: z.string(),
  caseId: z.optional(z.string()),
});

function takenView({ outcome, policy }: Awaited<ReturnType<TakeIn>>): z.infer<typeof Taken> {
  return {
    policyId: policy.id,
    outcome,
    inScope: policy.scope.inScope,
    scope: policy.scope.reason,
    ...(policy.scope.inScope ? { caseId: callbackCaseIdOf(policy.id) } : {}),
  };
}

const PolicyView = z.extend(z.omit(Policy, { inputHash: true, lastHash: true }), {
  customer: CustomerView,
  /** Its callback, when it is in scope. */
  caseId: z.optional(z.string()),
});

function policyView(policy: Policy): z.infer<typeof PolicyView> {
  const { inputHash: _input, lastHash: _last, customer: _customer, ...shown } = policy;
  return {
    ...shown,
    customer: customerView(policy),
    ...(policy.scope.inScope ? { caseId: callbackCaseIdOf(policy.id) } : {}),
  };
}

const subjectOf = (policy: Policy) => ({
  branch: policy.branch,
  concerned: [policy.brokerId, ...policy.commission.map((part) => part.payee)],
});

const BATCH = 500;
const AT_ONCE = 8; // transactions; more gained nothing on one table

export function policyRoutes(deps: PolicyApiDeps): Route[] {
  async function load(id: string, staff: Staff, action: Parameters<typeof authorize>[1]): Promise<Policy> {
    const policy = await loadPolicy(deps, id);
    authorize(staff, action, subjectOf(policy));
    return policy;
  }

  return [
    route({
      method: 'POST',
      path: '/policies',
      summary: 'Take one policy in: scope decided, commission accrued and held, callback opened',
      body: PolicyInput,
      answer: Taken,
      handle: async ({ body, staff }) => {
        authorize(staff, 'policy:record');
        const taken = await deps.takeIn(body, staff);
        return { status: taken.outcome === 'recorded' ? 201 : 200, body: takenView(taken) };
      },
    }),
    route({
      method: 'POST',
      path: '/policies/batch',
      summary: 'Take up to 500 policies in, with a result per row',
      body: z.strictObject({ policies: z.array(z.unknown()).check(z.minLength(1), z.maxLength(BATCH)) }),
      answer: z.object({
        results: z.array(z.union([Taken, z.object({ index: z.int(), problem: Problem })])),
      }),
      handle: async ({ body, staff, requestId }) => {
        authorize(staff, 'policy:record');
        const results: unknown[] = [];
        for (let from = 0; from < body.policies.length; from += AT_ONCE) {
          const rows = body.policies.slice(from, from + AT_ONCE).map(async (row, offset) => {
            try {
              return {
                index: from + offset,
                ...takenView(await deps.takeIn(parse(PolicyInput, row, ''), staff)),
              };
            } catch (error) {
              if (!(error instanceof RecourseError)) throw error;
              return { index: from + offset, problem: problemOf(error, requestId) };
            }
          });
          results.push(...(await Promise.all(rows)));
        }
        return { body: { results } };
      },
    }),
    route({
      method: 'GET',
      path: '/policies',
      summary: 'Policies that a broker sold, newest first',
      query: z.strictObject({ broker: z.optional(Id), ...paging }),
      answer: z.object({ items: z.array(PolicyView), next: z.optional(z.string()) }),
      handle: async ({ query, staff }) => {
        const broker = query.broker ?? staff.id;
        authorize(staff, 'policy:read', { branch: staff.branch, concerned: [broker] });
        const page = await deps.policies.ofBroker(broker, query.limit, query.next);
        // A branch's people see what the broker sold for their branch.
        const items = page.items.filter(
          (policy) => staff.branch === undefined || staff.branch === policy.branch,
        );
        return { body: { ...page, items: items.map(policyView) } };
      },
    }),
    route({
      method: 'POST',
      path: '/policies/find',
      summary: 'A policy by its number, which belongs in no URL',
      body: z.strictObject({ carrier: Id, number: PolicyInput.shape.number }),
      answer: PolicyView,
      handle: async ({ body, staff }) => {
        const policy = await load(policyIdOf(body.carrier, body.number), staff, 'policy:read');
        return { body: policyView(policy) };
      },
    }),
    route({
      method: 'GET',
      path: '/policies/{id}',
      summary: 'One policy, its customer masked',
      params: ById,
      answer: PolicyView,
      handle: async ({ path, staff }) => ({ body: policyView(await load(path.id, staff, 'policy:read')) }),
    }),
    route({
      method: 'POST',
      path: '/policies/{id}/receipt',
      summary: 'The signed receipt: the cooling-off period starts',
      once: 'always',
      params: ById,
      body: z.strictObject({ receiptOn: DateText }),
      answer: PolicyView,
      handle: ({ path, body, staff }) =>
        onFreshRead(async (): Promise<Answered> => {
          const policy = await load(path.id, staff, 'policy:record-receipt');
          if (policy.receiptOn === body.receiptOn) return { body: policyView(policy) };
          if (policy.receiptOn !== undefined)
            throw new Refused('receipt-known', 'The receipt was recorded already.');
          const now = deps.clock.now();
          refuseImpossible({ ...inputOf(policy), receiptOn: body.receiptOn }, dateOf(now));
          const { policy: after, event } = followPolicy(policy, body, {
            type: 'receipt-recorded',
            by: staff,
            at: now,
            data: body,
          });
          const availableFrom = commissionAvailableFrom(after);
          if (availableFrom === undefined) throw new NotFound('The policy has no cooling-off period.');
          const change = (line: Parameters<typeof liftHold>[0]) =>
            liftHold(
              setAvailableFrom(line, availableFrom, staff, now),
              'receipt-missing',
              'the receipt came',
              staff,
              now,
            );
          const beside: Write[] = [
            { store: 'policy', policy: after, expected: policy.version },
            { store: 'policy-event', event },
          ];
          await changeWithCase(policy, beside, now, {
            ofCase: (file) => recordReceipt(file, after, change, staff, now, deps.rules),
            ofLine: change,
          });
          return { body: policyView(after) };
        }),
    }),
    route({
      method: 'POST',
      path: '/policies/{id}/cancellation',
      summary: 'Cancelled in the cooling-off period: the case ends, the commission is void',
      once: 'always',
      params: ById,
      body: z.strictObject({ cancelledOn: DateText }),
      answer: PolicyView,
      handle: ({ path, body, staff }) =>
        onFreshRead(async (): Promise<Answered> => {
          const policy = await load(path.id, staff, 'policy:cancel');
          if (policy.status === 'cancelled') return { body: policyView(policy) };
          const now = deps.clock.now();
          if (body.cancelledOn > dateOf(now) || body.cancelledOn < policy.issuedOn) {
            throw new Invalid('The policy cannot have been cancelled then.', [
              { field: 'cancelledOn', reason: 'is before the issue or after today' },
            ]);
          }
          assertInCoolingOff(policy, body.cancelledOn);
          const { policy: after, event } = followPolicy(
            policy,
            { status: 'cancelled' },
            { type: 'cancelled', by: staff, at: now, data: body },
          );
          const counters = exposureTakenBack(policy, body.cancelledOn);
          const exposure = { policyId: policy.id, seq: event.seq, at: event.at, counters };
          const beside: Write[] = [
            { store: 'policy', policy: after, expected: policy.version },
            { store: 'policy-event', event },
            { store: 'exposure', exposure },
          ];
          await changeWithCase(policy, beside, now, {
            ofCase: (file) => cancelCallback(file, body.cancelledOn, staff, now, deps.rules),
            ofLine: (line) =>
              voidLine(line, `cancelled in the cooling-off period on ${body.cancelledOn}`, staff, now),
          });
          return { body: policyView(after) };
        }),
    }),
    route({
      method: 'POST',
      path: '/policies/{id}/contact',
      summary: "Correct the customer's contact data; the new number is trusted after 72 hours",
      once: 'always',
      params: ById,
      body: z.strictObject({
        phone: z.optional(Phone),
        address: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
        reason: Reason,
      }),
      answer: PolicyView,
      handle: ({ path, body, staff }) =>
        onFreshRead(async (): Promise<Answered> => {
          const policy = await load(path.id, staff, 'policy:correct-contact');
          const { phone, address, reason } = body;
          if (phone === undefined && address === undefined) {
            throw new Invalid('Nothing is corrected.', [{ field: 'phone', reason: 'or address is needed' }]);
          }
          const now = deps.clock.now();
          const customer = {
            ...policy.customer,
            ...(phone === undefined ? {} : { phone, phoneChangedAt: now.toISOString() }),
            ...(address === undefined ? {} : { address }),
          };
          const corrected = [
            ...(phone === undefined ? [] : ['phone']),
            ...(address === undefined ? [] : ['address']),
          ];
          const { policy: after, event } = followPolicy(
            policy,
            { customer },
            { type: 'contact-corrected', by: staff, at: now, data: { corrected, reason } },
          );
          const beside: Write[] = [
            { store: 'policy', policy: after, expected: policy.version },
            { store: 'policy-event', event },
            ...(phone === undefined
              ? []
              : [{ store: 'customer-phone', phone, customerRef: policy.customer.ref } as const]),
          ];
          await changeWithCase(policy, beside, now, {
            ofCase: (file) => correctContact(file, { phone: phone !== undefined }, staff, now, deps.rules),
          });
          return { body: policyView(after) };
        }),
    }),
    route({
      method: 'POST',
      path: '/policies/{id}/reveal',
      summary: 'One value of the customer in clear, with a reason, kept in the history',
      params: ById,
      body: z.strictObject({ field: z.enum(['name', 'phone', 'address']), reason: Reason }),
      answer: z.object({ field: z.string(), value: z.string(), hideAfterSeconds: z.int() }),
      handle: ({ path, body, staff }) =>
        onFreshRead(async (): Promise<Answered> => {
          const policy = await load(path.id, staff, 'policy:reveal');
          const value = policy.customer[body.field];
          if (value === undefined) throw new NotFound(`The customer gave no ${body.field}.`);
          const { policy: after, event } = followPolicy(
            policy,
            {},
            { type: 'revealed', by: staff, at: deps.clock.now(), data: body },
          );
          const sight = sightOfPolicy(event);
          await deps.transactions.commit([
            { store: 'policy', policy: after, expected: policy.version },
            { store: 'policy-event', event },
            ...(sight === undefined ? [] : [{ store: 'sight', sight } as const]),
          ]);
          return { body: { field: body.field, value, hideAfterSeconds: 60 } };
        }),
    }),
    ...importRoutes(deps),
    route({
      method: 'GET',
      path: '/carriers',
      summary: 'Every carrier and the products of it that the firm sells, by id',
      answer: z.object({ items: z.array(Carrier) }),
      handle: async ({ staff }) => {
        authorize(staff, 'catalogue:read');
        return { body: { items: await deps.policies.carriers() } };
      },
    }),
    route({
      method: 'PUT',
      path: '/carriers/{id}',
      summary: 'A carrier and the products of it that the firm sells',
      params: z.object({ id: Id }),
      body: z.strictObject({ name: Carrier.shape.name, products: Carrier.shape.products }),
      answer: Carrier,
      handle: async ({ path, body, staff }) => {
        authorize(staff, 'catalogue:write');
        const carrier = { id: path.id, ...body };
        await deps.policies.putCarrier(carrier);
        return { body: carrier };
      },
    }),
    route({
      method: 'PUT',
      path: '/staff-phones/{id}',
      summary: "A staff member's number: a customer's that equals it can confirm nothing",
      params: z.object({ id: Id }),
      body: z.strictObject({ phone: Phone }),
      answer: z.object({ id: Id, phone: z.string() }),
      handle: async ({ path, body, staff }) => {
        authorize(staff, 'staff-phone:write');
        await deps.policies.putStaffPhone(body.phone, path.id);
        return { body: { id: path.id, phone: mask('mobile', body.phone) } };
      },
    }),
    route({
      method: 'GET',
      path: '/coverage',
      summary: 'Policies in scope minus callback cases, for a month: the gaps are listed',
      query: z.strictObject({ month: Month }),
      answer: z.object({
        month: z.string(),
        inScope: z.int(),
        cases: z.int(),
        gaps: z.array(z.string()),
        proof: z.string(),
      }),
      handle: async ({ query, staff }) => {
        authorize(staff, 'coverage:read');
        return { body: await reconcile(query.month, deps) };
      },
    }),
    route({
      method: 'GET',
      path: '/scope/differences',
      summary: 'What another scope rule would have decided differently: one page of policies replayed',
      query: z.strictObject({ rule: z.string().check(z.maxLength(40)), next: paging.next }),
      answer: z.object({
        rule: z.string(),
        replayed: z.int(),
        differences: z.array(z.object({ policyId: z.string(), was: ScopeDecision, wouldBe: ScopeDecision })),
        next: z.optional(z.string()),
      }),
      handle: async ({ query, staff }) => {
        authorize(staff, 'scope:replay');
        const rule = SCOPE_RULES.find((candidate) => candidate.version === query.rule);
        if (rule === undefined) {
          throw new Invalid('There is no such rule.', [
            {
              field: 'query.rule',
              reason: `is one of ${SCOPE_RULES.map(({ version }) => version).join(', ')}`,
            },
          ]);
        }
        const page: Page<Policy> = await deps.policies.all(query.next);
        const differences = [];
        for (const policy of page.items) {
          const renewed =
            policy.renews === undefined
              ? undefined
              : await deps.policies.byId(policyIdOf(policy.carrier, policy.renews));
          const difference = replayScope(policy, renewed, rule);
          if (difference !== undefined) differences.push(difference);
        }
        return {
          body: {
            rule: rule.version,
            replayed: page.items.length,
            differences,
            ...(page.next === undefined ? {} : { next: page.next }),
          },
        };
      },
    }),
  ];

  /** A change of a policy with that of its callback case, if it has one, or of its lines alone, if it has none. */
  async function changeWithCase(
    policy: Policy,
    beside: Write[],
    now: Date,
    change: {
      ofCase: (file: Awaited<ReturnType<typeof loadFile>>) => Parameters<typeof save>[1];
      ofLine?: (line: Parameters<typeof liftHold>[0]) => Parameters<typeof liftHold>[0];
    },
  ): Promise<void> {
    if (policy.scope.inScope) {
      await save(deps, change.ofCase(await loadFile(deps, callbackCaseIdOf(policy.id))), now, beside);
      return;
    }
    const lines = change.ofLine === undefined ? [] : await deps.commissions.linesOf(policy.id);
    const changed = lines.map((line) => ({ line: change.ofLine?.(line) ?? line, expected: line.version }));
    await deps.transactions.commit([
      ...beside,
      ...changed
        .filter(({ line, expected }) => line.version !== expected)
        .map(({ line, expected }): Write => ({ store: 'line', line, expected })),
    ]);
  }
}

function inputOf(policy: Policy): PolicyInput {
  return Object.fromEntries(
    Object.keys(PolicyInput.shape).flatMap((name) =>
      name in policy ? [[name, policy[name as keyof Policy]]] : [],
    ),
  ) as PolicyInput;
}
