import { formatYuan } from '../money.ts';
import { type AccountabilityLine, decidedFen } from './case.ts';
import type { Recipient, StatementTable } from './statements.ts';
import { RESPONSIBILITIES, ROLES, RULES, type Words, wordsOfCode, wordsOfEnd } from './words.ts';

/** What the table in the file says of itself: its rows, and their SHA-256 in hexadecimal. */
interface Proof {
  rows: number;
  sha256: string;
}

const TO: Readonly<Record<Recipient, Words>> = {
  hr: { zh: '人力资源部', en: 'Human resources' },
  finance: { zh: '财务部', en: 'Finance' },
};

/**
 * The formal document (投诉责任追究结果通知), made for print: one page that loads nothing, Chinese first. It names
 * the rows and the hash of the table beside it, so that paper and file can be held against each other, and no moment
 * at which it was made.
 */
export function printedStatement(table: StatementTable, { rows, sha256 }: Proof): string {
  const { recipient, month, from, to, settledOn, settings, proposal } = table;
  const facts: [Words, string][] = [
    [{ zh: '发送部门', en: 'To' }, `${TO[recipient].zh} ${TO[recipient].en}`],
    [{ zh: '统计期间', en: 'Window' }, `${from} – ${to}`],
    [{ zh: '决定日期', en: 'Final on' }, settledOn],
    [{ zh: '标准版本', en: 'Settings' }, settings],
    [{ zh: '合计金额', en: 'Total' }, `¥ ${formatYuan(table.amountFen)}`],
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>投诉责任追究结果通知 ${escaped(month)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>投诉责任追究结果通知<small lang="en">Result of complaint accountability, ${escaped(month)}</small></h1>
<dl>${facts.map(([name, value]) => `<div><dt>${label(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
</header>
<main>
${recipient === 'hr' ? linesSection(table.lines) : ''}${totalsSection(table)}</main>
<footer>
<p>本通知所附数据表共 ${rows} 行，SHA-256：<code>${escaped(sha256)}</code></p>
<p lang="en">Rows of the table beside this notice: ${rows}; its SHA-256 is the one above. Proposal <code>${escaped(proposal)}</code>.</p>
<p class="sign">领导小组签章 <span lang="en">Leading group</span><i></i>${TO[recipient].zh}签收 <span lang="en">Received</span><i></i></p>
</footer>
</body>
</html>
`;
}

function linesSection(lines: readonly AccountabilityLine[]): string {
  if (lines.length === 0) return nothing();
  return `<section>
<h2>责任明细<small lang="en">Lines</small></h2>
${tableOf(
  [
    { zh: '人员', en: 'Person' },
    { zh: '投诉件', en: 'Complaint' },
    { zh: '机构', en: 'Branch' },
    { zh: '责任', en: 'Responsibility' },
    { zh: '事由', en: 'Reasons' },
    { zh: '结论', en: 'Outcome' },
    { zh: '金额（元）', en: 'CNY' },
  ],
  lines.map((line) => [
    escaped(line.person),
    `<code>${escaped(line.caseId)}</code>`,
    escaped(line.branch),
    `${both(RESPONSIBILITIES[line.responsibility])}<br>${both(ROLES[line.role])}`,
    reasonList(line),
    both(wordsOfEnd(line)),
    formatYuan(decidedFen(line)),
  ]),
)}
</section>
`;
}

function reasonList({ reasons, amountFen }: AccountabilityLine): string {
  const items = reasons.map(({ rule, code, on, amountFen: part }) => {
    const words = wordsOfCode(code);
    const text = `${both({ zh: `${RULES[rule].zh}：${words.zh}`, en: `${RULES[rule].en}: ${words.en}` })}`;
    return `<li>${on} ${text} <b>${formatYuan(part)}</b></li>`;
  });
  return `<ul>${items.join('')}</ul><p class="sum">拟定 <span lang="en">proposed</span> ${formatYuan(amountFen)}</p>`;
}

function totalsSection({ totals, amountFen }: StatementTable): string {
  if (totals.length === 0) return nothing();
  const lines = totals.reduce((sum, one) => sum + one.lines, 0);
  return `<section>
<h2>人员合计<small lang="en">Totals per person</small></h2>
${tableOf(
  [
    { zh: '人员', en: 'Person' },
    { zh: '件数', en: 'Lines' },
    { zh: '金额（元）', en: 'CNY' },
  ],
  totals.map((one) => [escaped(one.person), String(one.lines), formatYuan(one.amountFen)]),
  ['合计 <span lang="en">Total</span>', String(lines), formatYuan(amountFen)],
)}
</section>
`;
}

function nothing(): string {
  return '<p>本期无追究事项。<span lang="en">Nobody is to answer for anything in this window.</span></p>\n';
}

/** The last column is the amount. */
function tableOf(head: readonly Words[], rows: readonly string[][], foot?: readonly string[]): string {
  const cells = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === row.length - 1 ? `<td class="n">${cell}</td>` : `<td>${cell}</td>`))
      .join('');
  return `<table>
<thead><tr>${head.map((words) => `<th scope="col">${label(words)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}
</tbody>${foot === undefined ? '' : `\n<tfoot><tr>${cells(foot)}</tr></tfoot>`}
</table>`;
}

function label({ zh, en }: Words): string {
  return `${escaped(zh)}<small lang="en">${escaped(en)}</small>`;
}

function both({ zh, en }: Words): string {
  return `${escaped(zh)} <span lang="en">${escaped(en)}</span>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const STYLE = `
@page { size: A4; margin: 16mm 14mm 18mm; }
* { box-sizing: border-box; }
body { max-width: 182mm; margin: 8mm auto; padding: 0 4mm; color: #111; background: #fff;
  font: 10pt/1.5 "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
h1 { font-size: 17pt; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
small, span[lang="en"], p[lang="en"] { color: #444; font: 8pt/1.4 "Helvetica Neue", Arial, sans-serif; }
h1 small, h2 small, th small, dt small { display: block; font-weight: normal; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(42mm, 1fr)); gap: 2mm; margin: 0; }
dt { color: #333; } dd { margin: 0; font-weight: bold; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.3mm solid #777; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; }
th { background: #eee; } tfoot td { font-weight: bold; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 4mm; } p.sum { margin: 1mm 0 0; }
code { font: 8pt/1.4 Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 8mm; border-top: 0.3mm solid #777; break-inside: avoid; }
.sign { margin-top: 12mm; } .sign i { display: inline-block; width: 45mm; border-bottom: 0.3mm solid #111; margin: 0 6mm 0 2mm; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
`;
