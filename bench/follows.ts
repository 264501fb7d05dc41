import { FUNCTIONS, type FunctionName } from '../local/functions.ts';

interface Follows {
  changes: readonly string[];
  sortKeys: readonly string[];
}

interface StreamRecord {
  eventName?: string;
  dynamodb?: { Keys?: Record<string, { S?: string }> };
}

/** Whether AWS would call a function for this event: a batch of which every record is filtered out is no call. */
export function isInvoked(name: FunctionName, event: unknown): boolean {
  const { Records } = event as { Records?: StreamRecord[] };
  return Records === undefined || Records.some((record) => isFollowed(name, record));
}

function isFollowed(name: FunctionName, { eventName = '', dynamodb }: StreamRecord): boolean {
  const { follows = [] } = FUNCTIONS[name] as { follows?: readonly Follows[] };
  const sortKey = dynamodb?.Keys?.sk?.S ?? '';
  return follows.some(
    ({ changes, sortKeys }) =>
      changes.includes(eventName) && sortKeys.some((start) => sortKey.startsWith(start)),
  );
}
