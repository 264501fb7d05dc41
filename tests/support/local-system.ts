import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect } from 'vitest';
import { canonicalJson } from '../../domain/history.ts';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../../local/sample/policies.ts';
import { TABLE_KEYS } from '../../local/services/create-tables.ts';
import { type System, startSystem } from '../../local/system.ts';
import { present } from './present.ts';
import { localClient } from './tables.ts';
import { at } from './wall.ts';

export const TODAY = '2026-03-02';

export interface Asked {
  /** A sample user; without one no token is sent. */
  as?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  type: string;
  headers: Headers;
  text: string;
  /** The JSON that was answered. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it expects to be there.
  body: any;
}

/** What a refusal must be. */
export interface Refusal {
  status: number;
  type?: string;
  rule?: string;
  /** Field faults that must be told, each with a part of its reason. */
  fields?: Record<string, string | RegExp>;
}

export interface SoldHere {
  policyId: string;
  caseId: string;
  input: PolicyInput;
}

/**
 * The whole local system for the tests of one file, its time standing still on a Monday at ten. There is one per
 * process: its SDK clients find their endpoints in the environment.
 */
export function localSystem({ today = TODAY, consoleDir = 'not-built' } = {}): () => LocalSystem {
  let opened: LocalSystem | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'recourse-system-'));
  const dataDir = join(folder, 'data');
  beforeAll(async () => {
    const system = await startSystem({
      dataDir,
      consoleDir,
      port: 0,
      mode: 'manual',
      start: at(today, '10:00'),
    });
    opened = new LocalSystem(system, dataDir);
    await opened.teachCatalogue();
  });
  afterAll(async () => {
    await opened?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => present(opened);
}

export class LocalSystem {
  readonly system: System;
  readonly dataDir: string;
  /** Every body that the API answered with so far. */
  readonly bodies: string[] = [];
  readonly #tokens = new Map<string, string>();
  readonly #tables: DynamoDBClient;
  #sold = 0;

  constructor(system: System, dataDir: string) {
    this.system = system;
    this.dataDir = dataDir;
    this.#tables = localClient(present(system.endpoints.AWS_ENDPOINT_URL_DYNAMODB));
  }

  async ask(method: string, path: string, { as, body, raw, headers = {} }: Asked = {}): Promise<Answer> {
    const response = await fetch(`${this.system.origin}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await this.token(as)}` }),
        ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    if (!path.startsWith('/_local/')) this.bodies.push(text);
    return {
      status: response.status,
      type,
      headers: response.headers,
      text,
      body: /json/.test(type) && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  /** Asks for what is expected to be done. */
  async must(method: string, path: string, asked: Asked = {}): Promise<Answer> {
    const answer = await this.ask(method, path, asked);
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    await this.quiet();
    return answer;
  }

  /** Asks for what must be refused with a problem of this kind, and nothing that is stored may differ afterwards. */
  async mustRefuse(method: string, path: string, asked: Asked, refusal: Refusal): Promise<Answer> {
    await this.quiet();
    const before = await this.dump();
    const answer = await this.ask(method, path, asked);
    await this.quiet();
    expectProblem(answer, refusal);
    expect(await this.dump()).toEqual(before);
    return answer;
  }

  async token(user: string): Promise<string> {
    const token = this.#tokens.get(user) ?? (await this.system.identity.tokenFor(user));
    this.#tokens.set(user, token);
    return token;
  }

  quiet(): Promise<void> {
    return this.system.quiet();
  }

  /** Everything in every table, row by row. */
  async dump(): Promise<Record<string, string[]>> {
    const rows = await Promise.all(TABLE_KEYS.map((key) => this.#rows(`recourse-${key}`)));
    return Object.fromEntries(TABLE_KEYS.map((key, index) => [key, rows[index] ?? []]));
  }

  async #rows(TableName: string): Promise<string[]> {
    const rows: string[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.#tables.send(
        new ScanCommand({ TableName, ExclusiveStartKey: from, ConsistentRead: true }),
      );
      // What was counted is forgotten by the machine's time, which is not the system's.
      const items = (page.Items ?? []).filter(({ pk }) => !pk?.S?.startsWith('COUNTED#'));
      rows.push(...items.map((item) => canonicalJson(unmarshall(item))));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return rows.sort();
  }

  async stop(): Promise<void> {
    this.#tables.destroy();
    await this.system.stop();
  }

  async teachCatalogue(): Promise<void> {
    for (const { id, ...carrier } of SAMPLE_CARRIERS) {
      await this.must('PUT', `/carriers/${id}`, { as: 'core', body: carrier });
    }
  }

  /** A policy of broker-bj-1 and leader-bj that nobody has handed in yet. */
  policy(over: Partial<PolicyInput> = {}): PolicyInput {
    this.#sold += 1;
    const sample = samplePolicy(21 * this.#sold, at(TODAY, '10:00'));
    return { ...sample, number: `TEST${String(this.#sold).padStart(6, '0')}`, ...over };
  }

  async sell(over: Partial<PolicyInput> = {}): Promise<SoldHere> {
    const input = this.policy(over);
    const { body } = await this.must('POST', '/policies', { as: 'core', body: input });
    return { policyId: body.policyId, caseId: body.caseId, input };
  }

  /** The newest link of a case, as a path. */
  link(caseId: string): string {
    const sent = this.system.outbox.all().find(({ id }) => id.startsWith(`${caseId}.`));
    return new URL(present(sent).link).pathname;
  }

  async allYes(caseId: string, over: Record<string, string> = {}): Promise<Record<string, string>> {
    const { body } = await this.must('GET', `/cases/${caseId}`, { as: 'head-office' });
    const asked = (body.questions as { id: string }[]).map(({ id }) => [id, 'yes']);
    return { ...Object.fromEntries(asked), ...over };
  }

  /** The version that a command must name. */
  async version(caseId: string): Promise<number> {
    const { body } = await this.must('GET', `/cases/${caseId}`, { as: 'head-office' });
    return body.case.version;
  }
}

/** RFC 9457, whoever made it: the function or the gateway before it. */
export function expectProblem(answer: Answer, { status, type, rule, fields = {} }: Refusal): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.type).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, type: expect.any(String), title: expect.any(String) });
  expect(answer.body.type).toMatch(/^(about:blank|\/problems\/[a-z-]+)$/);
  expect(answer.body.title).not.toBe('');
  if (type !== undefined) expect(answer.body.type).toBe(`/problems/${type}`);
  if (rule !== undefined) expect(answer.body.rule).toBe(rule);
  for (const [field, reason] of Object.entries(fields)) {
    const told = ((answer.body.fields ?? []) as { field: string; reason: string }[]).filter(
      (fault) => fault.field === field,
    );
    expect(told.map((fault) => fault.reason).join(' '), `${field} in ${answer.text}`).toMatch(reason);
  }
}
