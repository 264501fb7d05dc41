import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { DynamoCases } from '../../adapters/dynamodb/cases.ts';
import { DynamoCommissions } from '../../adapters/dynamodb/commissions.ts';
import { DynamoFigureRecords } from '../../adapters/dynamodb/figure-records.ts';
import { DynamoMetrics } from '../../adapters/dynamodb/metrics.ts';
import { DynamoPeople } from '../../adapters/dynamodb/people.ts';
import { DynamoPolicies } from '../../adapters/dynamodb/policies.ts';
import { DynamoPresence } from '../../adapters/dynamodb/presence.ts';
import { DynamoSights } from '../../adapters/dynamodb/sights.ts';
import { DynamoStrayReplies } from '../../adapters/dynamodb/stray-replies.ts';
import { DynamoTransactions } from '../../adapters/dynamodb/transactions.ts';
import { DynamoViews } from '../../adapters/dynamodb/views.ts';
import { isRetryable } from '../../domain/errors.ts';
import { caseIdOf } from '../support/committed.ts';
import { DynamoFaults, lostAnswer, throttle, transactionConflict } from '../support/dynamodb-faults.ts';
import { INTAKE_AT, intakeOf, writesOfIntake } from '../support/policies.ts';
import { committedIn } from '../support/stream.ts';
import { freshTables, localClient } from '../support/tables.ts';
import { describeCases } from './cases.ts';
import { describeCommissions } from './commissions.ts';
import { describeFigureRecords } from './figure-records.ts';
import { describeListed } from './listed.ts';
import { describeMatters } from './matters.ts';
import { describeMetrics } from './metrics.ts';
import { type OpenedStore, type OpenStore, opening } from './opened.ts';
import { describePolicies } from './policies.ts';
import { describePresence } from './presence.ts';
import { describeS3Files } from './s3.ts';
import { describeStrayReplies } from './stray-replies.ts';
import { describeTransactions } from './transactions.ts';
import { describeViews } from './views.ts';

const ATTEMPTS = 2; // of the client, for one call
const TRIES = 4; // of a transaction that meets others

const COMMIT = 'TransactWrite';

interface OpenedDynamo extends OpenedStore {
  plan: DynamoFaults['plan'];
  left(): number;
}

async function openDynamo(): Promise<OpenedDynamo> {
  const endpoint = inject('dynamoDbEndpoint');
  const client = localClient(endpoint, ATTEMPTS);
  const names = await freshTables(client);
  const injected = new DynamoFaults(client);
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    transactions: new DynamoTransactions(documents, names),
    cases: new DynamoCases(documents, names.cases),
    policies: new DynamoPolicies(documents, names.policies),
    commissions: new DynamoCommissions(documents, names.commissions),
    metrics: new DynamoMetrics(documents, names.metrics, () => INTAKE_AT),
    strays: new DynamoStrayReplies(documents, names.cases),
    figureRecords: new DynamoFigureRecords(documents, names.metrics),
    sights: new DynamoSights(documents, names.cases),
    people: new DynamoPeople(documents, names.policies),
    presence: new DynamoPresence(documents, names.cases),
    views: new DynamoViews(documents, names.policies),
    told: async (caseId) => {
      const told = await committedIn(endpoint, client, names.cases);
      return told.filter((committed) => caseIdOf(committed) === caseId);
    },
    faults: {
      throttleNextCommit: () =>
        injected.plan({ command: COMMIT, error: throttle, times: ATTEMPTS, applied: false }),
      loseAnswerOfNextCommit: () =>
        injected.plan({ command: COMMIT, error: lostAnswer, times: ATTEMPTS, applied: true }),
    },
    plan: (planned) => injected.plan(planned),
    left: () => injected.left,
  };
}

const open: OpenStore = openDynamo;

describeTransactions('DynamoDB', open);
describeCases('DynamoDB', open);
describeMatters('DynamoDB', open);
describePolicies('DynamoDB', open);
describeCommissions('DynamoDB', open);
describeMetrics('DynamoDB', open);
describeStrayReplies('DynamoDB', open);
describeFigureRecords('DynamoDB', open);
describeListed('DynamoDB', open);
describePresence('DynamoDB', open);
describeViews('DynamoDB', open);
describeS3Files();

describe('what AWS does and DynamoDB Local never does', () => {
  let dynamo: OpenedDynamo | undefined;
  const store = opening(async () => {
    dynamo = await openDynamo();
    return dynamo;
  });
  const plan: DynamoFaults['plan'] = (planned) => dynamo?.plan(planned);

  it('a transaction that meets another one is tried again, and stored once', async () => {
    const intake = intakeOf();
    plan({ command: COMMIT, error: transactionConflict, times: TRIES - 1, applied: false });

    await store().transactions.commit(writesOfIntake(intake));

    expect(dynamo?.left()).toBe(0);
    expect(await store().policies.byId(intake.policy.id)).toEqual(intake.policy);
  });

  it('one that meets others again and again is left to time', async () => {
    const intake = intakeOf();
    plan({ command: COMMIT, error: transactionConflict, times: TRIES, applied: false });

    const error = await store()
      .transactions.commit(writesOfIntake(intake))
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ name: 'Throttled' });
    expect(isRetryable(error)).toBe(true);
    expect(await store().policies.byId(intake.policy.id)).toBeUndefined();
  });

  it('a throttle that passes is not noticed', async () => {
    const intake = intakeOf();
    plan({ command: COMMIT, error: throttle, times: 1, applied: false });

    await store().transactions.commit(writesOfIntake(intake));

    expect(await store().policies.byId(intake.policy.id)).toEqual(intake.policy);
  });

  it('an answer that is lost once is asked for again, and the change is its own', async () => {
    const intake = intakeOf();
    plan({ command: COMMIT, error: lostAnswer, times: 1, applied: true });

    await store().transactions.commit(writesOfIntake(intake));

    expect(dynamo?.left()).toBe(0);
    expect(await store().policies.byId(intake.policy.id)).toEqual(intake.policy);
  });

  it.each([
    ['a read', 'GetItem', () => store().policies.byId('none')],
    ['a list', 'Query', () => store().policies.ofBroker('none', 1)],
    ['a walk through all', 'Scan', () => store().policies.all()],
    ['a look at many', 'BatchGetItem', () => store().commissions.lines([{ policyId: 'p', payee: 'a' }])],
    ['a mark', 'UpdateItem', () => store().cases.markDelivered('cb-1', 0, INTAKE_AT)],
    ['a put', 'PutItem', () => store().policies.putStaffPhone('13900000001', 'broker-jia')],
    [
      'a count',
      COMMIT,
      () =>
        store().metrics.add([
          { id: 'e.1', counters: [{ month: '2026-03', branch: 'bj', carrier: 'a', name: 'n', count: 1 }] },
        ]),
    ],
  ])('%s that is throttled says so in our words', async (_what, command, call) => {
    plan({ command, error: throttle, times: ATTEMPTS, applied: false });

    await expect(call()).rejects.toMatchObject({ name: 'Throttled' });
  });

  it('a count that meets another one is counted once in the end', async () => {
    const counter = { month: '2026-03', branch: 'met', carrier: 'carrier-a', name: 'n', count: 1 };
    plan({ command: COMMIT, error: transactionConflict, times: 1, applied: false });

    const first = await store()
      .metrics.add([{ id: 'e.2', counters: [counter] }])
      .catch((reason: unknown) => reason);
    await store().metrics.add([{ id: 'e.2', counters: [counter] }]);

    expect(first === undefined || isRetryable(first)).toBe(true);
    const found = await store().metrics.read('2026-03');
    expect(found.filter((row) => row.branch === 'met')).toEqual([counter]);
  });

  it('a count whose answer is lost is counted once', async () => {
    const counter = { month: '2026-03', branch: 'lost', carrier: 'carrier-a', name: 'n', count: 1 };
    plan({ command: COMMIT, error: lostAnswer, times: ATTEMPTS, applied: true });

    await expect(store().metrics.add([{ id: 'e.3', counters: [counter] }])).rejects.toMatchObject({
      name: 'Unavailable',
    });
    await store().metrics.add([{ id: 'e.3', counters: [counter] }]);

    const found = await store().metrics.read('2026-03');
    expect(found.filter((row) => row.branch === 'lost')).toEqual([counter]);
  });
});
