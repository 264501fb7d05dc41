import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { callbackCaseIdOf, policyIdOf } from '../domain/policy/policy.ts';
import type { Sms } from '../domain/ports.ts';
import { openCases, openCommissions } from '../functions/wiring.ts';
import { FUNCTIONS, type FunctionName, registerFunctions } from '../local/functions.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../local/sample/policies.ts';
import type { LambdaHandler } from '../local/services/lambda-invoke.ts';
import { type System, startSystem } from '../local/system.ts';

/** A Monday with a common week before it; messages may be sent at this hour. */
export const START = new Date('2026-11-16T02:00:00.000Z');

export class BenchFailed extends Error {
  override readonly name = 'BenchFailed';
}

/** Stands around every call of a function. */
export type Around = <T>(name: FunctionName, event: unknown, call: () => Promise<T>) => Promise<T>;

export interface Callbacks {
  system: System;
  /** A policy comes in by the API, and its customer has got the invitation. */
  invite(index: number): Promise<Invited>;
  /** The customer opens the link and says yes to everything. */
  answer(invited: Invited): Promise<void>;
  /** @throws BenchFailed unless every one is clean and its commission free */
  check(indexes: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

export interface Invited {
  caseId: string;
  link: string;
}

/** A local system of its own in a folder of its own, in which time stands still unless it is moved. */
export async function startCallbacks(around: Around = (_name, _event, call) => call()): Promise<Callbacks> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-bench-'));
  const system = await startSystem({ dataDir: folder, port: 0, mode: 'manual', start: START });
  const waiting = new Map<string, (link: string) => void>();
  const sms: Sms = {
    send: async (message) => {
      const sent = await system.outbox.send(message);
      const link = new URL(message.parameters['link'] ?? '').pathname;
      const [, caseId = ''] = /^\/c\/(cb-[0-9a-f]+)/.exec(link) ?? [];
      waiting.get(caseId)?.(link);
      waiting.delete(caseId);
      return sent;
    },
  };
  const register = (name: string, handler: LambdaHandler): void => {
    const call = handler as (event: unknown, context: Context) => unknown;
    system.registry.register(name, (event, context) =>
      around(name as FunctionName, event, async () => call(event, context)),
    );
  };
  await registerFunctions({ ...system.registry, register }, system.place, { sms, openapi: async () => '{}' });

  const token = await system.identity.tokenFor('core');
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${system.http.origin}${path}`, {
      method,
      headers: {
        ...(path.startsWith('/c/') ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new BenchFailed(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await send('PUT', `/carriers/${id}`, carrier);
  await system.quiet();

  return {
    system,
    invite: async (index) => {
      const policy = policyOf(index);
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting.set(caseIdOf(index), resolve);
      await send('POST', '/policies', policy);
      return { caseId: caseIdOf(index), link: await promise };
    },
    answer: async ({ link }) => {
      const asked = (await send('GET', link)) as { questions: { id: string }[] };
      await send('POST', link, { answers: Object.fromEntries(asked.questions.map(({ id }) => [id, 'yes'])) });
    },
    check: async (indexes) => {
      const [cases, commissions] = [openCases(system.place), openCommissions(system.place)];
      for (const index of indexes) {
        const { stage, policyId } = await cases.load('callback', caseIdOf(index));
        const lines = await commissions.linesOf(policyId);
        const isFree = lines.every(({ holds, balances }) => holds.length === 0 && balances.payable > 0);
        if (stage !== 'clean' || lines.length === 0 || !isFree)
          throw new BenchFailed(`${caseIdOf(index)} is ${stage} and its commission is not free.`);
      }
    },
    stop: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The sample's policies in scope, as a core system would hand them in: two payees each. */
function policyOf(index: number): ReturnType<typeof samplePolicy> {
  const inScope = index + Math.floor(index / 6); // the seventh kind is out of scope
  return samplePolicy(inScope, START);
}

function caseIdOf(index: number): string {
  const { carrier, number } = policyOf(index);
  return callbackCaseIdOf(policyIdOf(carrier, number));
}

/** Whether a stream's function would be called for a record, by the filters that are deployed. */
export function isFollowed(name: FunctionName, record: StreamRecord): boolean {
  const { follows } = FUNCTIONS[name] as { follows?: readonly Follows[] };
  const sortKey = record.dynamodb?.Keys?.['sk']?.S ?? '';
  return (follows ?? []).some(
    ({ changes, sortKeys }) =>
      changes.includes(record.eventName ?? '') && sortKeys.some((start) => sortKey.startsWith(start)),
  );
}

interface Follows {
  changes: readonly string[];
  sortKeys: readonly string[];
}

export interface StreamRecord {
  eventName?: string;
  dynamodb?: { Keys?: Record<string, { S?: string }> };
}
