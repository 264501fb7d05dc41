import { randomUUID } from 'node:crypto';
import type { CDPSession, Page } from 'playwright-core';
import { openAction } from '../domain/corrective-action/act.ts';
import type { Staff } from '../domain/people.ts';
import type { Write } from '../domain/ports.ts';
import { openTransactions } from '../functions/wiring.ts';
import { openBrowser } from '../tests/console/browser.ts';
import { signIn } from '../tests/console/sign-in.ts';
import { callbacksIn, START } from './callbacks.ts';
import { BenchFailed, type LocalSystem, startLocalSystem } from './local-system.ts';
import { inLanes } from './replay.ts';
import type { BenchOptions, Figure } from './report.ts';

const FEW = 1_000;
const LOOKS = 7; // an odd number, so that the median is one of them
const LANES = 8;
const CASES_TOGETHER = 100; // as many rows as a transaction takes
const SLOWER = 4; // a cheap phone's processor beside this one
const BROKER = 'manager-bj';
const LIST = '/work-list?list=own';
const FILTERED = `${LIST}&kind=corrective-action&stage=open`;

/**
 * A real browser on the real local system: what it loads before the first screen, how a work list of many cases
 * compares with one of few, and how soon a customer can answer on a slow phone.
 */
export default async function consoleBench({ cases = 100_000, say }: BenchOptions): Promise<Figure[]> {
  const local = await startLocalSystem({ start: START, withSchedules: false });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const loaded = await scriptsOf(page, () => signIn(page, local.system.origin, BROKER, '/work-list'));
    say(`${loaded.files} scripts before the first work list`);

    await fill(local, 0, FEW);
    const few = await lookAt(page, local.system.origin, say);
    await fill(local, FEW, cases);
    const many = await lookAt(page, local.system.origin, say);

    const phone = await customerPage(local, say);
    return [
      {
        what: 'script before the first screen',
        measured: loaded.bytes / 1000,
        unit: 'kB',
        budget: { most: 420 },
      },
      {
        what: `first rows, ${cases} cases against ${FEW}`,
        measured: many.first / few.first,
        budget: { most: 1.5 },
      },
      {
        what: `filtered, ${cases} cases against ${FEW}`,
        measured: many.filtered / few.filtered,
        budget: { most: 1.5 },
      },
      { what: 'first rows', measured: many.first, unit: 'ms' },
      {
        what: "script of a customer's page",
        measured: phone.bytes / 1000,
        unit: 'kB',
        budget: { most: 100 },
      },
      {
        what: `customer's page usable, processor ${SLOWER} times slower`,
        measured: phone.usable,
        unit: 'ms',
        budget: { most: 1000 },
        isTime: true,
      },
    ];
  } finally {
    await browser.close();
    await local.stop();
  }
}

/** What goes over the wire as script while something is done, in bytes as they were sent. */
async function scriptsOf(page: Page, act: () => Promise<void>): Promise<{ bytes: number; files: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await act();
  await session.detach();
  return { bytes, files: scripts.size };
}

/** From the click to the first row, of the list and of the list with filters: the median of some looks each. */
async function lookAt(
  page: Page,
  origin: string,
  say: (line: string) => void,
): Promise<{ first: number; filtered: number }> {
  const first = await median(() => rowsAfter(page, `${origin}/console${LIST}`));
  const filtered = await median(() => rowsAfter(page, `${origin}/console${FILTERED}`));
  say(`first rows after ${first.toFixed(0)} ms, filtered after ${filtered.toFixed(0)} ms`);
  return { first, filtered };
}

async function rowsAfter(page: Page, url: string): Promise<number> {
  const from = performance.now();
  await page.goto(url);
  await seen(page, 'tr[data-row-key]');
  return performance.now() - from;
}

/** Looked for at every frame: a locator looks again after half a second, which would be what is measured. */
async function seen(page: Page, selector: string): Promise<void> {
  // A function: the page's policy refuses a text that is evaluated. It runs in the browser, whose types are not here.
  const isThere = (wanted: string) =>
    (globalThis as unknown as { document: { querySelector(one: string): unknown } }).document.querySelector(
      wanted,
    ) !== null;
  await page.waitForFunction(isThere, selector, { polling: 'raf' });
}

async function median(look: () => Promise<number>): Promise<number> {
  const looks: number[] = [];
  for (let count = 0; count < LOOKS; count += 1) looks.push(await look());
  return looks.sort((a, b) => a - b)[(LOOKS - 1) / 2] ?? Number.NaN;
}

/** Open cases of a kind that no workflow waits for, on one person's list. */
async function fill({ system, now }: LocalSystem, from: number, to: number): Promise<void> {
  const transactions = openTransactions(system.place);
  const by: Staff = { kind: 'staff', id: BROKER, role: 'branch-manager', branch: 'bj' };
  const starts = Array.from(
    { length: Math.ceil((to - from) / CASES_TOGETHER) },
    (_, part) => from + part * CASES_TOGETHER,
  );
  await inLanes(LANES, starts, async (first) => {
    const count = Math.min(CASES_TOGETHER, to - first);
    const writes = Array.from({ length: count }, () => {
      const cause = { first: 'sales', second: 'unsuitable' } as const;
      const opening = { cause, what: 'more time for advice', targetPercent: 20, complaints: [] };
      const id = `ca-${randomUUID().replaceAll('-', '').slice(0, 20)}`;
      const before = { numerator: 1, denominator: 1000 };
      const opened = openAction(opening, { id, branch: 'bj', before }, by, now());
      return opened.cases.map(({ case: action }): Write => ({ store: 'case', case: action, expected: 0 }));
    });
    await transactions.commit(writes.flat());
  });
  await system.quiet();
}

/** A customer opens the link from the message: usable when the first question can be answered. */
async function customerPage(
  local: LocalSystem,
  say: (line: string) => void,
): Promise<{ usable: number; bytes: number }> {
  const { link } = await (await callbacksIn(local)).invite(1);
  const browser = await openBrowser();
  try {
    const looks: number[] = [];
    let bytes = 0;
    for (let count = 0; count < LOOKS; count += 1) {
      // A new window each time: nothing is in its cache, as on the phone of somebody who comes once.
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      const session: CDPSession = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      const from = performance.now();
      ({ bytes } = await scriptsOf(page, async () => {
        await page.goto(`${local.system.origin}${link}`);
        await seen(page, 'input[type=radio]');
      }));
      looks.push(performance.now() - from);
      await context.close();
    }
    const usable = looks.sort((a, b) => a - b)[(LOOKS - 1) / 2];
    if (usable === undefined) throw new BenchFailed('Nobody looked.');
    say(`a customer can answer after ${usable.toFixed(0)} ms`);
    return { usable, bytes };
  } finally {
    await browser.close();
  }
}
