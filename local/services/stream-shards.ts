import type { Shard } from '@aws-sdk/client-dynamodb-streams';
import type { StreamPosition } from './stream-event.ts';

/** Parents before their children, as their records were written. */
export function inOrder(shards: readonly Shard[]): Shard[] {
  const known = new Set(shards.map(({ ShardId }) => ShardId));
  const ordered = shards.filter(({ ParentShardId }) => !known.has(ParentShardId));
  for (const { ShardId } of ordered) {
    ordered.push(...shards.filter(({ ParentShardId }) => ShardId && ParentShardId === ShardId));
  }
  return ordered;
}

/** Whether one kept position is further back than another. A shard that is gone is older than all that are left. */
export function isBehind(shards: readonly Shard[], position: StreamPosition, than: StreamPosition): boolean {
  if (position.shardId === than.shardId) return compare(position, than) < 0;
  return rank(shards, position) < rank(shards, than);
}

/**
 * Whether a record stands at or before a kept position. A shard that was not there yet when the positions were
 * compared is newer than all of them.
 */
export function hadBeenRead(shards: readonly Shard[], record: StreamPosition, kept: StreamPosition): boolean {
  if (record.streamArn !== kept.streamArn) return false;
  if (record.shardId === kept.shardId) return compare(record, kept) <= 0;
  const at = rank(shards, record);
  return at >= 0 && at < rank(shards, kept);
}

function rank(shards: readonly Shard[], { shardId }: StreamPosition): number {
  return shards.findIndex(({ ShardId }) => ShardId === shardId);
}

/** Within one shard only. As text, sequence numbers compare only when they are padded alike. */
function compare(a: StreamPosition, b: StreamPosition): number {
  const difference = BigInt(a.sequenceNumber) - BigInt(b.sequenceNumber);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
