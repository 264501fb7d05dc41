import type { CallbackRules } from '../../domain/callback/due.ts';
import { DEFAULT_CALLBACK_SETTINGS } from '../../domain/callback/ladder.ts';
import { writesOf } from '../../domain/callback/writes.ts';
import { type Carrier, type Intake, takeIn } from '../../domain/policy/intake.ts';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import type { Write } from '../../domain/ports.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { CORE_SYSTEM, LEADER, SELLER } from './people.ts';
import { at } from './wall.ts';

export const RULES: CallbackRules = {
  settings: DEFAULT_CALLBACK_SETTINGS,
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
};

/** The Monday on which the policies of the tests come in; a common week without a holiday follows. */
export const INTAKE_AT = at('2026-03-02', '10:00');

let made = 0;

/** A long-term policy of an invented customer, paid by instalments, its receipt signed on the day of its intake. */
/** `receiptOn: undefined` is a policy whose receipt has not come yet. */
export type PolicyOver = Partial<Omit<PolicyInput, 'receiptOn'>> & { receiptOn?: string | undefined };

export function policyInput(over: PolicyOver = {}): PolicyInput {
  made += 1;
  const { receiptOn, ...rest } = { receiptOn: '2026-03-02', ...over };
  return {
    carrier: 'carrier-a',
    number: `POL-${String(made).padStart(6, '0')}`,
    product: { code: 'life-1', class: 'ordinary-life', termMonths: 240, liabilityVersion: '2026.1' },
    channel: 'face-to-face',
    brokerId: SELLER.id,
    branch: 'bj',
    customer: { ref: `customer-${made}`, name: '甲一', phone: '13900000001' },
    premiumFen: 1_000_000,
    instalments: true,
    issuedOn: '2026-03-01',
    coolingOffDays: 15,
    commission: [
      { payee: SELLER.id, role: 'broker', amountFen: 300_001 },
      { payee: LEADER.id, role: 'team-leader', amountFen: 50_000 },
    ],
    ...rest,
    ...(receiptOn === undefined ? {} : { receiptOn }),
  };
}

/** A carrier that sells just this product. */
export function carrierOf({ carrier, product }: PolicyInput): Carrier {
  return {
    id: carrier,
    name: '甲险',
    products: { [product.code]: { name: '甲产品', class: product.class } },
  };
}

export function intakeOf(over: PolicyOver = {}, when = INTAKE_AT): Intake {
  const input = policyInput(over);
  return takeIn(input, { carrier: carrierOf(input), renewed: undefined }, CORE_SYSTEM, when, RULES);
}

/** Without an exposure: one that was taken in before its kind was counted. */
export function writesOfIntake(
  { policy, lines, exposure, callback }: Omit<Intake, 'exposure'> & Partial<Pick<Intake, 'exposure'>>,
  when = INTAKE_AT,
): Write[] {
  return [
    { store: 'policy', policy, create: true },
    { store: 'customer-phone', phone: policy.customer.phone, customerRef: policy.customer.ref },
    ...lines.map((line): Write => ({ store: 'line', line, expected: 0 })),
    ...(exposure === undefined ? [] : [{ store: 'exposure', exposure } as const]),
    ...(callback === undefined ? [] : writesOf(callback, when)),
  ];
}
