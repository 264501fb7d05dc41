import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { CaseEvent, Message, Wait } from '../../domain/case.ts';
import { Exposure } from '../../domain/metrics/exposure.ts';
import type { Committed } from '../../domain/ports.ts';
import { StoredCase } from './cases.ts';
import { parsed } from './table.ts';

/** What a stream record of the cases table tells; nothing for rows that nobody follows. */
export function committedOf(record: DynamoDBRecord): Committed | undefined {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) return undefined;
  // The types of Lambda's event and of the client's describe the same JSON.
  const item = unmarshall(image as Record<string, AttributeValue>);
  const isNew = record.eventName === 'INSERT';
  switch (String(item.sk).split('#', 1)[0]) {
    case 'CASE':
      return isNew ? { is: 'new-case', case: parsed(StoredCase, item) } : undefined;
    case 'WAIT':
      return { is: 'wait', wait: parsed(Wait, item) };
    case 'MESSAGE':
      return isNew ? { is: 'new-message', message: parsed(Message, item) } : undefined;
    case 'EVENT':
      return isNew ? { is: 'event', event: parsed(CaseEvent, item) } : undefined;
    case 'EXPOSURE':
      return isNew ? { is: 'exposure', exposure: parsed(Exposure, item) } : undefined;
    default:
      return undefined;
  }
}
