import * as z from 'zod/mini';
import { RecourseError } from '../domain/errors.ts';
import type { Transactions } from '../domain/ports.ts';
import { during, type Facts, type Log, ofCall } from './observe.ts';

/**
 * What is done, and what fails, as a line each. A failure goes on to whoever called: Lambda, Step Functions and the
 * stream decide by it whether to try again.
 */
export async function logged<T>(what: string, facts: Facts, log: Log, act: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  const line = ofCall(log);
  return during(facts, async () => {
    try {
      const result = await act();
      line.info(`${what} done`, { ms: ms() });
      return result;
    } catch (error) {
      line.error(`${what} failed`, { ms: ms(), error: nameAndStack(error) });
      throw error;
    }
  });
}

/** Import parts say no execution; every other step does. */
const StepEvent = z.object({
  state: z.string(),
  caseId: z.optional(z.string()),
  execution: z.optional(z.string()),
  input: z.optional(z.object({ caseId: z.optional(z.string()) })),
});

/** The steps of a workflow. Their input has a task token in it, so only what is named here is logged. */
export function loggedSteps<E, R>(steps: (event: E) => Promise<R>, log: Log): (event: E) => Promise<R> {
  return (event) => {
    const { state, execution, caseId, input } = StepEvent.safeParse(event).data ?? {};
    const facts = { caseId: caseId ?? input?.caseId, state, execution, correlationId: execution };
    return logged('step', facts, log, () => steps(event));
  };
}

interface Invocation {
  awsRequestId?: string;
}

/** What a schedule or an event of the bus calls. */
export function loggedRun<E, R>(
  run: (event: E) => Promise<R>,
  log: Log,
): (event: E, context?: Invocation) => Promise<R> {
  return (event, context) => logged('run', { correlationId: context?.awsRequestId }, log, () => run(event));
}

/** Each event that is written: by case and number it joins the call that wrote it with what follows from it. */
export function loggedTransactions(transactions: Transactions, log: Log): Transactions {
  const line = ofCall(log);
  return {
    commit: async (writes) => {
      await transactions.commit(writes);
      for (const write of writes) {
        if (write.store === 'event') {
          const { caseId, seq, type } = write.event;
          line.info('event written', { caseId, seq, type });
        } else if (write.store === 'policy-event') {
          const { policyId, seq, type } = write.event;
          line.info('event written', { policyId, seq, type });
        }
      }
    },
  };
}

/** The frames of the stack and the names along the causes; messages of others' errors may hold data. */
export function nameAndStack(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...(error instanceof RecourseError ? { message: error.message } : {}),
    // A message may have many lines: only what is a frame is no part of it.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 11),
    ...(error.cause === undefined ? {} : { cause: nameAndStack(error.cause) }),
  };
}
