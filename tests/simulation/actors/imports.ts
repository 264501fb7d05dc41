import { stringify } from 'csv-stringify/sync';
import type { ImportCase } from '../../../domain/policy/import.ts';
import type { PolicyInput } from '../../../domain/policy/policy.ts';
import { CORE, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { policyInput } from './policies.ts';

type Row = Record<string, string>;

const yuan = (fen: number) => (fen / 100).toFixed(2);

function rowOf({ product, customer, commission: [broker, leader], ...input }: PolicyInput): Row {
  return {
    carrier: input.carrier,
    number: input.number,
    product_code: product.code,
    product_class: product.class,
    term_months: String(product.termMonths),
    liability_version: product.liabilityVersion,
    channel: input.channel,
    broker_id: input.brokerId,
    branch: input.branch,
    customer_ref: customer.ref,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_address: customer.address ?? '',
    premium_yuan: yuan(input.premiumFen),
    instalments: input.instalments ? 'yes' : 'no',
    issued_on: input.issuedOn,
    receipt_on: input.receiptOn ?? '',
    cooling_off_days: String(input.coolingOffDays),
    broker_commission_yuan: yuan(broker?.amountFen ?? 0),
    leader_id: leader?.payee ?? '',
    leader_commission_yuan: leader === undefined ? '' : yuan(leader.amountFen),
  };
}

/** Rows as they come: good ones, one twice, one with a cell that is wrong, one that names no product. */
function someRows(world: World, draw: Draw): Row[] {
  const rows = Array.from({ length: draw.int(1, 8) }, () => rowOf(policyInput(world, draw)));
  const [first] = rows;
  if (first === undefined) return rows;
  if (draw.chance(0.3)) rows.push(first);
  if (draw.chance(0.2)) rows.push({ ...first, premium_yuan: '1.00' });
  if (draw.chance(0.3))
    rows.push({
      ...rowOf(policyInput(world, draw)),
      ...draw.one([{ premium_yuan: 'much' }, { customer_phone: '123' }, { issued_on: '31.2.' }]),
    });
  if (draw.chance(0.2)) rows.push({ ...rowOf(policyInput(world, draw)), product_code: 'sold-nowhere' });
  return rows;
}

/** What is uploaded: mostly a file of its own, at times an earlier one again, or one whose header is wrong. */
async function bytesOf(world: World, draw: Draw): Promise<Uint8Array | string> {
  const earlier = draw.maybe(world.observer.of('policy-import').filter(({ stage }) => stage === 'finished'));
  if (earlier !== undefined && draw.chance(0.2)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of await world.files.read(earlier.file)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  const rows = someRows(world, draw);
  const columns = Object.keys(rows[0] ?? {});
  return stringify(rows, { header: true, columns: draw.chance(0.1) ? columns.slice(1) : columns });
}

async function loadFile(world: World, draw: Draw): Promise<void> {
  const by = draw.weighted([
    [9, draw.one([CORE, ...ofRole('head-office-manager')])],
    [1, draw.one(EVERYBODY)],
  ]);
  const opened = await world.ask(by, 'POST', '/imports', { name: `policies-${draw.int(0, 999)}.csv` });
  if (opened.status !== 201) return;
  const { id, uploadUrl } = opened.body;
  const sayUploaded = () => world.ask(by, 'POST', `/imports/${id}/uploaded`);
  if (draw.chance(0.1)) await sayUploaded();
  // The address outlives the request: at times nothing is ever put there, at times another file afterwards.
  if (draw.chance(0.1)) return;
  const key = decodeURIComponent(new URL(uploadUrl).pathname.slice(1));
  await world.files.put(key, await bytesOf(world, draw), 'text/csv');
  await Promise.all(draw.chance(0.2) ? [sayUploaded(), sayUploaded()] : [sayUploaded()]);
  if (draw.chance(0.1)) await world.files.put(key, await bytesOf(world, draw), 'text/csv');
}

/** Who brought the file, somebody else who may bring files, or anybody. */
function watcherOf(draw: Draw, { importedBy }: ImportCase) {
  const own = EVERYBODY.find(({ id }) => id === importedBy) ?? CORE;
  return draw.weighted([
    [6, own],
    [2, draw.one(ofRole('head-office-manager'))],
    [1, draw.one(EVERYBODY)],
  ]);
}

async function watch(world: World, draw: Draw): Promise<void> {
  const one = draw.maybe(world.observer.of('policy-import'));
  if (one === undefined) return;
  const what = draw.one(['', '/faults', '/bad-rows.csv', '/bad-rows.csv?file=2', '/uploaded']);
  await world.ask(
    watcherOf(draw, one),
    what === '/uploaded' ? 'POST' : 'GET',
    draw.chance(0.15) ? '/imports' : `/imports/${one.id}${what}`,
  );
}

export const IMPORT_ACTIONS: readonly Action[] = [
  { name: 'loads a policy file', weight: 1, act: loadFile },
  { name: 'looks at an import', weight: 1, act: watch },
];
