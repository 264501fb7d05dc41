import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  type Answers,
  assess,
  type CallbackCase,
  Gateway,
  LIMIT_DAYS,
  type Peer,
  PeerFailed,
  type Persisted,
  type Policy,
} from './peer.ts';
import { type Postgres, startPostgres } from './postgres.ts';

const DAY_SECONDS = 86_400;

/** DBOS as a library in this process, with PostgreSQL beside it, behind three routes over HTTP. */
export async function startDbos(folder: string): Promise<Peer> {
  const postgres = await startPostgres(folder);
  const gateway = new Gateway();
  const callback = DBOS.registerWorkflow(callbackWith(gateway), { name: 'callback' });
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: postgres.url, logLevel: 'error' });
  await DBOS.launch();
  const server = createServer((request, response) => {
    void readAll(request)
      .then((body) => answerTo(request.url ?? '', body, callback))
      .then((answer) => response.end(JSON.stringify(answer ?? {})))
      .catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    start: async (policy) => {
      const id = `${policy.carrier}:${policy.number}`;
      const invited = gateway.invitation(id);
      await ask(`${origin}/start/${id}`, policy);
      await invited;
      return id;
    },
    look: async (id) => (await ask(`${origin}/look/${id}`)) as CallbackCase,
    answer: async (id, answers) => {
      await ask(`${origin}/answer/${id}`, answers);
    },
    settled: () => gateway.settled(),
    stageOf: async (id) =>
      ((await DBOS.retrieveWorkflow<CallbackCase>(id).getResult()) as CallbackCase).stage,
    persisted: () => persistedIn(postgres),
    stop: async () => {
      server.close();
      try {
        await DBOS.shutdown();
      } finally {
        await postgres.stop();
      }
    },
  };
}

function callbackWith(gateway: Gateway) {
  return async (policy: Policy): Promise<CallbackCase> => {
    const id = DBOS.workflowID ?? '';
    const opened = await DBOS.runStep(async (): Promise<CallbackCase> => ({ id, policy, stage: 'open' }), {
      name: 'open',
    });
    const invited = await DBOS.runStep(async () => gateway.invite(opened), { name: 'invite' });
    await DBOS.setEvent('case', invited);
    gateway.waits(id);
    const answers = (await DBOS.recv<Answers>('answers', { timeoutSeconds: LIMIT_DAYS * DAY_SECONDS })) ?? {};
    const closed = await DBOS.runStep(async () => assess(invited, answers), { name: 'assess' });
    await DBOS.setEvent('case', closed);
    gateway.closed();
    return closed;
  };
}

async function answerTo(
  url: string,
  body: string,
  callback: (policy: Policy) => Promise<CallbackCase>,
): Promise<unknown> {
  const [, what, id = ''] = decodeURIComponent(url).split('/');
  if (what === 'start') {
    await DBOS.startWorkflow(callback, { workflowID: id })(JSON.parse(body) as Policy);
    return undefined;
  }
  if (what === 'answer') return DBOS.send(id, JSON.parse(body) as Answers, 'answers');
  return DBOS.getEvent<CallbackCase>(id, 'case');
}

/** Every row of its tables, and what the log that is written ahead says of itself. */
async function persistedIn({ numbers }: Postgres): Promise<Persisted> {
  const [rows] = await numbers(
    `SELECT sum((xpath('/row/n/text()', query_to_xml(
       format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::int)
     FROM pg_tables WHERE schemaname = 'dbos'`,
  );
  const [bytes, syncs] = await numbers('SELECT wal_bytes, wal_sync FROM pg_stat_wal');
  if (rows === undefined || bytes === undefined || syncs === undefined)
    throw new PeerFailed('PostgreSQL does not tell what it holds.');
  return { rows, bytes, syncs };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function ask(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new PeerFailed(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}
