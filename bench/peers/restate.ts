import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createEndpointHandler,
  handlers,
  TimeoutError,
  type WorkflowContext,
  type WorkflowSharedContext,
  workflow,
} from '@restatedev/restate-sdk';
import {
  type Answers,
  assess,
  type CallbackCase,
  Gateway,
  LIMIT_DAYS,
  type Peer,
  PeerFailed,
  type Policy,
} from './peer.ts';

/** Restate's own server as it comes, on loopback and without telemetry, and a workflow in this process. */
export async function startRestate(folder: string): Promise<Peer> {
  const gateway = new Gateway();
  const app = createHttp2Server(
    createEndpointHandler({ services: [callbackWith(gateway)], logger: () => {} }),
  );
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const appPort = (app.address() as AddressInfo).port;
  const ports = { ingress: await freePort(), admin: await freePort(), node: await freePort() };
  const server = spawn(
    binary(),
    ['--no-logo', '--listen-mode', 'tcp', '--base-dir', folder, '--node-name', 'bench'],
    {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ports.ingress}`,
        RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${ports.admin}`,
        RESTATE_BIND_ADDRESS: `127.0.0.1:${ports.node}`,
        RESTATE_ADVERTISED_ADDRESS: `http://127.0.0.1:${ports.node}/`,
        RESTATE_DISABLE_TELEMETRY: 'true',
      },
    },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    app.close();
  };
  const admin = `http://127.0.0.1:${ports.admin}`;
  const callback = `http://127.0.0.1:${ports.ingress}/callback`;
  try {
    await untilItAnswers(`${admin}/health`);
    await untilItAnswers(`http://127.0.0.1:${ports.ingress}/restate/health`);
    await ask(`${admin}/deployments`, { uri: `http://127.0.0.1:${appPort}` });
  } catch (cause) {
    await stop();
    throw cause;
  }
  const node = `http://127.0.0.1:${ports.node}`;
  return {
    start: async (policy) => {
      const id = `${policy.carrier}:${policy.number}`;
      const invited = gateway.invitation(id);
      await ask(`${callback}/${id}/run/send`, policy);
      await invited;
      return id;
    },
    look: async (id) => (await ask(`${callback}/${id}/look`)) as CallbackCase,
    answer: async (id, answers) => {
      await ask(`${callback}/${id}/answer`, answers);
    },
    settled: () => gateway.settled(),
    stageOf: async (id) => ((await ask(`${callback}/${id}/look`)) as CallbackCase).stage,
    persisted: async () => ({
      rows: await rowsOf(admin),
      bytes: await metricOf('wal_bytes', node),
      syncs: await metricOf('wal_synced', node),
    }),
    stop,
  };
}

function callbackWith(gateway: Gateway) {
  return workflow({
    name: 'callback',
    handlers: {
      run: async (context: WorkflowContext, policy: Policy): Promise<CallbackCase> => {
        const id = context.key;
        const opened = await context.run('open', (): CallbackCase => ({ id, policy, stage: 'open' }));
        const invited = await context.run('invite', () => gateway.invite(opened));
        context.set('case', invited);
        gateway.waits(id);
        const answers = await context
          .promise<Answers>('answers')
          .get()
          .orTimeout({ days: LIMIT_DAYS })
          .catch((error: unknown): Answers => {
            if (error instanceof TimeoutError) return {};
            throw error;
          });
        const closed = await context.run('assess', () => assess(invited, answers));
        context.set('case', closed);
        gateway.closed();
        return closed;
      },
      look: handlers.workflow.shared(async (context: WorkflowSharedContext) =>
        context.get<CallbackCase>('case'),
      ),
      answer: handlers.workflow.shared(async (context: WorkflowSharedContext, answers: Answers) => {
        await context.promise<Answers>('answers').resolve(answers);
      }),
    },
  });
}

/** The journal's entries, the state, the promises and the invocations. */
async function rowsOf(admin: string): Promise<number> {
  const tables = ['sys_journal', 'state', 'sys_promise', 'sys_invocation_status'];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const found = await ask(`${admin}/query`, { query: `SELECT COUNT(*) AS n FROM ${table}` });
      return (found as { rows: { n: number }[] }).rows[0]?.n ?? 0;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What its log server wrote ahead, which is where a step is kept before it goes on. */
async function metricOf(name: string, node: string): Promise<number> {
  const text = await (await fetch(`${node}/metrics`)).text();
  const [, value] =
    new RegExp(`^restate_rocksdb_${name}_total\\{[^}]*db="log-server"\\} (\\d+)$`, 'm').exec(text) ?? [];
  if (value === undefined) throw new PeerFailed(`Restate does not tell ${name}.`);
  return Number(value);
}

async function ask(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new PeerFailed(`${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The package of this platform holds the server; the one above it would start it as a child of a child. */
function binary(): string {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`;
  return createRequire(import.meta.url).resolve(name);
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await pause(100);
  }
  throw new PeerFailed(`${url} does not answer.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
