import type { _Record as ReadRecord, AttributeValue as ReadValue } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

/** A record on its way to the functions: Lambda's form of it, and where it stands in the stream. */
export interface StreamRecordInOrder {
  readonly position: StreamPosition;
  readonly record: DynamoDBRecord;
}

/** A place in a stream: everything up to and with this record. */
export interface StreamPosition {
  readonly streamArn: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/**
 * What the SDK reads, in the form in which Lambda hands it to a function: times as epoch seconds, binaries as
 * base64, and the stream's ARN, which DynamoDB Local leaves out.
 */
export function toLambdaRecord(read: ReadRecord, streamArn: string, region: string): DynamoDBRecord {
  const { dynamodb, userIdentity, ...rest } = read;
  const { ApproximateCreationDateTime: at, Keys, NewImage, OldImage, ...change } = dynamodb ?? {};
  return {
    ...(rest as DynamoDBRecord),
    awsRegion: region,
    eventSourceARN: streamArn,
    ...(userIdentity && {
      userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type },
    }),
    dynamodb: {
      ...(change as NonNullable<DynamoDBRecord['dynamodb']>),
      // DynamoDB Local cuts it to the minute: never order or measure by it.
      ...(at && { ApproximateCreationDateTime: at.getTime() / 1000 }),
      ...(Keys && { Keys: image(Keys) }),
      ...(NewImage && { NewImage: image(NewImage) }),
      ...(OldImage && { OldImage: image(OldImage) }),
    },
  };
}

function image(read: Record<string, ReadValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, attribute(value)]));
}

function attribute(read: ReadValue): AttributeValue {
  if (read.B !== undefined) return { B: base64(read.B) };
  if (read.BS !== undefined) return { BS: read.BS.map(base64) };
  if (read.L !== undefined) return { L: read.L.map(attribute) };
  if (read.M !== undefined) return { M: image(read.M) };
  return read as AttributeValue;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
