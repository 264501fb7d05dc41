import { POLICY_COLUMNS } from '../../functions/policy/rows.ts';

const EXAMPLE: Readonly<Record<string, string>> = {
  carrier: 'carrier-a',
  number: 'A-0001',
  product_code: 'life-1',
  product_class: 'ordinary-life',
  term_months: '240',
  liability_version: '2026.1',
  channel: 'phone',
  broker_id: 'broker-1',
  branch: 'bj',
  customer_ref: 'cust-1',
  customer_name: '甲一',
  customer_phone: '13900000001',
  premium_yuan: '1234.56',
  instalments: 'yes',
  issued_on: '2026-03-02',
  cooling_off_days: '15',
  broker_commission_yuan: '10',
};

/** The cells of a good row, with some of them changed. */
export function cellsOf(changed: Record<string, string>): Record<string, string> {
  return { ...EXAMPLE, ...changed };
}

/** A file of such rows. */
export function fileOf(rows: readonly Record<string, string>[]): string {
  const names = POLICY_COLUMNS.map(({ name }) => name);
  const lines = rows.map((row) => names.map((name) => cellsOf(row)[name] ?? '').join());
  return [names.join(), ...lines, ''].join('\n');
}
