import type { Column } from '../../adapters/csv/read.ts';
import { type FieldFault, Invalid } from '../../domain/errors.ts';
import { PolicyInput, ProductClass } from '../../domain/policy/policy.ts';
import { DateText, startOf } from '../../domain/time/calendar.ts';

/**
 * A policy file has one row per policy. The header is English or Chinese, in any order, mixed as it likes:
 *
 * | Column | Chinese header | May be empty |
 * |---|---|---|
 * | carrier | 保险公司代码 or 保险公司 | |
 * | number | 保单号 or 保险单号 | |
 * | product_code | 产品代码 or 险种代码 | |
 * | product_class | 产品类别 or 险种类别 | |
 * | term_months | 保险期间（月） | |
 * | liability_version | 责任版本 or 条款版本 | |
 * | channel | 销售渠道 | |
 * | broker_id | 经纪人工号 or 经纪人代码 | |
 * | branch | 分支机构代码 or 分支机构 | |
 * | customer_ref | 客户号 or 投保人客户号 | |
 * | customer_name | 投保人姓名 or 投保人 | |
 * | customer_phone | 投保人手机号 or 投保人手机号码 | |
 * | phone_changed_at | 手机号变更时间 | yes |
 * | customer_address | 投保人联系地址 or 联系地址 | yes |
 * | premium_yuan | 保费（元） or 保费 | |
 * | instalments | 是否分期缴费 or 是否期交 | |
 * | issued_on | 承保日期 or 签单日期 | |
 * | receipt_on | 回执签收日期 or 回执日期 | yes |
 * | cooling_off_days | 犹豫期天数 or 犹豫期（天） | |
 * | broker_commission_yuan | 经纪人佣金（元） or 经纪人佣金 | |
 * | leader_id | 团队主管工号 or 团队主管代码 | yes, with the next |
 * | leader_commission_yuan | 团队主管佣金（元） or 团队主管佣金 | yes, with the one before |
 * | renews | 续保原保单号 or 原保单号 | yes |
 * | insured_persons | 被保险人数 or 被保人数 | yes |
 *
 * A column that may be empty may be left out. A column `reason` or 原因 is read past. Amounts are yuan: `1234`, `1,234.5`, `1,234.56`. Dates are
 * `2026-03-02`, or `2026/3/2` as Excel writes it. A time is UTC (`2026-03-02T01:30:00Z`) or Shanghai's
 * (`2026-03-02 09:30`). Yes and no: 是 否 yes no true false 1 0.
 */
interface PolicyColumn extends Column {
  /** Path of the field in PolicyInput. */
  field: string;
  /** What the cell must be: told instead of the schema's words, and never with the cell. */
  must: string;
}

const ID = 'must be 1 to 40 letters, digits, dots, dashes or underscores';
const NUMBER = 'must be 4 to 40 letters, digits or dashes';
const YUAN = 'must be yuan with at most two decimals, as 1,234.56';
const DATE = 'must be a date, as 2026-03-02';

const column = (name: string, field: string, must: string, ...aliases: readonly string[]): PolicyColumn => ({
  name,
  field,
  must,
  aliases,
  required: true,
});
const optional = (...all: Parameters<typeof column>): PolicyColumn => ({
  ...column(...all),
  required: false,
});

export const POLICY_COLUMNS: readonly PolicyColumn[] = [
  column('carrier', 'carrier', ID, '保险公司代码', '保险公司'),
  column('number', 'number', NUMBER, '保单号', '保险单号'),
  column('product_code', 'product.code', ID, '产品代码', '险种代码'),
  column(
    'product_class',
    'product.class',
    `must be one of ${ProductClass.options.join(', ')}`,
    '产品类别',
    '险种类别',
  ),
  column('term_months', 'product.termMonths', 'must be 1 to 1200 months', '保险期间（月）'),
  column(
    'liability_version',
    'product.liabilityVersion',
    'must be major.minor, as 2026.1',
    '责任版本',
    '条款版本',
  ),
  column('channel', 'channel', 'must be one of face-to-face, phone, internet, bank', '销售渠道'),
  column('broker_id', 'brokerId', ID, '经纪人工号', '经纪人代码'),
  column('branch', 'branch', ID, '分支机构代码', '分支机构'),
  column('customer_ref', 'customer.ref', ID, '客户号', '投保人客户号'),
  column('customer_name', 'customer.name', 'must be 1 to 100 characters', '投保人姓名', '投保人'),
  column(
    'customer_phone',
    'customer.phone',
    'must be a mainland mobile number of 11 digits',
    '投保人手机号',
    '投保人手机号码',
  ),
  optional(
    'phone_changed_at',
    'customer.phoneChangedAt',
    'must be a time, as 2026-03-02 09:30',
    '手机号变更时间',
  ),
  optional(
    'customer_address',
    'customer.address',
    'must be at most 100 characters',
    '投保人联系地址',
    '联系地址',
  ),
  column('premium_yuan', 'premiumFen', YUAN, '保费（元）', '保费'),
  column('instalments', 'instalments', 'must be yes or no', '是否分期缴费', '是否期交'),
  column('issued_on', 'issuedOn', DATE, '承保日期', '签单日期'),
  optional('receipt_on', 'receiptOn', DATE, '回执签收日期', '回执日期'),
  column('cooling_off_days', 'coolingOffDays', 'must be 0 to 60 days', '犹豫期天数', '犹豫期（天）'),
  column('broker_commission_yuan', 'commission.0.amountFen', YUAN, '经纪人佣金（元）', '经纪人佣金'),
  optional('leader_id', 'commission.1.payee', ID, '团队主管工号', '团队主管代码'),
  optional('leader_commission_yuan', 'commission.1.amountFen', YUAN, '团队主管佣金（元）', '团队主管佣金'),
  optional('renews', 'renews', NUMBER, '续保原保单号', '原保单号'),
  optional('insured_persons', 'insured', 'must be 1 or more persons', '被保险人数', '被保人数'),
];

/** What we put before the rows that we give back: read past, so that such a file can be loaded as it is. */
export const REASON_COLUMN: Column = { name: 'reason', aliases: ['原因'], required: false };

const byField = new Map(POLICY_COLUMNS.map((each) => [each.field, each]));

/** The column that a field of a PolicyInput comes from; a field that has none is named as it is. */
export function columnOf(field: string): string {
  // The payee is the broker, and a fault of the commission as a whole is first looked for at the broker's.
  const path =
    field === 'commission.0.payee' ? 'brokerId' : field === 'commission' ? 'commission.0.amountFen' : field;
  return byField.get(path)?.name ?? field;
}

/**
 * @returns the policy of a row
 * @throws Invalid with every fault of the row, each named by its column; no reason repeats what the cell holds
 */
export function policyFromRow(cells: Readonly<Record<string, string>>): PolicyInput {
  const parsed = PolicyInput.safeParse(candidateOf(cells));
  if (parsed.success) return parsed.data;
  const faults = new Map<string, FieldFault>();
  for (const issue of parsed.error.issues) {
    const field = columnOf(issue.path.join('.'));
    const must = POLICY_COLUMNS.find(({ name }) => name === field)?.must ?? 'is not as it must be';
    faults.set(field, { field, reason: cells[field] ? must : 'is empty' });
  }
  throw new Invalid('The row is not a policy.', [...faults.values()]);
}

/** A cell that cannot be converted stays the text it is, for the schema to refuse: an optional one must not vanish. */
function candidateOf(cells: Readonly<Record<string, string>>) {
  const text = (name: string) => cells[name] || undefined;
  const yuan = (name: string) => fenOf(cells[name] ?? '') ?? text(name);
  const date = (name: string) => text(name) && dateOf(cells[name] ?? '');
  const hasLeader = text('leader_id') !== undefined || text('leader_commission_yuan') !== undefined;
  return {
    carrier: text('carrier'),
    number: text('number'),
    product: {
      code: text('product_code'),
      class: text('product_class'),
      termMonths: wholeOf(text('term_months')),
      liabilityVersion: text('liability_version'),
    },
    channel: text('channel'),
    brokerId: text('broker_id'),
    branch: text('branch'),
    customer: given({
      ref: text('customer_ref'),
      name: text('customer_name'),
      phone: text('customer_phone'),
      phoneChangedAt: text('phone_changed_at') && instantOf(cells.phone_changed_at ?? ''),
      address: text('customer_address'),
    }),
    premiumFen: yuan('premium_yuan'),
    instalments: yesOrNo(text('instalments')),
    issuedOn: date('issued_on'),
    coolingOffDays: wholeOf(text('cooling_off_days')),
    commission: [
      { payee: text('broker_id'), role: 'broker', amountFen: yuan('broker_commission_yuan') },
      ...(hasLeader
        ? [{ payee: text('leader_id'), role: 'team-leader', amountFen: yuan('leader_commission_yuan') }]
        : []),
    ],
    ...given({
      insured: wholeOf(text('insured_persons')),
      receiptOn: date('receipt_on'),
      renews: text('renews'),
    }),
  };
}

function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Whole fen of an amount in yuan, by its digits: `0.29 * 100` is 28.999999999999996. */
export function fenOf(yuan: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === undefined) return undefined;
  const fen = Number(whole.replaceAll(',', '') + decimals.padEnd(2, '0'));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

function wholeOf(text: string | undefined): unknown {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : text;
}

const YES_OR_NO: Readonly<Record<string, boolean>> = {
  是: true,
  yes: true,
  true: true,
  '1': true,
  否: false,
  no: false,
  false: false,
  '0': false,
};

function yesOrNo(text: string | undefined): unknown {
  const known = text?.toLowerCase();
  return known !== undefined && Object.hasOwn(YES_OR_NO, known) ? YES_OR_NO[known] : text;
}

function dateOf(text: string): string {
  const [, year, month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function instantOf(text: string): string {
  const [, date = '', hour, minute, second = '0'] =
    /^(\S+) ([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  const day = DateText.safeParse(dateOf(date));
  if (!day.success) return text;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return new Date(startOf(day.data).getTime() + seconds * 1_000).toISOString();
}
