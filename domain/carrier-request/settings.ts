import * as z from 'zod/mini';
import type { TimeRules } from '../due.ts';
import { CarrierPurpose } from './case.ts';

const WorkingDays = z.int().check(z.minimum(1), z.maximum(60));

/** What a firm may set about asking carriers: data, versioned, the version kept on each request. */
export const CarrierRequestSettings = z.strictObject({
  version: z.string(),
  /** How long a carrier has, unless the firm has agreed on something else with it. */
  answerWithin: z.record(CarrierPurpose, WorkingDays),
  /** The carrier is reminded when this share of its time has passed. */
  remindAtPercent: z.int().check(z.minimum(1), z.maximum(99)),
  /** How often one carrier may ask for more: each round may leave a note, and see `MOST_ANSWERS`. */
  materialRounds: z.int().check(z.minimum(1), z.maximum(3)),
  /** From the asking: the broker is reminded, the branch manager is told, the carrier goes on without. */
  material: z.strictObject({ remind: WorkingDays, escalate: WorkingDays, giveUp: WorkingDays }),
  /** A reconsideration that stays without an answer is taken up the line again and again. */
  escalateEvery: WorkingDays,
});
export type CarrierRequestSettings = z.infer<typeof CarrierRequestSettings>;

/** Five days for an opinion and ten for a reconsideration are what carriers do (5 to 15), not law. */
export const DEFAULT_CARRIER_REQUEST_SETTINGS: CarrierRequestSettings = {
  version: '2026-1',
  answerWithin: { 'pre-underwriting': 5, 'reconsideration-1': 10, 'reconsideration-2': 10 },
  remindAtPercent: 50,
  materialRounds: 3,
  material: { remind: 2, escalate: 5, giveUp: 10 },
  escalateEvery: 5,
};

export interface CarrierRules extends TimeRules {
  carriers: CarrierRequestSettings;
}
