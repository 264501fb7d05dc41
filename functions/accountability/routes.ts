import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Action, authorize } from '../../domain/access.ts';
import type { AccountabilityFile } from '../../domain/accountability/case.ts';
import { decideLines, decideObjection, LineChoice, Verdict } from '../../domain/accountability/decide.ts';
import { FindingSaid, findOnLines } from '../../domain/accountability/find.ts';
import { linesOf } from '../../domain/accountability/lines.ts';
import { ObjectionMade, objectTo } from '../../domain/accountability/object.ts';
import { accountabilityIdOf } from '../../domain/accountability/open.ts';
import { Month } from '../../domain/commission/payout.ts';
import type { Decision } from '../../domain/decision.ts';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import { paging } from '../http/paging.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { changedCase, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import type { FactsDeps } from './facts.ts';
import { readStatement } from './files.ts';
import { MonthList, monthList } from './month-list.ts';
import { type ProofDeps, proofRoutes } from './proofs.ts';
import { compiled, loadRun, openRun } from './run.ts';
import { AccountabilityView, accountabilityView, RunView, runView, Sight } from './views.ts';

export type AccountabilityApiDeps = ProofDeps & FactsDeps;

const ByMonth = z.object({ month: Month });
const ByRecipient = z.object({ month: Month, recipient: z.enum(['hr', 'finance']) });
/** The version of the run that the person saw: somebody else's change in between is not overwritten. */
const version = z.int().check(z.minimum(1));
const Line = z.string().check(z.minLength(1), z.maxLength(100));

const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

/** The monthly accountability (投诉责任追究): findings, decisions, objections, and the result for HR and finance. */
export function accountabilityRoutes(deps: AccountabilityApiDeps): Route[] {
  /** A command of a signed-in person on one run. Nothing comes of it where the run is so already. */
  function command(
    month: Month,
    staff: Staff,
    action: Action,
    decide: (file: AccountabilityFile, now: Date) => Decision | undefined | Promise<Decision | undefined>,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      authorize(staff, action);
      const id = accountabilityIdOf(month);
      const { file } = await loadRun(deps, id);
      const now = deps.clock.now();
      const decision = await decide(file, now);
      if (decision === undefined) {
        const { stage, version: at } = file.case;
        return { body: { id, stage, version: at } };
      }
      await saveDecision(deps, decision, now);
      return { body: changedCase(decision, id) };
    });
  }

  return [
    route({
      method: 'GET',
      path: '/accountability',
      summary: 'Runs by month, the newest first, as far as one has something to see in them',
      query: z.strictObject({ next: z.optional(Month) }),
      answer: MonthList,
      handle: async ({ query: { next }, staff }) => {
        authorize(staff, 'accountability:read-own');
        return { body: await monthList(staff, next, deps) };
      },
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}',
      summary:
        'Open the run of a month whose window is over; asked again, it answers with the run that is there',
      params: ByMonth,
      answer: RunView,
      handle: async ({ path: { month }, staff }) => {
        authorize(staff, 'accountability:run');
        const { run, isNew } = await openRun(month, staff, deps);
        return { status: isNew ? 201 : 200, body: runView(run, deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/compilation',
      summary:
        'Compile the run anew, as long as nobody has judged a line: somebody was named too late for it',
      once: 'always',
      params: ByMonth,
      body: z.strictObject({ version }),
      answer: Changed,
      handle: ({ path: { month }, body, staff }) =>
        command(month, staff, 'accountability:run', (file, now) => {
          mustBeAt(file.case, body.version);
          return compiled(file, now, deps, staff);
        }),
    }),
    route({
      method: 'GET',
      path: '/accountability/{month}',
      summary: 'A run as far as one may see it: whole, the own branch, or the own lines',
      params: ByMonth,
      query: z.strictObject(paging),
      answer: AccountabilityView,
      handle: async ({ path: { month }, query, staff }) => {
        const sight = new Sight(staff);
        if (!sight.reads) authorize(staff, 'accountability:read-own');
        const id = accountabilityIdOf(month);
        const loaded = await loadRun(deps, id);
        if (!sight.reads && !linesOf(loaded.file).some((line) => sight.sees(line))) {
          throw new NotFound(NOTHING_HERE);
        }
        const history = sight.isWhole ? await deps.cases.history(id) : [];
        return { body: accountabilityView({ ...loaded, history }, sight, query, deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/findings',
      summary: 'What customer service, or where it cannot say the business line, finds on lines',
      once: 'always',
      params: ByMonth,
      body: z.strictObject({ version, lines: LineChoice, finding: FindingSaid }),
      answer: Changed,
      handle: ({ path: { month }, body, staff }) =>
        command(month, staff, 'accountability:find', (file, now) => {
          mustSeeLines(file, body.lines, staff);
          mustBeAt(file.case, body.version);
          return findOnLines(file, body.lines, body.finding, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/decisions',
      summary: 'The leading group decides lines; with the last one the result goes to the units',
      once: 'always',
      params: ByMonth,
      body: z.strictObject({ version, lines: LineChoice, verdict: Verdict }),
      answer: Changed,
      handle: ({ path: { month }, body, staff }) =>
        command(month, staff, 'accountability:decide', (file, now) => {
          mustBeAt(file.case, body.version);
          return decideLines(file, body.lines, body.verdict, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/objections',
      summary: 'The person concerned objects to a line, with proof, to the end of the 26th',
      once: 'always',
      params: ByMonth,
      // No version: many object in the last hours, and an objection changes no line but its own.
      body: z.strictObject({ line: Line, ...ObjectionMade.shape }),
      answer: Changed,
      handle: ({ path: { month }, body: { line, ...made }, staff }) =>
        command(month, staff, 'accountability:object', (file, now) => {
          mustSeeLines(file, [line], staff);
          return objectTo(file, line, made, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/accountability/{month}/objections/verdict',
      summary: 'Another of the leading group decides an objection; never for more than before',
      once: 'always',
      params: ByMonth,
      body: z.strictObject({ version, line: Line, verdict: Verdict }),
      answer: Changed,
      handle: ({ path: { month }, body, staff }) =>
        command(month, staff, 'accountability:decide', (file, now) => {
          mustBeAt(file.case, body.version);
          return decideObjection(file, body.line, body.verdict, staff, now, deps.rules);
        }),
    }),
    ...proofRoutes(deps),
    ...statementRoutes(deps),
  ];
}

function statementRoutes({ cases, files }: Pick<AccountabilityApiDeps, 'cases' | 'files'>): Route[] {
  const statement = async (
    month: Month,
    recipient: 'hr' | 'finance',
    format: 'csv' | 'html',
    staff: Staff,
  ) => {
    authorize(staff, 'accountability:state');
    return readStatement(
      await cases.load('accountability', accountabilityIdOf(month)),
      recipient,
      format,
      files,
    );
  };
  return [
    route({
      method: 'GET',
      path: '/accountability/{month}/statements/{recipient}.csv',
      summary: 'The result for HR or finance as CSV, checked against its proof',
      answers: 'text/csv',
      params: ByRecipient,
      answer: z.string(),
      handle: async ({ path: { month, recipient }, staff }) => ({
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="accountability-${month}-${recipient}.csv"`,
        },
        text: await statement(month, recipient, 'csv', staff),
      }),
    }),
    route({
      method: 'GET',
      path: '/accountability/{month}/statements/{recipient}.html',
      summary: 'The formal document for HR or finance, made for print',
      answers: 'text/html',
      params: ByRecipient,
      answer: z.string(),
      handle: async ({ path: { month, recipient }, staff }) => {
        const page = await statement(month, recipient, 'html', staff);
        return {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': policyFor(page),
            'x-content-type-options': 'nosniff',
            'referrer-policy': 'no-referrer',
          },
          text: page,
        };
      },
    }),
  ];
}

/** The page loads nothing and runs nothing; its one style sheet is allowed by its hash and no other is. */
function policyFor(page: string): string {
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`;
}

/** A line that somebody may not see is not there. @throws NotFound */
function mustSeeLines(file: AccountabilityFile, choice: LineChoice, staff: Staff): void {
  if (choice === 'all') return;
  const sight = new Sight(staff);
  const seen = new Set(
    linesOf(file)
      .filter((line) => sight.sees(line))
      .map(({ id }) => id),
  );
  if (!choice.every((id) => seen.has(id))) throw new NotFound(NOTHING_HERE);
}
