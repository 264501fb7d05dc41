import fc from 'fast-check';
import { present } from '../support/present.ts';
import { type Described, described } from './described.ts';
import { type Hostile, requestsTo, sentBy } from './hostile.ts';
import { faultsIn, type Judged } from './judge.ts';
import type { Known } from './schema.ts';
import { openWorld, type World } from './world.ts';

/** A fresh world after so many: what was done to it by then is enough, and its lists stay short. */
const OF_ONE_WORLD = 10_000;

export interface Fuzzed {
  seed: number;
  sent: number;
  byRoute: Map<string, number>;
  byStatus: Map<number, number>;
  /** The smallest request that was answered wrongly. */
  found?: { request: Hostile; faults: readonly string[]; answer: string };
}

/** Sends so many requests, of every route and from everybody, and stops at the first that is answered wrongly. */
export async function fuzz(requests: number, seed: number): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { seed, sent: 0, byRoute: new Map(), byStatus: new Map() };
  for (let done = 0; done < requests && fuzzed.found === undefined; done += OF_ONE_WORLD) {
    const world = await openWorld();
    try {
      await fuzzOne(world, Math.min(OF_ONE_WORLD, requests - done), seed + done, fuzzed);
    } finally {
      await world.house.close();
    }
  }
  return fuzzed;
}

async function fuzzOne(world: World, numRuns: number, seed: number, fuzzed: Fuzzed): Promise<void> {
  const { requests, ask } = await attackOn(world);
  const last: Partial<Answered> = {};
  const property = fc.asyncProperty(requests, async (hostile) => {
    const answered = await ask(hostile);
    count(fuzzed, hostile.key, answered.status);
    if (answered.faults.length > 0) Object.assign(last, answered);
    return answered.faults.length === 0;
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
  if (errorInstance instanceof Error && errorInstance.cause !== undefined) throw errorInstance;
  if (!failed) return;
  const { faults = [], text = '' } = last;
  fuzzed.found = { request: present(counterexample)[0], faults, answer: text.slice(0, 500) };
}

interface Answered {
  status: number;
  text: string;
  faults: string[];
}

/** Requests on a world, and what is wrong with the answer to one. */
export async function attackOn(world: World): Promise<{
  requests: fc.Arbitrary<Hostile>;
  ask(hostile: Hostile): Promise<Answered>;
}> {
  const routes = described(world.house.routes);
  const known = await knownIn(world);
  const planted = world.planted.of('contact');
  return {
    requests: fc.oneof(...routes.map((one) => requestsTo(one, known, examplesOf(one, world)))),
    ask: async (hostile) => {
      const { key, route } = routeOf(hostile, routes);
      const judged = await send(hostile, world).catch((error: unknown) => {
        throw new Error(`nobody answers ${JSON.stringify(hostile).slice(0, 1000)}`, { cause: error });
      });
      const { status, text } = judged.told;
      return { status, text, faults: faultsIn({ key, route, planted, ...judged }) };
    },
  };
}

/** What a path is of when a wrong id makes it another route's: the one with the fewest parameters. */
function routeOf({ key, method, path }: Hostile, routes: readonly Described[]): Described {
  const asked = path.replace(/\/$/, '');
  const found = routes
    .filter(({ route }) => route.method === method && patternOf(route.path).test(asked))
    .toSorted((a, b) => a.inPath.length - b.inPath.length)[0];
  return found ?? present(routes.find((one) => one.key === key));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}(\\?|$)`);
}

async function send(hostile: Hostile, { house }: World): Promise<Pick<Judged, 'told' | 'changes'>> {
  const request = await atVersion(hostile, house);
  const before = house.changes.made;
  const told = await house.ask(sentBy(request));
  return { told, changes: house.changes.made - before };
}

/** With the version that the case has just now, so that what is behind the version is met as well. */
async function atVersion(hostile: Hostile, house: World['house']): Promise<Hostile> {
  const { body, path, atItsVersion } = hostile;
  if (!atItsVersion || 'raw' in body || typeof body.json !== 'object' || body.json === null) return hostile;
  if (!('version' in body.json)) return hostile;
  const id = /\/((?:cb|pu|rc|cp|ev|cr|ca)-[0-9a-f]{20})/.exec(path)?.[1];
  const month = /\/accountability\/(\d{4}-\d\d)/.exec(path)?.[1];
  const record = await house.store.cases.byId(id ?? (month === undefined ? '' : `ac-${month}`));
  if (record === undefined) return hostile;
  return { ...hostile, body: { json: { ...body.json, version: record.version } } };
}

function count(fuzzed: Fuzzed, key: string, status: number): void {
  const { byRoute, byStatus } = fuzzed;
  fuzzed.sent += 1;
  byRoute.set(key, (byRoute.get(key) ?? 0) + 1);
  byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
}

function examplesOf({ route }: Described, { examples }: World) {
  const pattern = patternOf(route.path);
  return examples.filter(({ method, path }) => method === route.method && pattern.test(path));
}

/** Ids and codes of the world under the names that routes and bodies have for them: one's own and other people's. */
export async function knownIn({
  house,
  matters,
  stray,
  importId,
  hotlineFile,
  accountableMonth,
  paidMonth,
}: World): Promise<Known> {
  const cases = (await house.store.cases.all()).items;
  const policies = (await house.store.policies.all()).items;
  const ids = cases.map(({ id }) => id);
  const links = house.sms.sent
    .flatMap(({ parameters }) => parameters.link ?? [])
    .map((link) => link.split('/').at(-1));
  const people = [...new Set(cases.flatMap((one) => ('brokerId' in one ? [one.brokerId] : [])))];
  const byName: Record<string, readonly unknown[]> = {
    id: [...ids, ...policies.map(({ id }) => id), importId, hotlineFile],
    caseId: ids,
    policyId: policies.map(({ id }) => id),
    policyIds: policies.map(({ id }) => id),
    requestId: ids.filter((id) => id.startsWith('cr-')),
    evaluation: ids.filter((id) => id.startsWith('ev-')),
    into: ids.filter((id) => id.startsWith('cp-')),
    complaints: ids.filter((id) => id.startsWith('cp-')),
    month: [accountableMonth, paidMonth, '2026-05'],
    from: ['2026-03', '2026-05'],
    to: ['2026-03', '2026-05'],
    period: ['2026', '2026-Q1', '2026-03'],
    quarter: ['2026-Q1', '2026-Q9'],
    document: ['d1', 'd2', 'd999'],
    documents: ['d1', 'd2'],
    reply: [stray],
    gateway: ['aliyun', 'none', 'constructor'],
    token: links,
    carrier: ['harbour-life', 'summit-insurance', 'no-carrier'],
    payee: ['broker-bj-1', 'leader-bj', 'broker-sh-1'],
    broker: ['broker-bj-1', 'broker-sh-1'],
    brokerId: people,
    recipient: ['hr', 'finance'],
    branch: ['bj', 'sh', 'no-branch'],
    customer: policies.map(({ customer }) => customer.ref),
    customerRef: policies.map(({ customer }) => customer.ref),
    number: [matters.bj.named.number, matters.sh.named.number],
    owner: ['callback-agent@bj', 'complaint-handler@sh', 'broker-bj-1', 'experts', '@', 'a@b@c'],
    rule: ['every-policy', 'toString'],
    name: ['mine', 'of-nobody'],
    version: ['1', '2', '999999999999'],
    counters: ['callback-opened', 'complaint-received', 'constructor'],
  };
  return (name) => (Object.hasOwn(byName, name) ? (byName[name] ?? []) : []);
}
