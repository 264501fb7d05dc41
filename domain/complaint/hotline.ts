import * as z from 'zod/mini';
import { type FieldFault, Invalid } from '../errors.ts';
import { Id } from '../people.ts';
import { PolicyInput } from '../policy/policy.ts';
import { DateText, dateOf, startOf } from '../time/calendar.ts';
import type { ComplaintCase, ComplaintOutcome, ComplaintStage } from './case.ts';
import { FirstCause } from './causes.ts';
import type { ComplaintIntake } from './intake.ts';

/**
 * The regulator's hotline file (12378转办件): one row per complaint that was passed on, and our answer in the last
 * columns. The regulator has published no format that could be found: this one is the firm's own, agreed by nobody
 * else. The header is English or Chinese, in any order:
 *
 * | Column | Chinese header | May be empty |
 * |---|---|---|
 * | reference | 转办编号 or 投诉编号 | |
 * | received_on | 转办日期 or 接收日期 | |
 * | carrier | 保险公司代码 or 保险公司 | without a policy of ours |
 * | policy_number | 保单号 or 保险单号 | without a policy of ours |
 * | customer_ref | 客户号 or 投诉人客户号 | with a policy of ours |
 * | line | 险种大类 | with a policy of ours |
 * | branch | 分支机构代码 or 分支机构 | with a policy of ours |
 * | category | 投诉类别 or 投诉事由 | |
 * | statement | 投诉内容 or 投诉诉求 | |
 * | group_size | 投诉人数 | yes |
 * | result | 办理情况 | we fill it |
 * | outcome | 处理结果 | we fill it |
 * | told_on | 告知日期 | we fill it |
 * | remedy | 处理意见 | we fill it |
 *
 * Dates are `2026-03-02`, or `2026/3/2` as Excel writes it. Categories and lines are Chinese words or our codes.
 */
interface HotlineColumn {
  name: string;
  aliases: readonly string[];
  required: boolean;
  /** What the cell must be: told instead of the schema's words, and never with the cell. */
  must: string;
}

const column = (name: string, must: string, ...aliases: readonly string[]): HotlineColumn => ({
  name,
  aliases,
  required: true,
  must,
});

const ID = 'must be 1 to 40 letters, digits, dots, dashes or underscores';
const OURS = 'is filled in by us';

export const HOTLINE_COLUMNS: readonly HotlineColumn[] = [
  column('reference', 'must be 4 to 60 letters, digits or dashes, and no date', '转办编号', '投诉编号'),
  column('received_on', 'must be a date, as 2026-03-02', '转办日期', '接收日期'),
  column('carrier', ID, '保险公司代码', '保险公司'),
  column('policy_number', 'must be 4 to 40 letters, digits or dashes', '保单号', '保险单号'),
  column('customer_ref', ID, '客户号', '投诉人客户号'),
  column('line', 'must be 人身险 or 财产险', '险种大类'),
  column('branch', ID, '分支机构代码', '分支机构'),
  column('category', 'must be one of 销售, 理赔, 退保, 服务, 保全, 其他', '投诉类别', '投诉事由'),
  column('statement', 'must be words', '投诉内容', '投诉诉求'),
  { ...column('group_size', 'must be a whole number of people', '投诉人数'), required: false },
  column('result', OURS, '办理情况'),
  column('outcome', OURS, '处理结果'),
  column('told_on', OURS, '告知日期'),
  column('remedy', OURS, '处理意见'),
];

const CATEGORY: Readonly<Record<string, FirstCause>> = {
  销售: 'sales',
  理赔: 'claims',
  退保: 'surrender',
  服务: 'service',
  保全: 'policy-administration',
  其他: 'other',
};
const LINE: Readonly<Record<string, 'life' | 'property'>> = { 人身险: 'life', 财产险: 'property' };

const DATE_LIKE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;

const HotlineRow = z.object({
  reference: z.string().check(
    z.regex(/^(?=.*\d)[A-Za-z0-9-]{4,60}$/),
    z.refine((text) => !DATE_LIKE.test(text)),
  ),
  received_on: DateText,
  carrier: z.optional(Id),
  policy_number: z.optional(PolicyInput.shape.number),
  customer_ref: z.optional(Id),
  line: z.optional(z.enum(['life', 'property'])),
  branch: z.optional(Id),
  category: FirstCause,
  // A row that is shifted has a number or a date there.
  statement: z.string().check(z.maxLength(20_000), z.regex(/[^\d\s./:,-]/)),
  group_size: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
});
type HotlineRow = z.infer<typeof HotlineRow>;

/** What a row says: the complaint, and whose matter it is. */
export interface HotlineEntry {
  reference: string;
  intake: ComplaintIntake;
  /** `customerRef` beside a policy is to be the policy's own. */
  whose:
    | { policy: { carrier: string; number: string }; customerRef?: string }
    | { customerRef: string; line: 'life' | 'property'; branch: string; carrier?: string };
}

/**
 * @param cells by column name, trimmed
 * @throws Invalid with every fault of the row, each named by its column; no reason repeats what the cell holds
 */
export function hotlineEntry(cells: Readonly<Record<string, string>>, now: Date): HotlineEntry {
  const parsed = HotlineRow.safeParse(candidateOf(cells));
  const faults = new Map<string, FieldFault>();
  for (const { path } of parsed.error?.issues ?? []) {
    const field = String(path[0]);
    const must = HOTLINE_COLUMNS.find(({ name }) => name === field)?.must ?? 'is not as it must be';
    faults.set(field, { field, reason: cells[field] ? must : 'is empty' });
  }
  if (parsed.data !== undefined)
    for (const fault of faultsOf(parsed.data, now)) faults.set(fault.field, fault);
  if (parsed.data === undefined || faults.size > 0) {
    throw new Invalid('The row is not a complaint.', [...faults.values()]);
  }
  return entryOf(parsed.data);
}

/** An empty cell is nothing; one that cannot be converted stays the text it is, for the schema to refuse. */
function candidateOf(cells: Readonly<Record<string, string>>): Record<string, unknown> {
  const { received_on = '', category = '', line = '', group_size = '' } = cells;
  const [, year, month = '', day = ''] = DATE_LIKE.exec(received_on) ?? [];
  const read: Record<string, unknown> = {
    ...cells,
    received_on:
      year === undefined ? received_on : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    category: Object.hasOwn(CATEGORY, category) ? CATEGORY[category] : category,
    line: Object.hasOwn(LINE, line) ? LINE[line] : line,
    group_size: /^\d{1,6}$/.test(group_size) ? Number(group_size) : group_size,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== ''));
}

function faultsOf(row: HotlineRow, now: Date): FieldFault[] {
  const faults: FieldFault[] = [];
  if (row.received_on > dateOf(now)) faults.push({ field: 'received_on', reason: 'is in the future' });
  const needed: readonly (keyof HotlineRow)[] =
    row.policy_number === undefined ? ['customer_ref', 'line', 'branch'] : ['carrier'];
  const why =
    row.policy_number === undefined
      ? 'is empty, and so is the policy number'
      : 'is empty beside a policy number';
  for (const field of needed) if (row[field] === undefined) faults.push({ field, reason: why });
  return faults;
}

function entryOf(row: HotlineRow): HotlineEntry {
  const { reference, received_on, carrier, policy_number, customer_ref, line, branch, group_size = 1 } = row;
  return {
    reference,
    intake: {
      channel: 'regulator',
      // A date without a time counts from its beginning, the stricter reading.
      receivedAt: startOf(received_on).toISOString(),
      reference,
      category: row.category,
      statement: row.statement,
      filer: { as: 'consumer', papers: [] },
      ...(group_size < 2 ? {} : { group: { size: group_size, representatives: 0 } }),
      involved: [],
      newFacts: false,
    },
    whose:
      policy_number !== undefined && carrier !== undefined
        ? {
            policy: { carrier, number: policy_number },
            ...(customer_ref === undefined ? {} : { customerRef: customer_ref }),
          }
        : {
            customerRef: customer_ref ?? '',
            line: line ?? 'life',
            branch: branch ?? '',
            ...(carrier === undefined ? {} : { carrier }),
          },
  };
}

/** What we write into the answer columns of a row. */
export type HotlineAnswer = Record<'result' | 'outcome' | 'told_on' | 'remedy', string>;

const RESULT: Readonly<Partial<Record<ComplaintStage, string>>> = {
  'awaiting-acceptance': '已告知',
  'under-review': '核查中',
  settled: '已解决',
  decided: '已办结',
  withdrawn: '已撤回',
  refused: '不予受理',
};
const OUTCOME: Readonly<Record<ComplaintOutcome, string>> = {
  upheld: '属实',
  'upheld-in-part': '部分属实',
  'not-upheld': '不属实',
  'outside-cover': '不属于保险责任',
};

/** Under which name the complaint keeps its remedy, when it has one. */
export function remedyContentOf({ decision, settledOnTheSpot }: ComplaintCase): string | undefined {
  return settledOnTheSpot ? 'remedy' : decision?.content;
}

/**
 * The answer to the regulator, once the complainant knows it: nothing before the decision is told or the complaint has
 * ended.
 * @param remedy as it was decided; empty when it was erased
 */
export function hotlineAnswer(complaint: ComplaintCase, remedy = ''): HotlineAnswer | undefined {
  const { stage, decision, settledOnTheSpot, closedAt } = complaint;
  const result = RESULT[stage];
  if (result === undefined) return undefined;
  const told = settledOnTheSpot ? closedAt : decision?.notice?.at;
  return {
    result,
    outcome: decision?.notice === undefined ? '' : OUTCOME[decision.outcome],
    told_on: told === undefined ? '' : dateOf(told),
    remedy: told === undefined ? '' : remedy.replaceAll(/\s+/g, ' ').trim(),
  };
}
