import { createHash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { verdict } from '../../domain/access.ts';
import { statementKey } from '../../domain/accountability/statements.ts';
import { Role, type Staff } from '../../domain/people.ts';
import type { Write } from '../../domain/ports.ts';
import { writeStatements } from '../../functions/accountability/files.ts';
import { accountabilityRoutes } from '../../functions/accountability/routes.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import type { Route } from '../../functions/http/route.ts';
import {
  AccountabilityStory,
  complaintId,
  complaintOf,
  contact,
  MONTH,
  RULES,
} from '../support/accountability-story.ts';
import { COMPLIANCE, HEAD_OFFICE, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const COMPLAINTS = [
  complaintOf(1, {
    responsible: [
      { role: 'direct-person', person: 'broker-jia' },
      { role: 'department-head', person: 'head-lu' },
    ],
  }),
  complaintOf(2, { outcome: 'outside-cover', outsideCover: true }),
  complaintOf(3, {
    branch: 'sh',
    contacts: [contact('regulator', '2026-03-04')],
    transferredAt: at('2026-03-05').toISOString(),
    responsible: [{ role: 'direct-person', person: 'broker-yi' }],
  }),
  complaintOf(4, { branch: 'sh', responsible: [] }),
];
const JIA = `${complaintId(1)}.broker-jia`;
const LU = `${complaintId(1)}.head-lu`;
const YI = `${complaintId(3)}.broker-yi`;

type Method = 'GET' | 'POST';
const LIST = '/accountability';

/** The routes over a run as it is in a story. Each keeps its own store. */
async function served(story: AccountabilityStory) {
  const store = new MemoryStore();
  const files = new MemoryFiles();
  await store.transactions.commit([
    { store: 'case', case: story.case, expected: 0 },
    ...story.events.map((event): Write => ({ store: 'event', event })),
    ...story.contents().map((content): Write => ({ store: 'content', content })),
  ]);
  const routes = accountabilityRoutes({
    cases: store.cases,
    transactions: store.transactions,
    files,
    clock: { now: () => story.now },
    rules: RULES,
    firm: { branches: ['bj', 'sh'] },
  });
  const log = () => undefined;
  const api = newApi(routes, {
    logger: { info: log, warn: log, error: log },
    once: (_request, act) => act(),
  });
  const ask = async (by: Staff, method: Method, what: string, body?: object) => {
    const { kind: _kind, id: sub, ...claims } = by;
    // All but the list is of a month.
    const [path, query] = (what === LIST ? what : `/accountability/${MONTH}${what}`).split('?');
    const event = {
      version: '2.0',
      rawPath: path,
      routeKey: `${method} ${path}`,
      headers: { 'content-type': 'application/json' },
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      requestContext: {
        requestId: 'request-1',
        http: { method, path },
        authorizer: { jwt: { claims: { sub, ...claims } } },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      isBase64Encoded: false,
    };
    const {
      statusCode = 0,
      headers = {},
      body: text = '',
    } = await api(event as unknown as Event, {} as Context);
    const isJson = String(headers['content-type']).includes('json');
    // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests look at
    return { status: statusCode, headers, text, body: (isJson ? JSON.parse(text) : undefined) as any };
  };
  return { ask, store, files, routes };
}

async function seenBy(story: AccountabilityStory, by: Staff): Promise<string[] | number> {
  const { ask } = await served(story);
  const { status, body } = await ask(by, 'GET', '');
  return status === 200 ? body.lines.items.map(({ id }: { id: string }) => id) : status;
}

const ALL = [JIA, YI, LU];

describe('who sees which line', () => {
  const story = AccountabilityStory.sent(COMPLAINTS);

  it.each([
    ['the head office', HEAD_OFFICE, ALL],
    ['compliance', COMPLIANCE, ALL],
    ['customer service at the head office', staff('complaint-handler', 'service-zong', 'head-office'), ALL],
    ['a branch manager', staff('branch-manager', 'manager-ji'), [JIA, LU]],
    ['a manager of another branch', staff('branch-manager', 'manager-hu', 'sh'), [YI]],
    ['customer service of a branch', staff('complaint-handler', 'service-hu', 'sh'), [YI]],
    ['a person concerned', staff('broker', 'broker-jia'), [JIA]],
    ['a person concerned who manages the other branch', staff('branch-manager', 'head-lu', 'sh'), [YI, LU]],
    ['a person concerned who is an expert', { ...staff('expert', 'broker-yi') }, [YI]],
    ['a broker who is not concerned', staff('broker', 'broker-bing'), 404],
    ['a callback agent who is not concerned', staff('callback-agent', 'agent-ding'), 404],
    [
      'a reviewer of a carrier of the same name',
      { ...staff('carrier-reviewer', 'broker-jia'), carrier: 'a' },
      403,
    ],
    ['the core system', staff('core-system', 'broker-jia'), 403],
  ] as const)('%s', async (_who, by, lines) => {
    expect(await seenBy(story, by)).toEqual(lines);
  });

  it('gives the sums of what one sees and no more', async () => {
    const { ask } = await served(story);
    const sum = (ids: readonly string[]) =>
      story.lines.filter(({ id }) => ids.includes(id)).reduce((total, { amountFen }) => total + amountFen, 0);
    const totalsFor = async (by: Staff) => (await ask(by, 'GET', '')).body.totals;
    expect((await totalsFor(HEAD_OFFICE)).amountFen).toBe(sum(ALL));
    expect((await totalsFor(staff('branch-manager', 'manager-hu', 'sh'))).amountFen).toBe(sum([YI]));
    // Who manages one branch and is concerned in another sees the own line, which is none of that branch's.
    expect((await totalsFor(staff('branch-manager', 'head-lu', 'sh'))).amountFen).toBe(sum([YI]));
    expect(await totalsFor(staff('broker', 'broker-jia'))).toBeUndefined();
  });

  it('tells of exemptions in the own branch, and of the rest of the run, only those who read it', async () => {
    const { ask } = await served(story);
    const of = async (by: Staff) => (await ask(by, 'GET', '')).body;
    const whole = await of(COMPLIANCE);
    expect(whole.exemptions).toMatchObject([{ caseId: complaintId(2), holds: true }]);
    expect(whole.whole).toMatchObject({ nobodyNamed: [complaintId(4)] });
    expect((await of(staff('branch-manager', 'manager-ji'))).exemptions).toHaveLength(1);
    const other = await of(staff('branch-manager', 'manager-hu', 'sh'));
    expect(other.exemptions).toEqual([]);
    expect(other.whole).toBeUndefined();
    const own = await of(staff('broker', 'broker-jia'));
    expect(Object.keys(own).toSorted()).toEqual(['documents', 'lines', 'run']);
    expect(JSON.stringify(own)).not.toMatch(/head-lu|broker-yi/);
  });

  it('shows the reason of a decision to the person concerned, and keeps the advice for those who decide', async () => {
    const judged = new AccountabilityStory(COMPLAINTS);
    judged.now = at('2026-03-23');
    judged.finds(
      [YI],
      { says: 'not-liable', reason: 'it was the carrier' },
      {
        ...staff('complaint-handler', 'service-hu', 'sh'),
      },
    );
    judged.decides([YI], { outcome: 'waived', reason: 'shown by the recording' });
    const { ask } = await served(judged);
    const lineFor = async (by: Staff) => (await ask(by, 'GET', '')).body.lines.items.at(-1);
    const own = await lineFor(staff('broker', 'broker-yi'));
    expect(own).toMatchObject({
      dueFen: 0,
      decision: { outcome: 'waived', reason: 'shown by the recording' },
    });
    expect(own.findings).toBeUndefined();
    const read = await lineFor(staff('branch-manager', 'manager-hu', 'sh'));
    expect(read.findings).toMatchObject([{ says: 'not-liable', reason: 'it was the carrier' }]);
  });

  it('gives the lines page by page, each once', async () => {
    const { ask } = await served(story);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await ask(HEAD_OFFICE, 'GET', `?limit=2${next === undefined ? '' : `&next=${next}`}`);
      seen.push(...body.lines.items.map(({ id }: { id: string }) => id));
      next = body.lines.next;
    } while (next !== undefined);
    expect(seen).toEqual(ALL);
    const strange = await ask(staff('branch-manager', 'manager-ji'), 'GET', `?next=${YI}`);
    expect(strange.status).toBe(400);
  });
});

describe('the list of months', () => {
  const story = AccountabilityStory.sent(COMPLAINTS);
  const listFor = async (by: Staff) => {
    const { ask } = await served(story);
    const { status, body } = await ask(by, 'GET', LIST);
    return status === 200 ? body.items : status;
  };

  it('shows a run to who reads runs, with its counts to who sees it whole', async () => {
    const whole = await listFor(COMPLIANCE);
    expect(whole).toMatchObject([
      {
        month: MONTH,
        from: '2026-02-21',
        to: '2026-03-20',
        compiledOn: '2026-03-21',
        isConcerned: false,
        run: { stage: 'awaiting-objections', usualObjectUntil: '2026-03-26', objectUntil: '2026-03-26' },
        counts: { lines: ALL.length, undecided: 0, objected: 0 },
      },
    ]);
    const branch = await listFor(staff('branch-manager', 'manager-hu', 'sh'));
    expect(branch).toHaveLength(1);
    expect(branch[0].counts).toBeUndefined();
  });

  it('shows to others only a run that names them', async () => {
    expect(await listFor(staff('broker', 'broker-jia'))).toMatchObject([{ month: MONTH, isConcerned: true }]);
    expect(await listFor(staff('broker', 'broker-bing'))).toEqual([]);
    expect(await listFor({ ...staff('carrier-reviewer', 'broker-jia'), carrier: 'a' })).toBe(403);
  });

  it('offers who opens runs the month of today before it has one', async () => {
    const { ask } = await served(story);
    const before = story.now;
    story.now = at('2026-04-02');
    const months = async (by: Staff) =>
      (await ask(by, 'GET', LIST)).body.items.map(({ month, run }: { month: string; run?: object }) => [
        month,
        run !== undefined,
      ]);
    expect(await months(HEAD_OFFICE)).toEqual([
      ['2026-04', false],
      [MONTH, true],
    ]);
    expect(await months(COMPLIANCE)).toEqual([[MONTH, true]]);
    story.now = before;
  });
});

/** What each route asks for, told here a second time: the routes say it in their handlers. */
const ASKS = {
  'GET /accountability': 'accountability:read-own',
  'POST /accountability/{month}': 'accountability:run',
  'POST /accountability/{month}/compilation': 'accountability:run',
  'POST /accountability/{month}/findings': 'accountability:find',
  'POST /accountability/{month}/decisions': 'accountability:decide',
  'POST /accountability/{month}/objections': 'accountability:object',
  'POST /accountability/{month}/objections/verdict': 'accountability:decide',
  'POST /accountability/{month}/documents': 'accountability:object',
  'POST /accountability/{month}/documents/{document}/stored': 'accountability:object',
  'POST /accountability/{month}/documents/{document}/view': 'accountability:read-own',
  'GET /accountability/{month}': 'accountability:read-own',
  'GET /accountability/{month}/statements/{recipient}.csv': 'accountability:state',
  'GET /accountability/{month}/statements/{recipient}.html': 'accountability:state',
} as const;

const BODIES: Readonly<Record<string, object>> = {
  compilation: { version: 1 },
  findings: { version: 1, lines: 'all', finding: { says: 'liable' } },
  decisions: { version: 1, lines: 'all', verdict: { outcome: 'confirmed' } },
  objections: { line: JIA, text: 'not me', documents: ['d1'] },
  verdict: { version: 1, line: JIA, verdict: { outcome: 'confirmed' } },
  documents: { type: 'other', media: 'application/pdf', bytes: 9, sha256: 'a'.repeat(64) },
};

describe('what each role may do', () => {
  const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

  it('is said of every route', async () => {
    const { routes } = await served(AccountabilityStory.sent(COMPLAINTS));
    expect(routes.map(nameOf).toSorted()).toEqual(Object.keys(ASKS).toSorted());
  });

  it.each(Object.entries(ASKS))('%s needs %s', async (route, action) => {
    const [method, pattern] = route.split(' ') as [Method, string];
    const what =
      pattern === LIST
        ? LIST
        : pattern
            .replace('/accountability/{month}', '')
            .replace('{document}', 'd1')
            .replace('{recipient}', 'hr');
    for (const role of Role.options) {
      const { ask } = await served(AccountabilityStory.sent(COMPLAINTS));
      const by = { ...staff(role, `${role}-x`), carrier: 'life-a' };
      const { status, body } = await ask(by, method, what, BODIES[what.split('/').at(-1) ?? '']);
      const isRefused = status === 403 && String(body.title).includes(`(${action})`);
      expect([role, isRefused]).toEqual([role, verdict(by, action) !== 'allowed']);
    }
  });

  it('hides a line that somebody may not see from those who would find on it or object to it', async () => {
    const { ask } = await served(new AccountabilityStory(COMPLAINTS));
    const finding = { version: 2, lines: [YI], finding: { says: 'liable' } };
    expect((await ask(staff('complaint-handler', 'service-qiu'), 'POST', '/findings', finding)).status).toBe(
      404,
    );
    const sent = await served(AccountabilityStory.sent(COMPLAINTS));
    const objection = { line: YI, text: 'not fair', documents: ['d1'] };
    expect((await sent.ask(staff('broker', 'broker-jia'), 'POST', '/objections', objection)).status).toBe(
      404,
    );
    const manager = staff('branch-manager', 'manager-hu', 'sh');
    expect((await sent.ask(manager, 'POST', '/objections', objection)).status).toBe(403);
  });

  it('refuses a judgement over a version that is not the last', async () => {
    const { ask } = await served(new AccountabilityStory(COMPLAINTS));
    const finding = { version: 1, lines: 'all', finding: { says: 'liable' } };
    expect((await ask(staff('complaint-handler', 'service-qiu'), 'POST', '/findings', finding)).status).toBe(
      409,
    );
  });

  it('refuses a waiver without its reason', async () => {
    const { ask } = await served(AccountabilityStory.sent(COMPLAINTS));
    const body = { version: 1, lines: 'all', verdict: { outcome: 'waived' } };
    const { status, body: problem } = await ask(HEAD_OFFICE, 'POST', '/decisions', body);
    expect([status, problem.fields[0].field]).toEqual([400, 'verdict.reason']);
  });
});

describe('a proof of an objection', () => {
  const bytes = new TextEncoder().encode('%PDF-1.7 leave of absence');
  const claim = {
    type: 'other',
    media: 'application/pdf',
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const yi = staff('broker', 'broker-yi', 'sh');

  async function brought() {
    const run = await served(AccountabilityStory.sent(COMPLAINTS));
    const { status, body } = await run.ask(yi, 'POST', '/documents', claim);
    expect(status).toBe(201);
    await run.files.put(
      decodeURIComponent(new URL(body.uploadUrl).pathname.slice(1)),
      bytes,
      'application/pdf',
    );
    return { ...run, id: body.document as string };
  }

  it('is announced, put, stored and named in the objection by the person concerned alone', async () => {
    const { ask, id, store } = await brought();
    expect((await ask(staff('broker', 'broker-jia'), 'POST', `/documents/${id}/stored`, {})).status).toBe(
      404,
    );
    expect((await ask(yi, 'POST', `/documents/${id}/stored`, {})).status).toBe(200);
    const objection = { line: YI, text: 'I was on leave.', documents: [id] };
    expect((await ask(yi, 'POST', '/objections', objection)).status).toBe(200);
    expect(await store.cases.load('accountability', `ac-${MONTH}`)).toMatchObject({ objected: 1 });
    expect((await ask(staff('broker', 'broker-bing'), 'POST', '/documents', claim)).status).toBe(403);
  });

  it('is seen by who sees the line, and by nobody else; that it was seen is recorded', async () => {
    const { ask, id, store } = await brought();
    await ask(yi, 'POST', `/documents/${id}/stored`, {});
    const view = (by: Staff) => ask(by, 'POST', `/documents/${id}/view`, {});
    const manager = staff('branch-manager', 'manager-hu', 'sh');
    expect((await view(manager)).status).toBe(404); // not named in an objection yet
    await ask(yi, 'POST', '/objections', { line: YI, text: 'I was on leave.', documents: [id] });
    expect((await view(manager)).status).toBe(200);
    expect((await view(COMPLIANCE)).body.url).toContain('other-d1.pdf');
    expect((await view(staff('branch-manager', 'manager-ji'))).status).toBe(404);
    expect((await view(staff('broker', 'broker-jia'))).status).toBe(404);
    const seen = (await store.cases.history(`ac-${MONTH}`)).filter(({ type }) => type === 'document-seen');
    expect(seen.map(({ by }) => (by.kind === 'staff' ? by.id : ''))).toEqual([manager.id, COMPLIANCE.id]);
  });
});

describe('the statements', () => {
  async function final() {
    const story = AccountabilityStory.sent(COMPLAINTS).until(at('2026-03-27', '00:00'));
    const files = new MemoryFiles();
    story.finishes(await writeStatements(story.file, files));
    const run = await served(story);
    run.files.read = (key) => files.read(key);
    return { ...run, written: files };
  }

  it('are not there before the run is final', async () => {
    const { ask } = await served(AccountabilityStory.sent(COMPLAINTS));
    expect((await ask(HEAD_OFFICE, 'GET', '/statements/hr.csv')).status).toBe(404);
  });

  it('come as CSV with a proof', async () => {
    const { ask } = await final();
    const { status, headers, text } = await ask(HEAD_OFFICE, 'GET', '/statements/finance.csv');
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(verifyProof(text).rows).toBe(ALL.length);
  });

  it('come as a page that may load and run nothing but its own style', async () => {
    const { ask } = await final();
    const { status, headers, text } = await ask(COMPLIANCE, 'GET', '/statements/hr.html');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const style = present(/<style>([\s\S]*?)<\/style>/.exec(text)?.[1]);
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(text).not.toMatch(/<script|\sstyle=|<link|src=/);
  });

  it.each(['csv', 'html'] as const)('as %s that were changed are not given out', async (format) => {
    const { ask, written } = await final();
    const key = statementKey(MONTH, { recipient: 'hr', format });
    const { text } = await ask(HEAD_OFFICE, 'GET', `/statements/hr.${format}`);
    await written.put(key, text.replaceAll('broker-yi', 'broker-xx'), 'text/plain');
    expect((await ask(HEAD_OFFICE, 'GET', `/statements/hr.${format}`)).status).toBe(500);
  });

  it.each([
    ['boss.csv', 400],
    ['hr.pdf', 404],
    ['hr', 404],
  ])('know no %s', async (file, status) => {
    const { ask } = await final();
    expect((await ask(HEAD_OFFICE, 'GET', `/statements/${file}`)).status).toBe(status);
    expect((await ask(HEAD_OFFICE, 'POST', '/statements/hr.csv', {})).status).toBe(405);
  });
});
