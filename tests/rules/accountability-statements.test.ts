import { describe, expect, it } from 'vitest';
import { csvWithProof, verifyProof } from '../../adapters/csv/proof.ts';
import { printedStatement } from '../../domain/accountability/print.ts';
import { pageHash, type Recipient, statementTable } from '../../domain/accountability/statements.ts';
import { formatYuan } from '../../domain/money.ts';
import { AccountabilityStory, complaintId, complaintOf, contact } from '../support/accountability-story.ts';
import { at } from '../support/wall.ts';

const COMPLAINTS = [
  complaintOf(1, {
    contacts: [contact('hotline', '2026-03-02'), contact('regulator', '2026-03-05')],
    responsible: [
      { role: 'direct-person', person: 'broker-jia' },
      { role: 'department-head', person: 'head-lu' },
    ],
  }),
  complaintOf(2),
  complaintOf(3, { branch: 'sh', responsible: [{ role: 'direct-person', person: 'broker-yi' }] }),
];

/** Settled: one line waived after an objection. */
function settled(complaints = COMPLAINTS): AccountabilityStory {
  const story = AccountabilityStory.sent(complaints);
  const id = `${complaintId(3)}.broker-yi`;
  story.objects(id, [story.brings('broker-yi')]);
  story.redecides(id, { outcome: 'waived', reason: 'Another person sold it.' });
  return story.until(at('2026-03-27', '00:00'));
}

function files(story: AccountabilityStory, recipient: Recipient) {
  const table = statementTable(story.file, recipient);
  const csv = csvWithProof(table);
  return { table, csv, page: printedStatement(table, csv) };
}

describe('the statement for finance', () => {
  const story = settled();
  const { table, csv } = files(story, 'finance');

  it('has one row for each person who is to pay, with the sum of the lines', () => {
    const due = new Map<string, number>();
    for (const { person, amountFen } of story.lines) {
      if (person !== 'broker-yi') due.set(person, (due.get(person) ?? 0) + amountFen);
    }
    expect(table.rows).toEqual(
      [...due].map(([person, fen]) => ({
        month: '2026-03',
        person,
        lines: person === 'broker-jia' ? '2' : '1',
        amount_yuan: formatYuan(fen).replaceAll(',', ''),
      })),
    );
    expect(table.amountFen).toBe([...due.values()].reduce((sum, fen) => sum + fen, 0));
  });

  it('says nothing of complaints and reasons', () => {
    const { page } = files(story, 'finance');
    for (const text of [csv.text, page]) expect(text).not.toMatch(/cp-|hotline|热线|broker-yi/);
  });
});

describe('the statement for HR', () => {
  const { table, csv, page } = files(settled(), 'hr');

  it('has one row for each line with its reasons, the waived ones too', () => {
    expect(
      table.rows.map(({ person, complaint, outcome, objection }) => [person, complaint, outcome, objection]),
    ).toEqual([
      ['broker-jia', complaintId(1), 'confirmed', 'none'],
      ['broker-jia', complaintId(2), 'confirmed', 'none'],
      ['broker-yi', complaintId(3), 'waived', 'decided'],
      ['head-lu', complaintId(1), 'confirmed', 'none'],
    ]);
    expect(table.rows[0]?.reasons).toMatch(/^channel hotline 2026-03-03 .*escalated regulator 2026-03-05/);
    expect(table.rows[2]?.amount_yuan).toBe('0.00');
  });

  it('proves its rows, and the printed page names the same proof', () => {
    expect(verifyProof(csv.text)).toEqual({ rows: table.rows.length, sha256: csv.sha256 });
    expect(page).toContain(csv.sha256);
    expect(page).toContain(`共 ${table.rows.length} 行`);
  });

  it('is Chinese first and loads nothing', () => {
    expect(page).toContain('<html lang="zh-CN">');
    expect(page.indexOf('投诉责任追究结果通知')).toBeLessThan(
      page.indexOf('Result of complaint accountability'),
    );
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|@import/i);
    for (const text of ['升级投诉：监管机构', '直接责任人', '部门负责人', '申诉后免予追究', '2026-02-21']) {
      expect(page).toContain(text);
    }
  });

  it('shows the total of every person who is to pay', () => {
    for (const { person, amountFen } of table.totals) {
      expect(page).toContain(
        `<td>${person}</td><td>${person === 'broker-jia' ? 2 : 1}</td><td class="n">${formatYuan(amountFen)}</td>`,
      );
    }
    expect(page).toContain(formatYuan(table.amountFen));
  });
});

describe('statements', () => {
  it('are the same bytes when the month is run again, in whatever order the facts come', () => {
    const [one, again] = [settled(), settled(COMPLAINTS.toReversed())];
    for (const recipient of ['hr', 'finance'] as const) {
      const [first, second] = [files(one, recipient), files(again, recipient)];
      expect(second.csv.text).toBe(first.csv.text);
      expect(pageHash(second.page)).toBe(pageHash(first.page));
    }
  });

  it('hold no moment but the window and the days of the facts and of the last decision', () => {
    const { page, csv } = files(settled(), 'hr');
    const days = new Set(`${page}${csv.text}`.match(/\d{4}-\d\d-\d\d/g));
    expect([...days].sort()).toEqual(['2026-02-21', '2026-03-03', '2026-03-05', '2026-03-20', '2026-03-27']);
    expect(`${page}${csv.text}`).not.toMatch(/T\d\d:\d\d/);
  });

  it('are not made while a line can still change', () => {
    const story = AccountabilityStory.sent(COMPLAINTS);
    expect(() => statementTable(story.file, 'hr')).toThrow(/every line is final/);
  });

  it('of a month in which nobody is to answer say so', () => {
    const { page, csv } = files(new AccountabilityStory([]), 'finance');
    expect(page).toContain('本期无追究事项');
    expect(verifyProof(csv.text).rows).toBe(0);
  });

  it('show a channel that has no words yet by its code', () => {
    const contacts = [{ ...contact('hotline', '2026-03-02'), channel: 'kiosk' }];
    const story = AccountabilityStory.sent([complaintOf(2, { contacts })]).until(at('2026-03-27', '00:00'));
    expect(files(story, 'hr').page).toContain('投诉渠道：kiosk');
  });

  it('let no text become markup', () => {
    const { table, csv } = files(settled(), 'hr');
    const lines = table.lines.map((line) => ({ ...line, branch: '<b>&"' }));
    const page = printedStatement({ ...table, lines, settings: "<i>'" }, csv);
    expect(page).toContain('&lt;b&gt;&amp;&quot;');
    expect(page).toContain('&lt;i&gt;&#39;');
  });
});
