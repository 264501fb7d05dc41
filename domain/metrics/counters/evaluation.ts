import * as z from 'zod/mini';
import type { CaseEvent } from '../../case.ts';
import { Moment } from '../../evaluation/cards.ts';
import { dateOf } from '../../time/calendar.ts';
import { type Added, type CounterName, factsOf, named } from './added.ts';

const About = z.object({
  moment: Moment,
  /** When the customer was asked; not yet on the asking itself. */
  askedAt: z.optional(z.iso.datetime()),
});
const Reported = z.object({ isRequest: z.boolean(), isFirst: z.boolean() });
const Replied = z.object({
  isFirstReply: z.boolean(),
  isFirstValid: z.optional(z.boolean()),
  isNoLongerValid: z.optional(z.boolean()),
});
const Graded = z.object({ isFirstValid: z.boolean(), isNoLongerValid: z.boolean() });
const Dissatisfied = z.object({ items: z.array(z.string()), isFirst: z.boolean() });

/**
 * What a service evaluation (服务评价) adds, by its moment. All that becomes of a request counts in the month in which
 * the customer was asked, so that in no span of months more replied than were asked.
 */
export function evaluationCounters(event: CaseEvent): Added[] {
  const counted = namesOf(event);
  if (counted.length === 0) return [];
  const { moment, askedAt } = factsOf(About, event);
  const month = dateOf(askedAt ?? event.at).slice(0, 7);
  return counted.map(({ name, of = [], count = 1 }) => ({ name: named(name, moment, ...of), count, month }));
}

interface Name {
  name: CounterName;
  of?: readonly string[];
  count?: number;
}

function namesOf(event: CaseEvent): Name[] {
  switch (event.type) {
    case 'evaluation-asked':
      return [{ name: 'evaluation-asked' }];
    case 'message-sent':
    case 'message-delivered':
      return reportedNames(event);
    case 'reply-read':
    case 'reply-unread':
    case 'reply-opted-out':
    case 'reply-unmatched':
      return repliedNames(factsOf(Replied, event), event.type === 'reply-opted-out');
    case 'graded-by-hand':
      return [{ name: 'evaluation-graded-by-hand' }, ...validNames(factsOf(Graded, event))];
    case 'dissatisfied': {
      const { items, isFirst } = factsOf(Dissatisfied, event);
      return [
        ...when(isFirst, 'evaluation-dissatisfied'),
        ...items.map((item): Name => ({ name: 'evaluation-dissatisfied-item', of: [item] })),
      ];
    }
    default:
      return [];
  }
}

/** Phones may report before the sending is noted here. */
function reportedNames(event: CaseEvent): Name[] {
  const { isRequest, isFirst } = factsOf(Reported, event);
  if (!isRequest) return [];
  const isDelivered = event.type === 'message-delivered';
  return [...when(!isDelivered || isFirst, 'evaluation-sent'), ...when(isDelivered, 'evaluation-delivered')];
}

function repliedNames(facts: z.infer<typeof Replied>, isOptOut: boolean): Name[] {
  return [
    { name: 'evaluation-reply' },
    ...when(facts.isFirstReply, 'evaluation-replied'),
    ...when(isOptOut, 'evaluation-opted-out'),
    ...validNames(facts),
  ];
}

/** A reading by hand may find no grade where the machine found one: the evaluation is not valid any more. */
function validNames({
  isFirstValid,
  isNoLongerValid,
}: Omit<z.infer<typeof Replied>, 'isFirstReply'>): Name[] {
  const valid = { name: 'evaluation-valid' } as const;
  if (isFirstValid === true) return [valid];
  return isNoLongerValid === true ? [{ ...valid, count: -1 }] : [];
}

function when(holds: boolean, name: CounterName): Name[] {
  return holds ? [{ name }] : [];
}
