import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../adapters/csv/read.ts';
import { Invalid } from '../../domain/errors.ts';
import { formatYuan } from '../../domain/money.ts';
import { PolicyInput } from '../../domain/policy/policy.ts';
import { columnOf, fenOf, POLICY_COLUMNS, policyFromRow } from '../../functions/policy/rows.ts';
import { all, inChunks } from './bytes.ts';
import { cellsOf } from './example.ts';

function faultsOf(cells: Record<string, string>): Record<string, string> {
  try {
    policyFromRow(cellsOf(cells));
  } catch (error) {
    expect(error).toBeInstanceOf(Invalid);
    return Object.fromEntries((error as Invalid).fields.map(({ field, reason }) => [field, reason]));
  }
  throw new Error('the row was taken');
}

describe('an amount in yuan', () => {
  it('is the same fen as its text, plain or with commas, whatever its size', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (fen) => {
        expect(fenOf(formatYuan(fen))).toBe(fen);
        expect(fenOf(formatYuan(fen).replaceAll(',', ''))).toBe(fen);
        expect(formatYuan(fenOf(formatYuan(fen)) ?? -1)).toBe(formatYuan(fen));
      }),
    );
  });

  it.each<[string, number]>([
    ['0', 0],
    ['0.29', 29],
    ['1.1', 110],
    ['1,234.56', 123_456],
    ['007', 700],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s is %i fen', (text, fen) => {
    expect(fenOf(text)).toBe(fen);
  });

  it.each([
    '',
    '-1',
    '+1',
    '1.234',
    '1,23',
    '12,34.5',
    ',123',
    '1.',
    '.5',
    '1e3',
    '１',
    '¥1',
    '1 000',
    '90071992547409.92',
    '=1',
    '0x10',
  ])('%j is not an amount', (text) => {
    expect(fenOf(text)).toBeUndefined();
  });
});

describe('a row', () => {
  it('is the policy that it says', () => {
    expect(
      policyFromRow(cellsOf({ leader_id: 'leader-1', leader_commission_yuan: '0.29', renews: 'A-0000' })),
    ).toEqual({
      carrier: 'carrier-a',
      number: 'A-0001',
      product: { code: 'life-1', class: 'ordinary-life', termMonths: 240, liabilityVersion: '2026.1' },
      channel: 'phone',
      brokerId: 'broker-1',
      branch: 'bj',
      customer: { ref: 'cust-1', name: '甲一', phone: '13900000001' },
      premiumFen: 123_456,
      instalments: true,
      issuedOn: '2026-03-02',
      coolingOffDays: 15,
      commission: [
        { payee: 'broker-1', role: 'broker', amountFen: 1_000 },
        { payee: 'leader-1', role: 'team-leader', amountFen: 29 },
      ],
      renews: 'A-0000',
    });
  });

  it.each([
    ['是', true],
    ['YES', true],
    ['true', true],
    ['1', true],
    ['否', false],
    ['no', false],
    ['FALSE', false],
    ['0', false],
  ])('takes %s for yes or no', (instalments, expected) => {
    expect(policyFromRow(cellsOf({ instalments })).instalments).toBe(expected);
  });

  it('says how many persons are insured, or nothing of it', () => {
    expect(policyFromRow(cellsOf({ insured_persons: '4' })).insured).toBe(4);
    expect(policyFromRow(cellsOf({ insured_persons: '' }))).not.toHaveProperty('insured');
  });

  it('takes a date as Excel writes it, and a time of Shanghai', () => {
    const input = policyFromRow(cellsOf({ issued_on: '2026/3/2', phone_changed_at: '2026/3/1 7:30' }));
    expect(input.issuedOn).toBe('2026-03-02');
    expect(input.customer.phoneChangedAt).toBe('2026-02-28T23:30:00.000Z');
  });

  it.each([
    [{ customer_phone: '1.39E+10' }, 'customer_phone'],
    [{ customer_phone: '' }, 'customer_phone'],
    [{ number: '=1+1' }, 'number'],
    [{ product_class: 'toString' }, 'product_class'],
    [{ instalments: 'constructor' }, 'instalments'],
    [{ term_months: '12.5' }, 'term_months'],
    [{ cooling_off_days: '61' }, 'cooling_off_days'],
    [{ premium_yuan: '12.345' }, 'premium_yuan'],
    [{ issued_on: '2026-02-30' }, 'issued_on'],
    [{ receipt_on: 'yesterday' }, 'receipt_on'],
    [{ phone_changed_at: '2026-02-30 10:00' }, 'phone_changed_at'],
    [{ phone_changed_at: '2026-02-28 24:00' }, 'phone_changed_at'],
    [{ customer_address: 'x'.repeat(101) }, 'customer_address'],
    [{ broker_commission_yuan: '-1' }, 'broker_commission_yuan'],
    [{ broker_id: '甲' }, 'broker_id'],
    [{ leader_id: 'leader-1' }, 'leader_commission_yuan'],
    [{ leader_commission_yuan: '1' }, 'leader_id'],
    [{ renews: '#' }, 'renews'],
    [{ insured_persons: '0' }, 'insured_persons'],
    [{ insured_persons: 'two' }, 'insured_persons'],
  ])('is refused by the column for %j', (cells, field) => {
    expect(Object.keys(faultsOf(cells))).toEqual([field]);
  });

  it('is refused with all its faults, in words that repeat no cell', () => {
    const faults = faultsOf({
      customer_name: '',
      customer_phone: '2390000000',
      premium_yuan: '13900000001x',
    });
    expect(faults).toEqual({
      customer_name: 'is empty',
      customer_phone: 'must be a mainland mobile number of 11 digits',
      premium_yuan: 'must be yuan with at most two decimals, as 1,234.56',
    });
  });

  it('keeps a formula only where a text is free', () => {
    expect(policyFromRow(cellsOf({ customer_name: '=1+1' })).customer.name).toBe('=1+1');
  });
});

describe('the columns', () => {
  it('have no header in common', () => {
    const headers = POLICY_COLUMNS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(headers).size).toBe(headers.length);
  });

  it('cover every field of a policy', () => {
    const fields = POLICY_COLUMNS.map(({ field }) => field.split('.')[0]);
    expect(new Set(fields)).toEqual(new Set(Object.keys(PolicyInput.shape)));
  });

  it.each([
    ['product.code', 'product_code'],
    ['issuedOn', 'issued_on'],
    ['commission', 'broker_commission_yuan'],
    ['commission.0.payee', 'broker_id'],
    ['whatever', 'whatever'],
  ])('tell where the field %s comes from', (field, column) => {
    expect(columnOf(field)).toBe(column);
  });

  it('may all be Chinese', async () => {
    const cells = cellsOf({});
    const columns = POLICY_COLUMNS.filter(({ name }) => name in cells);
    const text = `${columns.map(({ aliases }) => aliases[0]).join()}\n${columns.map(({ name }) => cells[name]).join()}\n`;
    expect(await all(readRows(inChunks(Buffer.from(text)), POLICY_COLUMNS))).toEqual([{ line: 2, cells }]);
  });
});

it('the sample file has four good policies', async () => {
  const sample = await readFile(new URL('policies.sample.csv', import.meta.url));
  const rows = await all(readRows(inChunks(sample), POLICY_COLUMNS));
  expect(rows.map((row) => ('cells' in row ? policyFromRow(row.cells).number : row))).toEqual([
    'SAMPLE-0001',
    'SAMPLE-0002',
    'SAMPLE-0003',
    'SAMPLE-0004',
  ]);
});
