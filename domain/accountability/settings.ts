import * as z from 'zod/mini';
import type { TimeRules } from '../due.ts';
import { NonNegativeFen } from '../money.ts';
import { DeskFault, LiableRole } from './facts.ts';

const OfRoles = z.record(LiableRole, NonNegativeFen);
const WorkingDays = z.int().check(z.minimum(1), z.maximum(20));
const DayOfMonth = z.int().check(z.minimum(2), z.maximum(28)); // a day that every month has

/** Days on which the month turns. */
const Dates = z
  .strictObject({
    /** The run is compiled on this day, over all before it back to the same day of the month before. */
    compiledOn: DayOfMonth,
    /** The last day on which an objection is in time. */
    objectUntil: DayOfMonth,
    /** Where the result is sent only after that day: so many days from then. */
    lateObjectionDays: z.int().check(z.minimum(1), z.maximum(30)),
  })
  .check(
    z.refine(({ compiledOn, objectUntil }) => compiledOn < objectUntil, {
      error: 'must come after the day on which the run is compiled',
      path: ['objectUntil'],
    }),
  );
export type Dates = z.infer<typeof Dates>;

const DeskFaults = z
  .strictObject({
    leastFen: NonNegativeFen,
    mostFen: NonNegativeFen,
    usualFen: z.record(DeskFault, NonNegativeFen),
  })
  .check(
    z.refine(
      ({ leastFen, mostFen, usualFen }) =>
        Object.values(usualFen).every((fen) => fen >= leastFen && fen <= mostFen),
      { error: 'must be within the range', path: ['usualFen'] },
    ),
  );

const ByRank = z
  .strictObject({ 1: OfRoles, 2: OfRoles, 3: OfRoles, 4: OfRoles, 5: OfRoles })
  .check(
    z.refine(
      (table) =>
        LiableRole.options.every((role) =>
          ([1, 2, 3, 4] as const).every(
            (rank) => table[rank][role] <= table[(rank + 1) as 2 | 3 | 4 | 5][role],
          ),
        ),
      { error: 'must not fall from a rank to the next' },
    ),
  );

/** What a firm may set about the monthly run: data, versioned, the version kept on each run. */
export const AccountabilitySettings = z.strictObject({
  version: z.string(),
  dates: Dates,
  /** For each channel that a matter was brought to, by its rank. They add up. */
  channelFen: ByRank,
  /** On top of the channels. */
  additionFen: z.strictObject({
    /** For each further contact on a channel, and for a matter that had been closed before. */
    repeat: OfRoles,
    /** For each contact on a channel of a higher rank than any before it. */
    escalated: OfRoles,
    /** Once, with the second channel. */
    'multi-channel': OfRoles,
  }),
  /** Of each fault and case. */
  deskFaults: DeskFaults,
  /** For a decision of the leading group, and again for objections: then somebody is reminded, and told again. */
  deciding: z.strictObject({ remind: WorkingDays, escalate: WorkingDays, every: WorkingDays }).check(
    z.refine(({ remind, escalate }) => remind < escalate, {
      error: 'must come after the reminder',
      path: ['escalate'],
    }),
  ),
});
export type AccountabilitySettings = z.infer<typeof AccountabilitySettings>;

/** In yuan, from the direct person to the department head. */
function ofRoles(...yuan: [number, number, number, number, number]): Record<LiableRole, number> {
  const [direct, handler, head, leader, department] = yuan.map((amount) => amount * 100) as typeof yuan;
  return {
    'direct-person': direct,
    'branch-complaint-handler': handler,
    'sub-branch-complaint-head': head,
    'sub-branch-leader': leader,
    'department-head': department,
  };
}

/**
 * Practice, not law. The days and the range of the desk faults (CNY 20 to 200) are those of the firm's procedure; its
 * table of amounts was not handed down with it, so the amounts by channel and the additions here only show the shape:
 * they are the firm's to set before the first run.
 */
export const DEFAULT_ACCOUNTABILITY_SETTINGS: AccountabilitySettings = {
  version: '2026-1',
  dates: { compiledOn: 21, objectUntil: 26, lateObjectionDays: 5 },
  channelFen: {
    1: ofRoles(100, 50, 50, 50, 30),
    2: ofRoles(200, 100, 100, 100, 60),
    3: ofRoles(300, 150, 150, 150, 100),
    4: ofRoles(500, 250, 250, 300, 200),
    5: ofRoles(800, 400, 400, 500, 300),
  },
  additionFen: {
    repeat: ofRoles(50, 30, 30, 30, 20),
    escalated: ofRoles(100, 50, 50, 50, 30),
    'multi-channel': ofRoles(100, 50, 50, 50, 30),
  },
  deskFaults: {
    leastFen: 2_000,
    mostFen: 20_000,
    usualFen: {
      'late-feedback': 5_000,
      attitude: 10_000,
      'not-escalated': 10_000,
      'poor-records': 2_000,
    },
  },
  deciding: { remind: 1, escalate: 2, every: 2 },
};

export interface AccountabilityRules extends TimeRules {
  accountability: AccountabilitySettings;
}
