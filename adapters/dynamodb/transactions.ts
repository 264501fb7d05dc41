import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { AlreadyExists, InvariantBroken, type RecourseError, StaleVersion } from '../../domain/errors.ts';
import type { Transactions, Write } from '../../domain/ports.ts';
import { type CancellationReason, cancellationOf, isPassing, translated } from './errors.ts';
import { caseIndexKeys, keys, lineIndexKeys, policyIndexKeys, strayIndexKeys, UNDELIVERED } from './keys.ts';
import type { TableNames } from './tables.ts';

type Item = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const MOST_ITEMS = 100; // DynamoDB's limit for one transaction
const CONFLICT_TRIES = 4; // two at once on one item: the loser tries again, at most 0.7 s in all

const NEW = 'attribute_not_exists(pk)';
const SAME = '#version = :expected';

/** One `TransactWriteItems` per change: the only way by which anything is written that a rule decided. */
export class DynamoTransactions implements Transactions {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: TableNames;

  constructor(client: DynamoDBDocumentClient, tables: TableNames) {
    this.#client = client;
    this.#tables = tables;
  }

  async commit(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0 || writes.length > MOST_ITEMS) {
      throw new InvariantBroken(`A change of ${writes.length} writes does not fit one transaction.`);
    }
    const TransactItems = writes.map((write) => this.#item(write));
    for (let tried = 1; ; tried += 1) {
      try {
        await this.#client.send(new TransactWriteCommand({ TransactItems }));
        return;
      } catch (error) {
        const reasons = cancellationOf(error);
        if (reasons === undefined) throw translated(error);
        const lost = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
        const write = writes[lost];
        if (write !== undefined) throw lostTo(write, reasons[lost]?.Item, error);
        if (tried === CONFLICT_TRIES || !isPassing(reasons)) throw translated(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** tried));
      }
    }
  }

  #item(write: Write): Item {
    const { cases, policies, commissions } = this.#tables;
    switch (write.store) {
      case 'case':
        return put(cases, keys.case(write.case.id), write.case, caseIndexKeys(write.case), write.expected);
      case 'event':
        return put(cases, keys.event(write.event.caseId, write.event.seq), write.event);
      case 'message':
        return put(cases, keys.message(write.message.caseId, write.message.id), write.message);
      case 'content':
        return {
          Put: {
            TableName: cases,
            Item: { ...write.content, ...keys.content(write.content.caseId, write.content.name) },
          },
        };
      case 'decided-wait':
        return {
          Update: {
            TableName: cases,
            Key: keys.wait(write.caseId, write.wait),
            UpdateExpression: 'SET caseId = :c, #wait = :w, decidedAt = :at, sweepKey = :wake, sweepAt = :at',
            ExpressionAttributeNames: { '#wait': 'wait' },
            ExpressionAttributeValues: {
              ':c': write.caseId,
              ':w': write.wait,
              ':at': write.at,
              ':wake': UNDELIVERED,
            },
          },
        };
      case 'line':
        return put(
          commissions,
          keys.line(write.line.policyId, write.line.payee),
          write.line,
          lineIndexKeys(write.line),
          write.expected,
        );
      case 'policy':
        return write.create
          ? put(policies, keys.policy(write.policy.id), write.policy, policyIndexKeys(write.policy))
          : replace(
              policies,
              keys.policy(write.policy.id),
              write.policy,
              policyIndexKeys(write.policy),
              write.expected,
            );
      case 'policy-event':
        return put(policies, keys.policyEvent(write.event.policyId, write.event.seq), write.event);
      case 'sight':
        return put(cases, keys.sight(write.sight.at, write.sight.id), write.sight);
      case 'listed-import':
        return put(cases, keys.listedImport(write.openedAt, write.id), { id: write.id });
      case 'person':
        return put(policies, keys.person(write.person.id), write.person, {}, write.expected);
      case 'exposure':
        return put(cases, keys.exposure(write.exposure.policyId, write.exposure.seq), write.exposure);
      case 'customer-phone':
        // No condition: the same customer with the same number again is the same fact.
        return { Put: { TableName: policies, Item: keys.customerPhone(write.phone, write.customerRef) } };
      case 'opt-out':
        return { Put: { TableName: policies, Item: { at: write.at, ...keys.optOut(write.phone) } } };
      case 'sending':
        return put(policies, keys.sending(write.phone), write.sending, {}, write.expected);
      case 'stray-reply':
        return put(
          cases,
          keys.strayReply(write.stray.id),
          write.stray,
          strayIndexKeys(write.stray),
          write.expected,
        );
      case 'vocabulary': {
        const { carrier, version } = write.vocabulary;
        const Item = { ...write.vocabulary, ...keys.vocabulary(carrier, version) };
        return write.expected === undefined
          ? put(policies, keys.vocabulary(carrier, version), write.vocabulary)
          : {
              Put: {
                TableName: policies,
                Item,
                ConditionExpression: '#state = :expected',
                ExpressionAttributeNames: { '#state': 'state' },
                ExpressionAttributeValues: { ':expected': write.expected },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            };
      }
      case 'paid-line':
        return put(
          commissions,
          keys.paid(write.paid.payoutId, write.paid.payee, write.paid.policyId),
          write.paid,
        );
      case 'statement':
        return put(
          commissions,
          keys.statement(write.statement.payoutId, write.statement.payee),
          write.statement,
        );
      case 'carried-balance':
        return put(commissions, keys.balance(write.balance.payee), write.balance, {}, write.expected);
    }
  }
}

function put(
  TableName: string,
  key: { pk: string; sk: string },
  record: object,
  indexKeys: Record<string, string> = {},
  expected = 0,
): Item {
  if (expected > 0) return replace(TableName, key, record, indexKeys, expected);
  return {
    Put: {
      TableName,
      Item: { ...record, ...indexKeys, ...key },
      ConditionExpression: NEW,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function replace(
  TableName: string,
  key: { pk: string; sk: string },
  record: object,
  indexKeys: Record<string, string>,
  expected: number,
): Item {
  return {
    Put: {
      TableName,
      Item: { ...record, ...indexKeys, ...key },
      ConditionExpression: SAME,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': expected },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/** The loser is told what is there now: stage and version, ids and facts only. */
function lostTo(write: Write, item: CancellationReason['Item'], cause: unknown): RecourseError {
  const current = item === undefined ? undefined : unmarshall(item);
  const now = { version: current?.version, stage: current?.stage };
  // A policy is stored with version 0 at first: only `create` says that it must be new.
  const isNew =
    write.store === 'policy'
      ? write.create === true
      : 'expected' in write
        ? write.expected === 0 || write.expected === undefined
        : true;
  return isNew
    ? new AlreadyExists(`There is such a ${write.store} already.`, now, {
        cause,
        details: { store: write.store },
      })
    : new StaleVersion(`The ${write.store} has changed since it was read.`, now, {
        cause,
        details: { store: write.store },
      });
}
