import { linesOf } from '../../domain/accountability/lines.ts';
import { accountabilityIdOf } from '../../domain/accountability/open.ts';
import { CallbackStage } from '../../domain/callback/case.ts';
import { CarrierRequestStage } from '../../domain/carrier-request/case.ts';
import { ComplaintStage } from '../../domain/complaint/case.ts';
import { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';
import { NOTHING_HERE } from '../../domain/errors.ts';
import { EvaluationStage } from '../../domain/evaluation/case.ts';
import type { Staff } from '../../domain/people.ts';
import type { AnyCase } from '../../domain/ports.ts';
import { PreUnderwritingStage } from '../../domain/pre-underwriting/case.ts';
import { ReceptionDayCase } from '../../domain/reception-day/case.ts';
import { ReconsiderationStage } from '../../domain/reconsideration/case.ts';
import { loadRun } from '../../functions/accountability/run.ts';
import { present } from '../support/present.ts';
import { type Described, described } from './described.ts';
import type { Told } from './house.ts';
import { personOf } from './house-visitor.ts';
import { exampleOf } from './requests.ts';
import { type About, type Outcome, outcomeFor, RIGHTS, type Right, type Thing } from './rights.ts';
import type { Matters, World } from './world.ts';

/** Every role, from every side: own and other, of the branch and not, concerned and not, with and without a scope. */
export const ASKERS: readonly Staff[] = [
  ...[
    'broker-bj-1',
    'broker-bj-2',
    'broker-sh-1',
    'agent-bj-1',
    'agent-bj-2',
    'agent-sh-1',
    'expert-1',
    'reviewer-harbour-life',
    'reviewer-summit-insurance',
    'handler-bj-1',
    'handler-bj-2',
    'handler-sh-1',
    'manager-bj',
    'manager-sh',
    'head-office',
    'compliance-1',
    'compliance-2',
    'core',
  ].map(personOf),
  { kind: 'staff', id: 'agent-of-no-branch', role: 'callback-agent' },
  { kind: 'staff', id: 'handler-of-no-branch', role: 'complaint-handler' },
  { kind: 'staff', id: 'reviewer-of-no-carrier', role: 'carrier-reviewer' },
];

export const BRANCHES = ['bj', 'sh'] as const;
type Branch = (typeof BRANCHES)[number];

/** The stages of what is asked about, all of them. */
export const STAGES: Partial<Record<About, readonly string[]>> = {
  callback: CallbackStage.options,
  'pre-underwriting': PreUnderwritingStage.options,
  reconsideration: ReconsiderationStage.options,
  'carrier-request': CarrierRequestStage.options,
  complaint: ComplaintStage.options,
  evaluation: EvaluationStage.options,
  'corrective-action': CorrectiveActionCase.shape.stage.options,
  'reception-day': ReceptionDayCase.shape.stage.options,
};

const CASE_OF: Partial<Record<About, keyof Matters>> = {
  callback: 'callback',
  'pre-underwriting': 'preUnderwriting',
  reconsideration: 'reconsideration',
  'carrier-request': 'request',
  complaint: 'complaint',
  evaluation: 'evaluation',
  'corrective-action': 'action',
  'reception-day': 'day',
};

export interface Row {
  key: string;
  about: About;
  branch: string;
  stage: string;
  asker: string;
  expected: Outcome;
  told: Outcome | 'a fault';
  status: number;
  text: string;
}

/** Asks one route as everybody, about a thing in one branch and one stage. */
export async function rowsOf(
  one: Described,
  right: Right,
  branch: Branch,
  stage: string,
  world: World,
): Promise<Row[]> {
  const of = world.matters[branch];
  const { query, body } = exampleOf(one, one.key, world, of, branch);
  const path = pathOf(one, right, world, of);
  const named = right.about === 'branch' && one.route.method === 'GET' ? { ...query, branch } : query;
  const rows: Row[] = [];
  for (const asker of ASKERS) {
    const thing = await thingOf(right.about, of, branch, asker, world);
    const told = await world.house.ask({
      by: asker,
      method: one.route.method,
      path: withQuery(path, named),
      ...(one.route.method === 'GET' ? {} : { body }),
    });
    rows.push({
      key: one.key,
      about: right.about,
      branch,
      stage,
      asker: asker.id,
      expected: outcomeFor(right, asker, thing),
      told: outcomeIn(told),
      status: told.status,
      text: told.text.slice(0, 300),
    });
  }
  return rows;
}

/** What was told, whatever the words: only what may not be seen and what is not there are one and the same. */
function outcomeIn({ status, text }: Told): Row['told'] {
  if (status >= 500 || status === 401 || status === 405) return 'a fault';
  if (status === 403) return 'forbidden';
  if (status !== 404 && status !== 422) return 'through';
  const { title, rule } = JSON.parse(text) as { title: string; rule?: string };
  if (status === 422) return rule === 'other-branch' ? 'other branch' : 'through';
  if (title === 'There is no such route.') return 'a fault';
  return title === NOTHING_HERE ? 'nothing there' : 'through';
}

function withQuery(path: string, query: Record<string, unknown>): string {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return text === '' ? path : `${path}?${text}`;
}

function pathOf({ route }: Described, { about }: Right, world: World, of: Matters): string {
  const id = idOf(about, of, world, route.path);
  const month = route.path.startsWith('/payouts') ? world.paidMonth : world.accountableMonth;
  const values: Record<string, string> = {
    id,
    caseId: id,
    policyId: of.policy,
    month,
    payee: 'broker-bj-1',
    recipient: 'hr',
    document: of.document,
    carrier: of.named.carrier,
    version: '1',
    reply: world.stray,
    name: `of-${of.policy}`,
  };
  return route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => present(values[name]));
}

function idOf(about: About, of: Matters, world: World, path: string): string {
  if (path.startsWith('/imports')) return world.importId;
  if (path.startsWith('/complaints/hotline-files')) return world.hotlineFile;
  if (path.startsWith('/carriers')) return 'matrix-carrier';
  if (path.startsWith('/staff-phones')) return 'agent-bj-1';
  const kind = CASE_OF[about];
  return kind === undefined ? of.policy : String(of[kind]);
}

/** Whose the thing is, from its record. */
async function thingOf(
  about: About,
  of: Matters,
  branch: string,
  asker: Staff,
  { house, stray, accountableMonth }: World,
): Promise<Thing | undefined> {
  const own = asker.branch === undefined ? {} : { branch: asker.branch };
  switch (about) {
    case 'nothing':
      return undefined;
    case 'self':
      return { ...own, concerned: [asker.id] };
    case 'branch':
      return { branch };
    case 'run':
      return { named: await namedIn(house, accountableMonth) };
    case 'statement':
      return { concerned: ['broker-bj-1'] };
    case 'stray': {
      const found = present(await house.store.strays.byId(stray));
      return found.branch === undefined ? own : { branch: found.branch };
    }
    case 'policy': {
      const policy = present(await house.store.policies.byId(of.policy));
      const concerned = [policy.brokerId, ...policy.commission.map(({ payee }) => payee)];
      return { branch: policy.branch, concerned };
    }
    default: {
      const record = present(await house.store.cases.byId(String(of[present(CASE_OF[about])])));
      return ofRecord(record);
    }
  }
}

/** Whoever has a line in the month's accountability. */
async function namedIn({ store }: World['house'], month: string): Promise<string[]> {
  const { file } = await loadRun({ cases: store.cases }, accountabilityIdOf(month));
  return linesOf(file).map(({ person }) => person);
}

function ofRecord(record: AnyCase): Thing {
  switch (record.kind) {
    case 'complaint':
      return { branch: record.branch, about: record.involved };
    case 'evaluation':
      return { branch: record.branch, about: record.concerned };
    case 'carrier-request':
      return { carrier: record.carrier };
    case 'callback':
    case 'pre-underwriting':
    case 'reconsideration':
      return { branch: record.branch, concerned: record.concerned };
    default:
      return { branch: record.branch };
  }
}

/** Puts a record at a stage, whatever it took to get there: who may do what is asked before what may be done. */
export async function putAt(world: World, about: About, branch: Branch, stage: string): Promise<void> {
  const kind = CASE_OF[about];
  if (kind === undefined) return;
  const id = String(world.matters[branch][kind]);
  const record = present(await world.house.store.cases.byId(id));
  await world.house.store.transactions.commit([
    { store: 'case', case: { ...record, stage } as AnyCase, expected: record.version },
  ]);
}

export function rightsOf(key: string): readonly Right[] {
  const right = present(RIGHTS[key]);
  if (right === 'public') return [];
  return Array.isArray(right) ? right : [right as Right];
}

export const describedIn = (world: World): Described[] => described(world.house.routes);
