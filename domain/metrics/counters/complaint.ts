import * as z from 'zod/mini';
import type { CaseEvent } from '../../case.ts';
import { ComplaintOutcome, ComplaintStage } from '../../complaint/case.ts';
import { Cause } from '../../complaint/causes.ts';
import { ComplaintChannel } from '../../complaint/channels.ts';
import { NonNegativeFen } from '../../money.ts';
import { Id } from '../../people.ts';
import { type Added, type CounterName, factsOf, named } from './added.ts';

const FORWARDED_RANK = 4; // received by the regulator and passed on: the only ones that its bulletins count

const Opened = z.object({
  channel: ComplaintChannel,
  rank: z.int().check(z.minimum(1), z.maximum(5)),
  line: z.enum(['life', 'property']),
  /** The product's class: what exposure is counted by. */
  product: z.optional(Id),
  isRepeat: z.boolean(),
  /** Who sold the policy, where the complaint is of one. */
  brokerId: z.optional(Id),
});

const Contacted = z.object({ withinClock: z.boolean() });

const Asked = z.object({ satisfied: z.boolean() });

const Closed = z.object({
  stage: ComplaintStage,
  /** Missing where nothing was decided: settled on the spot, withdrawn, refused, merged. */
  outcome: z.optional(ComplaintOutcome),
  cause: z.optional(Cause),
  /** Calendar days from the receipt. */
  days: z.int().check(z.minimum(0)),
  /** Whole hours that passed: 0 is within the first one. */
  hours: z.int().check(z.minimum(0)),
  settledOnTheSpot: z.boolean(),
  redressFen: z.optional(NonNegativeFen),
});
type Closed = z.infer<typeof Closed>;

/** What a complaint (投诉) adds: one when it is opened, whatever further contacts follow, and how it ended when closed. */
export function complaintCounters(event: CaseEvent): Added[] {
  switch (event.type) {
    case 'complaint-opened':
      return openedCounters(factsOf(Opened, event));
    case 'complaint-contacted': {
      const { withinClock } = factsOf(Contacted, event);
      return [{ name: named('complaint-contacted') }, ...when(withinClock, 'complaint-contacted-in-time')];
    }
    // A random sample of closed complaints is called back, which may be in a later month.
    case 'satisfaction-asked': {
      const { satisfied } = factsOf(Asked, event);
      return [{ name: named(satisfied ? 'complaint-satisfied' : 'complaint-dissatisfied') }];
    }
    case 'complaint-closed':
      return closedCounters(factsOf(Closed, event));
    default:
      return [];
  }
}

function openedCounters(opened: z.infer<typeof Opened>): Added[] {
  const { channel, rank, line, product, isRepeat, brokerId } = opened;
  return [
    { name: named('complaint-opened') },
    { name: named('complaint-by-channel', channel) },
    { name: named('complaint-by-line', line) },
    ...(product === undefined ? [] : [{ name: named('complaint-by-product', product) }]),
    ...when(rank === FORWARDED_RANK, 'complaint-forwarded'),
    ...when(isRepeat, 'complaint-repeated'),
    ...(brokerId === undefined ? [] : [{ name: named('complaint-opened'), broker: brokerId }]),
  ];
}

/** A merged case ends in its root, and what became of it is the root's to say. */
function closedCounters(facts: Closed): Added[] {
  const { stage, outcome, cause } = facts;
  const closed = { name: named('complaint-closed', stage) };
  if (stage === 'merged') return [closed];
  const isEnded = stage === 'settled' || stage === 'decided';
  return [
    closed,
    ...(cause === undefined ? [] : [{ name: named('complaint-by-cause', cause.first, cause.second) }]),
    ...(isEnded && outcome !== undefined ? [{ name: named('complaint-by-outcome', outcome) }] : []),
    ...(isEnded ? endedCounters(facts) : []),
  ];
}

function endedCounters({ days, hours, settledOnTheSpot, redressFen = 0 }: Closed): Added[] {
  return [
    { name: named('complaint-ended') },
    { name: named('complaint-ended-days', days) },
    ...when(hours === 0, 'complaint-ended-within-hour'),
    ...when(settledOnTheSpot, 'complaint-ended-on-the-spot'),
    ...(redressFen > 0 ? [{ name: named('complaint-redress-fen'), count: redressFen }] : []),
  ];
}

function when(holds: boolean, name: CounterName): Added[] {
  return holds ? [{ name: named(name) }] : [];
}
