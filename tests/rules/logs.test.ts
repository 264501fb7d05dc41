import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { keys } from '../../adapters/dynamodb/keys.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { MemorySmsInbox } from '../../adapters/memory/sms-inbox.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { MemoryWorkflows } from '../../adapters/memory/workflows.ts';
import type { Committed } from '../../domain/ports.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import { logged, loggedRun, loggedSteps, loggedTransactions } from '../../functions/logged.ts';
import type { Facts, Log } from '../../functions/observe.ts';
import { newStreamHandler } from '../../functions/stream/handler.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';
import type { LambdaHandler } from '../../local/services/lambda-invoke.ts';
import { assembleFirm } from '../support/firm-parts.ts';
import { CORE_SYSTEM } from '../support/people.ts';
import { carrierOf, INTAKE_AT, policyInput, RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';

interface Line extends Facts {
  level: keyof Log;
  message: string;
}

function keptLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: keyof Log) => (message: string, facts: Facts) => {
    lines.push({ ...JSON.parse(JSON.stringify(facts)), level, message });
  };
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error') } };
}

/** A firm whose API, stream and steps write into one log. */
function openFirm() {
  const { log, lines } = keptLog();
  const store = new MemoryStore();
  const [sms, workflows] = [new MemorySms(), new MemoryWorkflows()];
  const handlers = new Map<string, LambdaHandler>();
  const registry = { register: (name: string, handler: LambdaHandler) => handlers.set(name, handler) };
  const { follows, routes } = assembleFirm(registry as never, {
    store: { ...store, transactions: loggedTransactions(store.transactions, log) },
    workflows,
    sms,
    inbox: new MemorySmsInbox(),
    notices: new MemoryNotices(),
    files: new MemoryFiles(),
    clock: { now: () => INTAKE_AT },
    rules: RULES,
  });
  const waiting: DynamoDBRecord[] = [];
  store.onCommitted((committed) => waiting.push(recordOf(committed, waiting.length)));
  const follow = newStreamHandler(present(follows[0]), log);
  const handler = present(handlers.get('callback-steps'));
  const steps = loggedSteps(async (event: object) => handler(event as never, {} as Context), log);
  const api = newApi(routes, { logger: log, once: (_request, act) => act() });
  return {
    lines,
    sms,
    store,
    workflows,
    ask: (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
      api(requestOf(method, path, body, headers), {} as Context),
    drain: (awsRequestId: string) => follow({ Records: waiting.splice(0) }, { awsRequestId } as Context),
    step: steps,
  };
}

function requestOf(method: string, path: string, body: object, headers: Record<string, string>): Event {
  return toHttpApiEvent({
    method,
    target: path,
    headers: { host: 'firm.example', 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    at: INTAKE_AT,
    route: { method: 'ANY', path },
    pathParameters: {},
    claims: { sub: CORE_SYSTEM.id, role: CORE_SYSTEM.role },
  }) as Event;
}

/** As the table's stream brings it. */
function recordOf(committed: Committed, at: number): DynamoDBRecord {
  const [key, item] = rowOf(committed);
  const NewImage = marshall({ ...item, ...key }, { removeUndefinedValues: true });
  return {
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(at), Keys: marshall(key), NewImage },
  } as DynamoDBRecord;
}

function rowOf(committed: Committed): [{ pk: string; sk: string }, object] {
  switch (committed.is) {
    case 'new-case':
      return [keys.case(committed.case.id), committed.case];
    case 'event':
      return [keys.event(committed.event.caseId, committed.event.seq), committed.event];
    case 'wait':
      return [keys.wait(committed.wait.caseId, committed.wait.wait), committed.wait];
    case 'new-message':
      return [keys.message(committed.message.caseId, committed.message.id), committed.message];
    case 'exposure':
      return [keys.exposure(committed.exposure.policyId, committed.exposure.seq), committed.exposure];
  }
}

describe('the log of one command', () => {
  it('names the case in the API, in the stream and in the step, and nobody in any of them', async () => {
    const firm = openFirm();
    const input = policyInput();
    await firm.store.policies.putCarrier(carrierOf(input));

    const asked = randomUUID();
    const { statusCode, headers } = await firm.ask('POST', '/policies', input, { 'x-correlation-id': asked });
    expect([statusCode, headers?.['x-correlation-id']]).toEqual([201, asked]);
    const written = present(firm.lines.find(({ message }) => message === 'event written'));
    expect(written).toMatchObject({ correlationId: asked, seq: 1, type: 'callback-opened' });
    const { caseId } = written;

    await firm.drain('stream-call');
    const { name: execution, input: started } = present(firm.workflows.started[0]);
    await firm.step({ state: 'Route', execution, input: started });
    await firm.step({ state: 'AwaitAnswers', execution, caseId, wait: 1, taskToken: 'the-secret-token' });
    await firm.drain('stream-call-2');
    const { link } = present(firm.sms.sent[0]).parameters;
    const { questionnaire } = await firm.store.cases.load('callback', String(caseId));
    const answers = Object.fromEntries(questionnaire.asked.map((id) => [id, 'yes']));
    const path = new URL(present(link)).pathname;
    expect((await firm.ask('POST', path, { answers })).statusCode).toBe(200);
    await firm.drain('stream-call-3');

    const followed = firm.lines.filter(({ row }) => row !== undefined && !String(row).startsWith('EXPOSURE'));
    expect(followed.length).toBeGreaterThan(3);
    const stepped = firm.lines.filter(({ message }) => message === 'step done');
    expect(stepped.map(({ state }) => state)).toEqual(['Route', 'AwaitAnswers']);
    for (const line of [...followed, ...stepped]) expect(line).toMatchObject({ caseId });
    for (const line of stepped) expect(line).toMatchObject({ execution, correlationId: execution });
    for (const line of firm.lines) expect(line.correlationId, JSON.stringify(line)).toBeTypeOf('string');
    // What the customer said: its event is found by the case, and by its request what else was done.
    const said = present(firm.lines.find(({ type }) => type === 'answered-clean'));
    const request = firm.lines.filter(({ correlationId }) => correlationId === said.correlationId);
    expect(request.map(({ message }) => message)).toContain('request answered');

    const text = JSON.stringify(firm.lines);
    const { customer, number, brokerId } = input;
    for (const secret of [customer.name, customer.phone, customer.ref, number, brokerId]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toContain('the-secret-token');
    expect(text).not.toContain(path.split('/').at(-1));
  });

  it('takes no word of the caller for an id but a UUID', async () => {
    const firm = openFirm();
    const { headers } = await firm.ask('POST', '/policies', {}, { 'x-correlation-id': '13900000001' });
    expect(headers?.['x-correlation-id']).not.toContain('13900000001');
    expect(JSON.stringify(firm.lines)).not.toContain('13900000001');
    expect(firm.lines).toMatchObject([
      { message: 'request refused', correlationId: headers?.['x-correlation-id'] },
    ]);
  });
});

describe('the log of a failure', () => {
  const failing = (error: Error) => async () => {
    throw error;
  };

  it('names it and where it was, and no word of a message that is not ours', async () => {
    const { log, lines } = keptLog();
    const error = new TypeError('甲一 has no number\n  "13900000001"\nbut that one');
    await expect(logged('step', { caseId: 'cb-1' }, log, failing(error))).rejects.toThrow(error);
    expect(lines).toMatchObject([
      { level: 'error', message: 'step failed', caseId: 'cb-1', error: { name: 'TypeError' } },
    ]);
    expect(JSON.stringify(lines)).toContain('logs.test.ts');
    expect(JSON.stringify(lines)).not.toMatch(/甲一|13900000001|that one/);
  });

  it('is a record that cannot be read, with its case, and the batch gives it back', async () => {
    const { log, lines } = keptLog();
    const handler = newStreamHandler(async () => {}, log);
    const key = keys.event('cb-1', 1);
    const Records = [
      {
        eventName: 'INSERT',
        dynamodb: { SequenceNumber: '7', Keys: marshall(key), NewImage: marshall(key) },
      },
    ] as DynamoDBRecord[];
    const { batchItemFailures } = await handler({ Records }, { awsRequestId: 'call' } as Context);
    expect(batchItemFailures).toEqual([{ itemIdentifier: '7' }]);
    expect(lines).toMatchObject([
      { message: 'record failed', caseId: 'cb-1', row: key.sk, correlationId: 'call' },
    ]);
  });

  it('is a run of a schedule, by the call of Lambda', async () => {
    const { log, lines } = keptLog();
    const error = new AggregateError([], '3 cases were not erased.');
    await expect(loggedRun(failing(error), log)({}, { awsRequestId: 'call' })).rejects.toThrow(error);
    expect(lines).toMatchObject([{ level: 'error', message: 'run failed', correlationId: 'call' }]);
  });
});
