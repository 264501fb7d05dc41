/**
 * Two rows that show every column. No carrier has this code: loaded by mistake, both are refused and nobody is called.
 * Names of people are words.
 */
const LONG = {
  carrier: 'example-carrier',
  number: 'EXAMPLE-0001',
  product_code: 'whole-life',
  product_class: 'ordinary-life',
  term_months: '1200',
  liability_version: '2026.1',
  channel: 'face-to-face',
  broker_id: 'broker-1',
  branch: 'bj',
  customer_ref: 'customer-1',
  customer_name: '',
  customer_phone: '13900000001',
  phone_changed_at: '2026-03-01 09:30',
  customer_address: '',
  premium_yuan: '12000.00',
  instalments: 'yes',
  issued_on: '2026-03-02',
  receipt_on: '2026-03-05',
  cooling_off_days: '15',
  broker_commission_yuan: '2400.00',
  leader_id: 'leader-1',
  leader_commission_yuan: '240.00',
  renews: '',
  insured_persons: '1',
};

const SHORT: typeof LONG = {
  ...LONG,
  number: 'EXAMPLE-0002',
  product_code: 'medical',
  product_class: 'medical-mid-high',
  term_months: '12',
  customer_ref: 'customer-2',
  customer_phone: '13900000002',
  phone_changed_at: '',
  premium_yuan: '3680.50',
  instalments: 'no',
  receipt_on: '',
  cooling_off_days: '0',
  broker_commission_yuan: '368.05',
  leader_id: '',
  leader_commission_yuan: '',
  renews: 'EXAMPLE-0000',
};

export type ExampleRow = Readonly<Record<string, string>>;

export function exampleRows(words: { first: string; second: string; address: string }): ExampleRow[] {
  return [
    { ...LONG, customer_name: words.first, customer_address: words.address },
    { ...SHORT, customer_name: words.second },
  ];
}
