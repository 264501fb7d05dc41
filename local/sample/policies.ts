import type { Carrier } from '../../domain/policy/intake.ts';
import type { PolicyInput, ProductClass } from '../../domain/policy/policy.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';

/** Carriers that do not exist. */
export const SAMPLE_CARRIERS: readonly Carrier[] = [
  {
    id: 'harbour-life',
    name: '港湾人寿 (invented)',
    products: {
      'whole-life-1': { name: '安心终身寿险', class: 'ordinary-life' },
      'universal-1': { name: '稳步万能险', class: 'universal' },
      'ci-1': { name: '康护重疾险', class: 'critical-illness' },
      'medical-1': { name: '中端医疗险', class: 'medical-mid-high' },
    },
  },
  {
    id: 'summit-insurance',
    name: '山峰保险 (invented)',
    products: {
      'par-1': { name: '分红年金险', class: 'participating' },
      'medical-2': { name: '高端医疗险', class: 'medical-mid-high' },
      'accident-1': { name: '一年期意外险', class: 'accident' },
      'ci-2': { name: '守护重疾险', class: 'critical-illness' },
    },
  },
  {
    id: 'meadow-health',
    name: '草原健康险 (invented)',
    products: { 'ci-3': { name: '长青重疾险', class: 'critical-illness' } },
  },
  {
    id: 'lantern-life',
    name: '灯塔人寿 (invented)',
    products: { 'ci-4': { name: '明灯重疾险', class: 'critical-illness' } },
  },
  {
    id: 'orchard-insurance',
    name: '果园保险 (invented)',
    products: { 'ci-5': { name: '硕果重疾险', class: 'critical-illness' } },
  },
];

export const SAMPLE_CARRIER_IDS = SAMPLE_CARRIERS.map(({ id }) => id);

interface Kind {
  carrier: string;
  code: string;
  class: ProductClass;
  termMonths: number;
  premiumFen: number;
  coolingOffDays: number;
}

const KINDS: readonly Kind[] = [
  {
    carrier: 'harbour-life',
    code: 'whole-life-1',
    class: 'ordinary-life',
    termMonths: 1200,
    premiumFen: 1_200_000,
    coolingOffDays: 15,
  },
  {
    carrier: 'harbour-life',
    code: 'universal-1',
    class: 'universal',
    termMonths: 240,
    premiumFen: 2_000_000,
    coolingOffDays: 15,
  },
  {
    carrier: 'harbour-life',
    code: 'ci-1',
    class: 'critical-illness',
    termMonths: 360,
    premiumFen: 680_000,
    coolingOffDays: 15,
  },
  {
    carrier: 'harbour-life',
    code: 'medical-1',
    class: 'medical-mid-high',
    termMonths: 12,
    premiumFen: 320_000,
    coolingOffDays: 0,
  },
  {
    carrier: 'summit-insurance',
    code: 'par-1',
    class: 'participating',
    termMonths: 120,
    premiumFen: 5_000_000,
    coolingOffDays: 15,
  },
  {
    carrier: 'summit-insurance',
    code: 'medical-2',
    class: 'medical-mid-high',
    termMonths: 12,
    premiumFen: 1_500_000,
    coolingOffDays: 0,
  },
  {
    carrier: 'summit-insurance',
    code: 'accident-1',
    class: 'accident',
    termMonths: 12,
    premiumFen: 30_000,
    coolingOffDays: 0,
  },
];

const SELLERS = [
  { brokerId: 'broker-bj-1', branch: 'bj', leader: 'leader-bj' },
  { brokerId: 'broker-bj-2', branch: 'bj', leader: 'leader-bj' },
  { brokerId: 'broker-sh-1', branch: 'sh', leader: 'leader-sh' },
];

/** `count` policies issued in the days before `now`, each of another invented customer. */
export function samplePolicies(count: number, now: Date): PolicyInput[] {
  return Array.from({ length: count }, (_, index) => samplePolicy(index + 1, now));
}

export function samplePolicy(index: number, now: Date): PolicyInput {
  const kind = KINDS[index % KINDS.length] ?? KINDS[0];
  const seller = SELLERS[index % SELLERS.length] ?? SELLERS[0];
  if (kind === undefined || seller === undefined) throw new RangeError('no sample kinds');
  const number = `DEMO${String(index).padStart(8, '0')}`;
  const issuedOn = addDays(dateOf(now), -1 - (index % 4));
  return {
    carrier: kind.carrier,
    number,
    product: { code: kind.code, class: kind.class, termMonths: kind.termMonths, liabilityVersion: '2026.1' },
    channel: 'face-to-face',
    brokerId: seller.brokerId,
    branch: seller.branch,
    customer: {
      ref: `customer-${index}`,
      name: `样例${index}号`,
      phone: `139${String(index).padStart(8, '0')}`,
      address: `样例市样例区虚构路${index}号`,
    },
    premiumFen: kind.premiumFen,
    instalments: kind.termMonths > 12,
    issuedOn,
    ...(kind.coolingOffDays > 0 ? { receiptOn: issuedOn } : {}),
    coolingOffDays: kind.coolingOffDays,
    commission: [
      { payee: seller.brokerId, role: 'broker', amountFen: Math.floor(kind.premiumFen / 5) },
      { payee: seller.leader, role: 'team-leader', amountFen: Math.floor(kind.premiumFen / 50) },
    ],
  };
}
