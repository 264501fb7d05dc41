import * as z from 'zod/mini';

export const PhoneFlag = z.enum(['same-as-staff', 'changed-in-72-hours', 'shared-by-three-customers']);
export type PhoneFlag = z.infer<typeof PhoneFlag>;

export interface PhoneFacts {
  /** How many different customers gave this number, this one included. */
  customers: number;
  /** The number belongs to someone of the firm. */
  staff: boolean;
  changedAt?: string | undefined;
}

/** For so long a changed number is not trusted. */
export const FRESH_NUMBER_MS = 72 * 3_600_000;
const SHARED_BY = 3; // the firm's figure: the rule of 2013 asks for a check and gives no threshold

/**
 * Whether a number may be the customer's (客户信息真实性, 保监发〔2013〕82号). Sellers have changed a number before the
 * call, answered as the client and changed it back; so a flagged number can confirm nothing.
 */
export function phoneFlags(facts: PhoneFacts, now: Date): PhoneFlag[] {
  const flags: PhoneFlag[] = [];
  if (facts.staff) flags.push('same-as-staff');
  if (facts.changedAt !== undefined && now.getTime() - Date.parse(facts.changedAt) < FRESH_NUMBER_MS) {
    flags.push('changed-in-72-hours');
  }
  if (facts.customers >= SHARED_BY) flags.push('shared-by-three-customers');
  return flags;
}
