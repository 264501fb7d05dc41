import * as z from 'zod/mini';
import type { CarrierRules } from '../carrier-request/settings.ts';

const WorkingDays = z.int().check(z.minimum(1), z.maximum(60));

/** Somebody is reminded, then the one above is told, then told again and again: nothing waits unseen. */
const Patience = z
  .strictObject({
    remind: WorkingDays,
    escalate: WorkingDays,
    /** After the first escalation. */
    every: WorkingDays,
  })
  .check(
    z.refine(({ remind, escalate }) => remind < escalate, {
      error: 'must come after the reminder',
      path: ['escalate'],
    }),
  );
export type Patience = z.infer<typeof Patience>;

const Explaining = z
  .strictObject({
    remindEvery: WorkingDays,
    reminders: z.int().check(z.minimum(0), z.maximum(10)),
    /** Silence accepts nothing: then the letter with the next forums ends the case. */
    giveUp: WorkingDays,
  })
  .check(
    z.refine(({ remindEvery, reminders, giveUp }) => remindEvery * reminders < giveUp, {
      error: 'must come after the last reminder',
      path: ['giveUp'],
    }),
  );

/** What a firm may set about reconsiderations: data, versioned, the version kept on each case. In working days. */
export const ReconsiderationSettings = z.strictObject({
  version: z.string(),
  /** For missing evidence, from when it was first missing. */
  gathering: Patience,
  /** For an expert's opinion, the first and the second. */
  assessing: Patience,
  /** From the sending of the explanation. */
  explaining: Explaining,
  /** For the decision to go on or not, from the carrier's answer. */
  deciding: Patience,
  /** A payment that is late by law is noticed again so often. */
  latePaymentEvery: WorkingDays,
  /** How often a closed case may be taken up again. */
  reopenings: z.int().check(z.minimum(0), z.maximum(10)),
});
export type ReconsiderationSettings = z.infer<typeof ReconsiderationSettings>;

/** Practice, not law: no statute knows this procedure. The days of the law stand in legal-clocks.ts. */
export const DEFAULT_RECONSIDERATION_SETTINGS: ReconsiderationSettings = {
  version: '2026-1',
  gathering: { remind: 3, escalate: 6, every: 5 },
  assessing: { remind: 3, escalate: 5, every: 5 },
  explaining: { remindEvery: 3, reminders: 2, giveUp: 15 },
  deciding: { remind: 2, escalate: 5, every: 5 },
  latePaymentEvery: 3,
  reopenings: 3,
};

export interface ReconsiderationRules extends CarrierRules {
  reconsideration: ReconsiderationSettings;
}
