import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../adapters/dynamodb/keys.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { CaseEvent } from '../../domain/case.ts';
import { Throttled } from '../../domain/errors.ts';
import type { Exposure } from '../../domain/metrics/exposure.ts';
import { newCountHandler } from '../../functions/stream/count.ts';
import { totalOf } from '../support/counters.ts';
import { happened } from '../support/figures.ts';
import { intakeOf } from '../support/policies.ts';

const CONTEXT = {} as Context;
const MONTH = '2026-03';

let store: MemoryStore;
let told = 0;

beforeEach(() => {
  store = new MemoryStore();
});

const nothing = () => {};
const log = { info: nothing, warn: nothing, error: nothing };
const count = (Records: DynamoDBRecord[]) => newCountHandler(store, log)({ Records }, CONTEXT);

function record(key: { pk: string; sk: string }, item: object): DynamoDBRecord {
  told += 1;
  const NewImage = marshall({ ...item, ...key }, { removeUndefinedValues: true });
  return {
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(told), Keys: marshall(key), NewImage },
  } as DynamoDBRecord;
}

const ofEvent = (event: CaseEvent) => record(keys.event(event.caseId, event.seq), event);
const ofExposure = (exposure: Exposure) => record(keys.exposure(exposure.policyId, exposure.seq), exposure);
const opened = () => happened('callback', 'callback-opened', {}, { carrier: 'carrier-a' });
const numberOf = (failed: DynamoDBRecord) => failed.dynamodb?.SequenceNumber;

describe('a batch of the stream', () => {
  it('is counted as a whole: events of cases and what policies add', async () => {
    const { exposure } = intakeOf({ premiumFen: 12_345_600 });

    const { batchItemFailures } = await count([ofEvent(opened()), ofExposure(exposure), ofEvent(opened())]);

    const counters = await store.metrics.read(MONTH);
    expect(batchItemFailures).toEqual([]);
    expect(totalOf(counters, 'callback-opened')).toBe(2);
    expect(totalOf(counters, 'exposure-premium-fen')).toBe(12_345_600);
  });

  it('counts the others when one record lacks what is counted of it', async () => {
    const broken = ofEvent(happened('complaint', 'complaint-opened', { channel: 'hotline' }));

    const { batchItemFailures } = await count([ofEvent(opened()), broken, ofEvent(opened())]);

    expect(batchItemFailures).toEqual([{ itemIdentifier: numberOf(broken) }]);
    expect(totalOf(await store.metrics.read(MONTH), 'callback-opened')).toBe(2);
  });

  it.each(['before', 'after'])(
    'comes again when the store fails %s it counted, and is counted once',
    async (when) => {
      const batch = [ofEvent(opened()), ofEvent(opened())];
      const slow = new Throttled('The store asks to slow down.');
      if (when === 'before') store.failNext(slow, 'add');
      else store.loseNextAnswer(slow, 'add');

      const first = await count(batch);
      const second = await count(batch);

      expect(first.batchItemFailures).toEqual([{ itemIdentifier: batch[0] && numberOf(batch[0]) }]);
      expect(second.batchItemFailures).toEqual([]);
      expect(totalOf(await store.metrics.read(MONTH), 'callback-opened')).toBe(2);
    },
  );
});
