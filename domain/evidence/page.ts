import { formatYuan } from '../money.ts';
import { actorName } from '../people.ts';
import { dateOf, msOf, startOf } from '../time/dates.ts';
import type { PacketParts } from './packet.ts';
import { kindName, named, say, WORDS } from './page-words.ts';

/** The packet as one page: no script and nothing from elsewhere, so it opens anywhere and prints as it is. */
export function packetPage(parts: PacketParts): string {
  const {
    case: head,
    timeline,
    proofs,
    messages,
    deadlines,
    contents,
    documents,
    policy,
    commission,
  } = parts;
  const event = (type: string) => named(head.kind, 'event', type);
  const sections = [
    section(WORDS.case, pairs(flat({ ...head, stage: named(head.kind, 'stage', head.stage) }))),
    policy === undefined ? '' : section(WORDS.policy, pairs(flat(policy))),
    section(WORDS.deadlines, list(deadlines, ['what', 'at', 'why'])),
    section(
      WORDS.timeline,
      list(
        timeline.map(({ seq, at, type, by, data, hash }) => ({
          seq,
          at,
          type: event(type),
          by: actorName(by),
          data,
          hash,
        })),
        ['seq', 'at', 'type', 'by', 'data', 'hash'],
      ),
    ),
    section(
      WORDS.proofs,
      list(
        proofs.map((proof) => ({ ...proof, type: event(proof.type) })),
        ['seq', 'at', 'type', 'proof'],
      ),
    ),
    section(WORDS.messages, list(messages, ['id', 'template', 'status', 'intendedAt', 'sentAt', 'receipt'])),
    commission === undefined ? '' : section(WORDS.commission, ledgers(commission)),
    section(WORDS.documents, list(documents, ['id', 'type', 'media', 'bytes', 'storedAt', 'sha256'])),
    section(WORDS.contents, list(contents, ['name', 'hash', 'erasedAt'])),
  ];
  const title = `${kindName(head.kind)} ${head.id}`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(say(WORDS.about))}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `
body{margin:0;font:15px/1.5 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f2329;background:#fff}
main{max-width:1100px;margin:0 auto;padding:24px}
h1{font-size:22px}h2{font-size:17px;margin:28px 0 8px;border-bottom:1px solid #d0d3d8;padding-bottom:4px}
h3{font-size:15px;margin:16px 0 4px}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{border:1px solid #d0d3d8;padding:4px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f3f4f6}tr{break-inside:avoid}td.code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}
@page{margin:14mm}@media print{main{max-width:none;padding:0}thead{display:table-header-group}}
`;

function section(words: readonly [string, string], body: string): string {
  return `<section><h2>${escaped(say(words))}</h2>\n${body}</section>`;
}

type Row = Readonly<Record<string, unknown>>;

function pairs(rows: readonly (readonly [string, unknown])[]): string {
  const cells = rows.map(([name, value]) => `<tr><th scope="row">${heading(name)}</th>${cell(value)}</tr>`);
  return `<table><tbody>${cells.join('\n')}</tbody></table>`;
}

function list(rows: readonly Row[], columns: readonly string[]): string {
  if (rows.length === 0) return `<p>${escaped(say(WORDS.nothing))}</p>`;
  const headings = columns.map((column) => `<th scope="col">${heading(column)}</th>`).join('');
  const lines = rows.map((row) => `<tr>${columns.map((column) => cell(row[column])).join('')}</tr>`);
  return `<table><thead><tr>${headings}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
}

function ledgers(lines: NonNullable<PacketParts['commission']>): string {
  return lines
    .map(({ payee, payeeRole, balances, entries }) => {
      const sums = Object.entries(balances).map(([account, fen]) => `${account} ${formatYuan(fen)}`);
      const rows = entries.map(({ seq, at, what, legs, why }) => ({
        seq,
        at,
        what,
        legs: Object.entries(legs).map(([account, fen]) => `${account} ${formatYuan(fen ?? 0)}`),
        why,
      }));
      return `<h3>${escaped(`${payee} (${payeeRole}): CNY ${sums.join(', ')}`)}</h3>\n${list(rows, ['seq', 'at', 'what', 'legs', 'why'])}`;
    })
    .join('\n');
}

function heading(name: string): string {
  const words = WORDS[name as keyof typeof WORDS];
  return escaped(words === undefined ? name : say(words));
}

function cell(value: unknown): string {
  if (value === undefined) return '<td></td>';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return `<td>${value.map(escaped).join('<br>')}</td>`;
  if (typeof value === 'string' && INSTANT.test(value)) return `<td>${shanghai(value)}</td>`;
  if (typeof value === 'object') return `<td class="code">${escaped(JSON.stringify(value))}</td>`;
  return `<td>${escaped(String(value))}</td>`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** As on a wall in Shanghai, to the second; the instant itself stands in the data. */
function shanghai(instant: string): string {
  const sinceMidnight = msOf(instant) - startOf(dateOf(instant)).getTime();
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const seconds = sinceMidnight / 1000;
  return `${dateOf(instant)} ${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** One level of a record, the parts of a part named with a dot. */
function flat(record: Row, before = ''): [string, unknown][] {
  return Object.entries(record).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flat(value as Row, `${before}${name}.`)
      : [[`${before}${name}`, value]],
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
