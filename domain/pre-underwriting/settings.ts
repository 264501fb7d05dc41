import * as z from 'zod/mini';
import type { CarrierRules } from '../carrier-request/settings.ts';

const WorkingDays = z.int().check(z.minimum(1), z.maximum(60));
const Days = z.int().check(z.minimum(1), z.maximum(730));

/** What a firm may set about pre-underwriting: data, versioned, the version kept on each case. */
export const PreUnderwritingSettings = z.strictObject({
  version: z.string(),
  /** A request that was prepared and not sent is given up, and erased. */
  abandonAfterDays: Days,
  /** From the comparison: the broker is reminded to choose with the client, so often. */
  remindToChooseEvery: WorkingDays,
  /** From the comparison: nothing was chosen. */
  notChosenAfterDays: Days,
  /** The latest date of deletion that may be asked for, from the opening. */
  keepAtMostDays: Days,
});
export type PreUnderwritingSettings = z.infer<typeof PreUnderwritingSettings>;

/**
 * Data that never became a policy goes when its purpose ends (PIPL arts. 19, 47); the months are the firm's choice,
 * 12 to 24 in practice. The other waits are practice, not law.
 */
export const DEFAULT_PRE_UNDERWRITING_SETTINGS: PreUnderwritingSettings = {
  version: '2026-1',
  abandonAfterDays: 30,
  remindToChooseEvery: 3,
  notChosenAfterDays: 60,
  keepAtMostDays: 730,
};

export interface PreUnderwritingRules extends CarrierRules {
  preUnderwriting: PreUnderwritingSettings;
}
