import { readRows } from '../adapters/csv/read.ts';
import { POLICY_COLUMNS } from '../functions/policy/rows.ts';
import { BenchFailed } from './local-system.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const SMALL = 20;
const LARGE = 200;
const MEGABYTE = 1_000_000;
const CHUNK = 65_536; // as S3 hands it over
const LOOK_EVERY = 20_000;

/** A policy file as a stream: memory while 200 MB go by, against memory while 20 MB do. */
export default async function csv({ cases: large = LARGE, say }: BenchOptions): Promise<Figure[]> {
  await read(1); // what is compiled and kept for good
  const small = await read(SMALL);
  const big = await read(large);
  print(
    ['MB', 'rows', 'rows/s', 'most heap MB, after the garbage'],
    [small, big].map(({ megabytes, rows, seconds, most }) => [
      String(megabytes),
      readable(rows),
      readable(rows / seconds),
      readable(most / MEGABYTE),
    ]),
    say,
  );
  return [
    {
      what: `heap at ${large} MB, of that at ${SMALL}`,
      measured: big.most / small.most,
      budget: { most: 1.3 },
    },
    { what: 'rows a second', measured: big.rows / big.seconds },
  ];
}

async function read(megabytes: number) {
  globalThis.gc?.();
  const from = performance.now();
  const wanted = megabytes * MEGABYTE;
  let [rows, faults, most] = [0, 0, 0];
  for await (const row of readRows(file(wanted), POLICY_COLUMNS)) {
    rows += 1;
    if ('fault' in row) faults += 1;
    if (rows % LOOK_EVERY !== 0) continue;
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers);
  }
  if (faults > 0 || rows * ROW.length > wanted * 1.1)
    throw new BenchFailed(`${faults} of ${rows} rows failed.`);
  return { megabytes, rows, most, seconds: (performance.now() - from) / 1000 };
}

const CELLS: Readonly<Record<string, string>> = {
  carrier: 'harbour-life',
  number: 'A-00000001',
  product_code: 'whole-life-1',
  product_class: 'ordinary-life',
  term_months: '1200',
  liability_version: '2026.1',
  channel: 'face-to-face',
  broker_id: 'broker-bj-1',
  branch: 'bj',
  customer_ref: 'customer-1',
  customer_name: '"样例, 1号"',
  customer_phone: '13900000001',
  customer_address: '"样例市样例区\n虚构路 ""1"" 号"',
  premium_yuan: '"12,345.60"',
  instalments: '是',
  issued_on: '2026-11-02',
  cooling_off_days: '15',
  broker_commission_yuan: '1234.50',
};
const ROW = `${POLICY_COLUMNS.map(({ name }) => CELLS[name] ?? '').join()}\n`;

/** Rows with quotes, commas and line ends inside their cells, cut where a chunk happens to end. */
async function* file(bytes: number): AsyncGenerator<Uint8Array> {
  const row = new TextEncoder().encode(ROW);
  let pending = new TextEncoder().encode(`${POLICY_COLUMNS.map(({ name }) => name).join()}\n`);
  for (let sent = 0; sent < bytes; ) {
    const chunk = new Uint8Array(CHUNK);
    let at = 0;
    while (at < CHUNK) {
      const piece = pending.subarray(0, CHUNK - at);
      chunk.set(piece, at);
      at += piece.length;
      pending = pending.subarray(piece.length);
      if (pending.length === 0) pending = sent + at < bytes ? row : new Uint8Array(0);
      if (pending.length === 0) break;
    }
    sent += at;
    yield chunk.subarray(0, at);
    if (pending.length === 0) return;
  }
  yield pending;
}
