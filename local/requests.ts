import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';

/**
 * A request that was under way when the server was killed is not under way any more. In AWS it stays locked until its
 * function would have timed out; here nothing else runs, so whoever asks again is served at once.
 */
export async function freeRequests(client: DynamoDBClient, tableName: string): Promise<void> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ExclusiveStartKey: from,
        FilterExpression: '#status = :underWay',
        ProjectionExpression: 'id',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':underWay': { S: 'INPROGRESS' } },
      }),
    );
    for (const Key of page.Items ?? []) {
      await client.send(new DeleteItemCommand({ TableName: tableName, Key }));
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
