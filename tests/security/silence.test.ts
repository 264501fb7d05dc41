import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLogger } from '../../functions/observe.ts';
import { present } from '../support/present.ts';
import { LINKS_AT, SECRETS } from './house.ts';
import { personOf } from './house-visitor.ts';
import { openWorld, type World } from './world.ts';

/** Everything that leaves the house without being an answer or a message to a customer, by where it goes. */
interface Said {
  logs: string[];
  notices: string[];
  executions: string[];
  urls: string[];
}

let world: World;
let restore: () => void;
const written: string[] = [];
const payloads: unknown[] = [];
let said: Said;

beforeAll(async () => {
  restore = listenToOutput();
  process.env.POWERTOOLS_LOG_LEVEL = 'DEBUG';
  world = await openWorld({
    logger: openLogger(),
    onInvoke: (payload, answer) => payloads.push(payload, answer),
  });
  await misuse(world);
  await world.visitor.advance('P30D');
  said = { logs: [...written], ...(await saidBy(world)) };
}, 120_000);
afterAll(async () => {
  restore();
  await world.house.close();
});

/** What Powertools writes, as Lambda would hand it to CloudWatch. */
function listenToOutput(): () => void {
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.write);
  for (const stream of streams) {
    stream.write = ((chunk: string | Uint8Array) => {
      written.push(String(chunk));
      return true;
    }) as typeof stream.write;
  }
  return () => {
    for (const [at, stream] of streams.entries()) stream.write = present(before[at]);
  };
}

/** Personal values in every wrong place, and a store that fails with one in its words. */
async function misuse({ house, matters, planted }: World): Promise<void> {
  const values = planted.of('contact', 'health', 'statement');
  const { callback, policy, complaint } = matters.bj;
  for (const value of values) {
    const wrong = {
      [value]: value,
      version: value,
      note: value,
      phone: `x${value}`,
      answers: { [value]: value },
    };
    for (const [as, path] of [
      ['agent-bj-1', `/cases/${callback}/answers`],
      ['agent-bj-1', `/cases/${encodeURIComponent(value)}/attempts`],
      ['manager-bj', `/policies/${policy}/contact?${encodeURIComponent(value)}=1`],
      ['handler-bj-1', `/complaints/${complaint}/first-contact`],
      ['core', '/policies'],
    ] as const) {
      await house.ask({ by: personOf(as), method: 'POST', path, body: wrong });
    }
    await house.ask({ by: 'nobody', method: 'POST', path: `/c/${encodeURIComponent(value)}`, body: wrong });
    await house.ask({
      by: 'nobody',
      method: 'POST',
      path: `/sms/replies/aliyun/${SECRETS.pushToken}`,
      body: [{ phone_number: value, content: { value } }],
    });
    house.store.failNext(new Error(`the store says: ${value}`, { cause: new TypeError(value) }));
    const body = { field: 'phone', reason: 'to call' };
    const failed = await house.ask({
      by: personOf('agent-bj-1'),
      method: 'POST',
      path: `/policies/${policy}/reveal`,
      body,
    });
    expect(failed.status).toBe(500);
    expect(failed.text).not.toContain(value);
  }
}

async function saidBy({ house, visitor }: World): Promise<Omit<Said, 'logs'>> {
  const executions: string[] = payloads.map((payload) => JSON.stringify(payload) ?? '');
  for (const stateMachineArn of Object.values(house.engine.stateMachineArns)) {
    const listed = await house.engine.handleRequest('ListExecutions', { stateMachineArn, maxResults: 1000 });
    for (const { executionArn } of listed.executions as { executionArn: string }[]) {
      const described = await house.engine.handleRequest('DescribeExecution', { executionArn });
      executions.push(executionArn, JSON.stringify(described), await historyOf(house, executionArn));
    }
  }
  return {
    notices: house.notices.published.map((notice) => JSON.stringify(notice)),
    executions,
    urls: [...visitor.examples.map(({ path }) => path), ...urlsIn(visitor.heard), ...linksSent(house)],
  };
}

async function historyOf({ engine }: World['house'], executionArn: string): Promise<string> {
  let text = '';
  let nextToken: unknown;
  do {
    const more = nextToken === undefined ? {} : { nextToken };
    const page = await engine.handleRequest('GetExecutionHistory', {
      executionArn,
      maxResults: 1000,
      ...more,
    });
    text += JSON.stringify(page.events);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return text;
}

const urlsIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    [...text.matchAll(/"(?:uploadUrl|url|reportUrl)":"([^"]+)"/g)].map(([, url]) => url ?? ''),
  );
const linksSent = ({ sms }: World['house']): string[] =>
  sms.sent.flatMap(({ parameters }) => parameters.link ?? []);

/** What must be nowhere: customers' values, what opens a door, what customers wrote. */
function unsayable(): string[] {
  const signatures = linksSent(world.house).map((link) => link.slice(-22));
  return [
    ...world.planted.of('contact', 'health', 'statement'),
    ...Object.values(SECRETS),
    ...signatures,
    '你们是谁',
    '你们挺好的吧',
    '无此人',
  ];
}

const found = (texts: readonly string[], values: readonly string[]): string[] =>
  values.filter((value) => texts.some((text) => text.includes(value) || decoded(text).includes(value)));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an address of the API itself may hold: the token of the link or of the gateway, in its path. */
const ofAddresses = (values: readonly string[]): string[] => {
  const inPaths = new Set([SECRETS.pushToken, ...linksSent(world.house).map((link) => link.slice(-22))]);
  return values.filter((value) => !inPaths.has(value));
};

describe('what nobody may read', () => {
  it('is in no line of the log, whatever was done, refused or failed', () => {
    expect(said.logs.length).toBeGreaterThan(500);
    for (const what of ['request refused', 'request failed', 'step done', 'event written'])
      expect(said.logs.join(''), what).toContain(what);

    expect(found(said.logs, unsayable())).toEqual([]);
  });

  it('is in no notice to other systems, and in no input, output or history of an execution', () => {
    expect(said.notices.length).toBeGreaterThan(5);
    expect(said.executions.length).toBeGreaterThan(100);

    expect(found(said.notices, unsayable())).toEqual([]);
    expect(found(said.executions, unsayable())).toEqual([]);
  });

  it('is in no address: of a route, of a file, of a link', () => {
    expect(said.urls.some((url) => url.startsWith('memory:'))).toBe(true);
    expect(said.urls.some((url) => url.startsWith(LINKS_AT))).toBe(true);

    expect(found(said.urls, ofAddresses(unsayable()))).toEqual([]);
  });

  it('does not open a wait: a task token stands in no log and no notice', () => {
    const tokens = payloads.flatMap((payload) => {
      const token = (payload as { taskToken?: unknown } | undefined)?.taskToken;
      return typeof token === 'string' ? [token] : [];
    });
    expect(tokens.length).toBeGreaterThan(10);

    expect(found(said.logs, tokens)).toEqual([]);
    expect(found(said.notices, tokens)).toEqual([]);
  });

  it('is put into no trace by us: calls of the SDK are traced, and nothing is added to them', () => {
    const sources = globSync('{functions,adapters,domain}/**/*.ts').map((file) => readFileSync(file, 'utf8'));

    expect(sources.filter((source) => source.includes('captureAWSv3Client')).length).toBe(1);
    expect(
      sources.filter((source) => /putAnnotation|putMetadata|AsMetadata|captureLambdaHandler/.test(source)),
    ).toEqual([]);
  });

  it.each(['logs', 'notices', 'executions', 'urls'] as const)('would be found in the %s', (where) => {
    for (const value of ofAddresses(unsayable()).slice(0, 50)) {
      const texts = [...said[where], `{"level":"INFO","message":"${value}"}`];
      expect(found(texts.slice(-1), [value])).toEqual([value]);
      expect(found([...said[where], encodeURIComponent(value)], [value])).toEqual([value]);
    }
  });
});
