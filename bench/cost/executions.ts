import type { System } from '../../local/system.ts';
import { BenchFailed } from '../local-system.ts';

/** All executions of a workflow that are remembered, the newest first. */
export async function executionsOf({ stepFunctions }: System, workflow: string): Promise<string[]> {
  const stateMachineArn = stepFunctions.stateMachineArns[workflow];
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = (await stepFunctions.handleRequest('ListExecutions', {
      stateMachineArn,
      maxResults: 1000,
      ...(nextToken === undefined ? {} : { nextToken }),
    })) as { executions: { executionArn: string }[]; nextToken?: string };
    found.push(...page.executions.map(({ executionArn }) => executionArn));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** How many events the history of an execution has: each is a line of the workflow's log. */
export async function eventsOf(system: System, executionArn: string): Promise<number> {
  const [last] = await historyOf(system, executionArn, { maxResults: 1, reverseOrder: true });
  if (last === undefined) throw new BenchFailed('An execution has no history.');
  return last.id; // numbered from 1 on
}

export interface HistoryEvent {
  id: number;
  type: string;
  /** Seconds since 1970. */
  timestamp: number;
  stateEnteredEventDetails?: { name: string };
}

export async function historyOf(
  { stepFunctions }: System,
  executionArn: string,
  how: { maxResults: number; reverseOrder?: boolean },
): Promise<HistoryEvent[]> {
  const { events } = await stepFunctions.handleRequest('GetExecutionHistory', { executionArn, ...how });
  return events as HistoryEvent[];
}
