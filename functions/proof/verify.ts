import type { CallbackCase } from '../../domain/callback/case.ts';
import type { Content } from '../../domain/case.ts';
import { lineFaults } from '../../domain/commission/line.ts';
import { contentHash } from '../../domain/decision.ts';
import { verifyChain } from '../../domain/history.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import type {
  AnyCase,
  Cases,
  Commissions,
  FigureRecords,
  Metrics,
  Policies,
  Sights,
} from '../../domain/ports.ts';
import { sightOfCase, sightOfPolicy } from '../../domain/sight.ts';
import { everyItem } from '../pages.ts';
import { Rebuilt } from './figures.ts';
import { SightsTold } from './sights.ts';

export interface VerifyDeps {
  cases: Pick<Cases, 'all' | 'byId' | 'contents' | 'history'>;
  policies: Pick<Policies, 'all' | 'history'>;
  commissions: Pick<Commissions, 'all' | 'linesOf'>;
  metrics: Pick<Metrics, 'all'>;
  figureRecords: Pick<FigureRecords, 'restated' | 'restatements'>;
  sights: Pick<Sights, 'all'>;
}

export interface Fault {
  /** Id of the case, policy or line. */
  where: string;
  what: string;
}

export interface Verified {
  cases: number;
  events: number;
  /** What can be erased and has not been. */
  contents: number;
  policies: number;
  inScope: number;
  lines: number;
  accruedFen: number;
  /** Who saw what is masked, and documents. */
  sights: number;
  /** Figures that were told and corrected later. */
  restated: number;
  faults: Fault[];
}

/**
 * Proves what is stored: every history is an unbroken chain up to the hash on its record, every ledger balances, every
 * policy in scope has its case, no open problem has a payable line, the access log is what the histories say was seen,
 * and every figure is what they give. What is committed and not counted yet is told as a difference, so it is run when
 * nothing is on its way.
 */
export async function verify(deps: VerifyDeps): Promise<Verified> {
  const found: Verified = {
    cases: 0,
    events: 0,
    contents: 0,
    policies: 0,
    inScope: 0,
    lines: 0,
    accruedFen: 0,
    sights: 0,
    restated: 0,
    faults: [],
  };
  const fault = (where: string, what: string): void => {
    found.faults.push({ where, what });
  };

  const rebuilt = new Rebuilt();
  const sightsTold = new SightsTold();
  for await (const record of everyItem((next) => deps.cases.all(next))) {
    found.cases += 1;
    const history = await deps.cases.history(record.id);
    found.events += history.length;
    for (const what of rebuilt.addCase(history)) fault(record.id, what);
    sightsTold.add(history.map(sightOfCase));
    const broken = verifyChain(history, { seq: record.version, hash: record.lastHash });
    if (broken !== undefined) fault(record.id, `history broken at event ${broken.seq}: ${broken.reason}`);
    if (record.kind === 'callback') {
      for (const what of await commissionFaults(record, deps)) fault(record.id, what);
    }
    if (HAS_CONTENTS.has(record.kind)) {
      const contents = await deps.cases.contents(record.id);
      found.contents += contents.filter(({ erasedAt }) => erasedAt === undefined).length;
      for (const what of contentFaults(record, contents)) fault(record.id, what);
    }
  }
  for await (const policy of everyItem((next) => deps.policies.all(next))) {
    found.policies += 1;
    const history = await deps.policies.history(policy.id);
    for (const what of rebuilt.addPolicy(policy, history)) fault(policy.id, what);
    sightsTold.add(history.map(sightOfPolicy));
    const broken = verifyChain(history, {
      seq: policy.version,
      hash: policy.lastHash,
    });
    if (broken !== undefined) fault(policy.id, `history broken at event ${broken.seq}: ${broken.reason}`);
    if (!policy.scope.inScope) continue;
    found.inScope += 1;
    if ((await deps.cases.byId(callbackCaseIdOf(policy.id))) === undefined)
      fault(policy.id, 'in scope without a callback case');
  }
  for await (const line of everyItem((next) => deps.commissions.all(next))) {
    found.lines += 1;
    found.accruedFen += line.balances.accrued;
    for (const what of lineFaults(line)) fault(`${line.policyId} ${line.payee}`, what);
  }
  for await (const sight of everyItem((next) => deps.sights.all(next))) {
    found.sights += 1;
    for (const what of sightsTold.compare(sight)) fault(sight.about, what);
  }
  for (const { about, id } of sightsTold.missing) fault(about, `the access log leaves out sight ${id}`);
  for (const difference of await rebuilt.differences(deps.metrics)) {
    const { month, branch, carrier, broker, name, stored, rebuilt: is } = difference;
    const row = broker === undefined ? `${branch} ${carrier}` : `broker ${broker}`;
    fault(`${month} ${row}`, `${name} is stored as ${stored}, and the histories give ${is}`);
  }
  const restated = everyItem((next) => deps.figureRecords.restated(RESTATED_AT_ONCE, next));
  for await (const { id, version, lastHash } of restated) {
    found.restated += 1;
    const chain = await deps.figureRecords.restatements(id);
    const broken = verifyChain(chain, { seq: version, hash: lastHash });
    if (broken !== undefined) fault(id, `restatements broken at ${broken.seq}: ${broken.reason}`);
  }
  return found;
}

const RESTATED_AT_ONCE = 200;

/** An open callback holds its commission; one that ended without the customer's word has none left to pay. */
async function commissionFaults(
  { category, stage, policyId }: CallbackCase,
  { commissions }: Pick<VerifyDeps, 'commissions'>,
): Promise<string[]> {
  const lines = await commissions.linesOf(policyId);
  const isPayable = lines.some(({ balances }) => balances.payable > 0);
  if (category === 'open') return isPayable ? ['open, and commission is payable'] : [];
  if (stage !== 'closed-without-word') return [];
  const isLeft = isPayable || lines.some(({ balances }) => balances.held > 0);
  return isLeft ? ["closed without the customer's word, and commission is left"] : [];
}

const HAS_CONTENTS: ReadonlySet<AnyCase['kind']> = new Set([
  'callback',
  'pre-underwriting',
  'reconsideration',
  'carrier-request',
  'complaint',
  'evaluation',
  'accountability',
  'reception-day',
  'corrective-action',
]);

/** What was kept is what the history says by its hash; what was to go is gone. */
function contentFaults(record: AnyCase, contents: readonly Content[]): string[] {
  const mustBeGone =
    record.kind === 'pre-underwriting' && (record.erasedAt !== undefined || record.stage === 'withdrawn');
  return contents.flatMap(({ name, hash, body, erasedAt }) => {
    if (body === undefined) return erasedAt === undefined ? [`content ${name} is lost`] : [];
    if (mustBeGone || erasedAt !== undefined) return [`content ${name} should have been erased`];
    return contentHash(body) === hash ? [] : [`content ${name} is not what its hash says`];
  });
}
