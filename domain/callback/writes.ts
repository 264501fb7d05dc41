import type { Write } from '../ports.ts';
import type { CallbackDecision } from './draft.ts';

/** A decision as what is to be stored, all of it in one transaction. */
export function writesOf(decision: CallbackDecision, at: Date): Write[] {
  return [
    { store: 'case', case: decision.case, expected: decision.expected },
    ...decision.events.map((event): Write => ({ store: 'event', event })),
    ...decision.lines.map(({ line, expected }): Write => ({ store: 'line', line, expected })),
    ...decision.messages.map((message): Write => ({ store: 'message', message })),
    ...(decision.ends === undefined
      ? []
      : [
          {
            store: 'decided-wait',
            caseId: decision.case.id,
            wait: decision.ends,
            at: at.toISOString(),
          } as const,
        ]),
  ];
}
