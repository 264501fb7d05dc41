import { formatYuan } from '../../domain/money.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../sample/policies.ts';
import type { Visitor } from '../visitor.ts';
import { inShanghai, say, telling } from './telling.ts';

interface Seen {
  case: { id: string; stage: string; version: number };
  requests: {
    id: string;
    carrier: string;
    stage: string;
    silent: boolean;
    daysWaited: { carrier: number; broker: number };
    dues: { what: string; at: string; why: string[] }[];
    wanted: { type: string; text: string }[];
  }[];
  grid?: {
    columns: { carrier: string }[];
    rows: Record<string, { cells: { is: string; value?: unknown }[] }>;
  };
  recommendation?: { order: { carrier: string; choosable: boolean; reasons: { text: string }[] }[] };
  comparisons: { at: string; answered: string[]; silent: string[] }[];
  timeline: { seq: number; at: string; type: string; hash: string }[];
}

const BROKER = 'broker-bj-1';

/** The critical illness product of each sample carrier: what five of them say to the same risk. */
const WANTED = SAMPLE_CARRIERS.flatMap(({ id, products }) =>
  Object.entries(products)
    .filter(([, product]) => product.class === 'critical-illness')
    .map(([product]) => ({
      carrier: id,
      product,
      answerWithinWorkingDays: id === 'orchard-insurance' ? 8 : 5,
    })),
);

/** One applicant with a nodule, five carriers, four answers and a late one. */
export async function preUnderwritingStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  const see = (id: string): Promise<Seen> => visitor.get(BROKER, `/pre-underwriting/${id}`);
  say('\nThe story of one applicant and five carriers\n');

  const now = new Date(await visitor.now());
  const stamp = String(now.getTime());
  const { id, version } = await visitor.post<{ id: string; version: number }>(BROKER, '/pre-underwriting', {
    customerRef: `applicant-${stamp}`,
    phone: `136${stamp.slice(-8)}`,
    applicant: { age: 38, sex: 'female', occupationClass: 2 },
    disclosure: {
      asked: ['Any thyroid finding in the last five years?', 'Any stay in hospital in the last two years?'],
      heightCm: 165,
      weightKg: 58,
      conditions: [{ code: 'thyroid-nodule', since: '2025-03-01', treatment: 'ultrasound once a year' }],
      family: [],
      smoking: 'never',
      tests: [{ name: 'thyroid ultrasound', on: '2026-05-10', result: 'TI-RADS 3, 6 mm' }],
    },
    wanted: WANTED,
    sumInsuredFen: 50_000_000,
    purpose: 'an underwriting opinion before an application',
    deleteOn: addDays(dateOf(now), 365),
  });
  await tell(
    `A broker prepares a request to five carriers for CNY 500,000 of critical illness cover: ${id}.`,
  );
  await tell(
    `Sent before the applicant has consented, it is refused: ${await visitor.refusal(BROKER, `/pre-underwriting/${id}/requests`, { version })}`,
  );
  await visitor.upload(BROKER, `/pre-underwriting/${id}`, 'check-up-report', PDF);
  await visitor.post(BROKER, `/pre-underwriting/${id}/consent-request`, {
    version: (await see(id)).case.version,
  });
  const link = await visitor.linkFor(id);
  const { consent } = await visitor.open<{ consent: { carriers: string[]; deleteOn: string } }>(link);
  await tell(
    `The applicant's link names ${consent.carriers.length} carriers and the day of deletion, ${consent.deleteOn}.`,
  );
  await visitor.answer(link, { consents: true });
  await visitor.post(BROKER, `/pre-underwriting/${id}/requests`, { version: (await see(id)).case.version });
  await visitor.quiet();
  await tell('The applicant consents, and all five are asked at once; no packet says who it is.');

  const requestTo = async (carrier: string): Promise<string> =>
    (await see(id)).requests.find((request) => request.carrier === carrier)?.id ?? '';
  const offer = { validUntil: addDays(dateOf(now), 90) };
  await answer(visitor, 'harbour-life', await requestTo('harbour-life'), {
    conclusion: { is: 'on-terms', extra: { by: 'percent', percent: 50 } },
    premiumFen: 1_020_000,
    wording: '次标准体，加费50%',
    ...offer,
  });
  await tell('Harbour answers: 50 % more premium.');
  await tell(
    `Its reviewer asks for Summit's request: ${await visitor.refusal('reviewer-harbour-life', `/carrier-requests/${await requestTo('summit-insurance')}/answers`, { opinion: { conclusion: { is: 'declined' }, wording: 'not mine' } })}`,
  );
  await answer(visitor, 'lantern-life', await requestTo('lantern-life'), {
    conclusion: { is: 'declined' },
    wording: '拒保',
  });
  await tell('Lantern declines.');

  const meadow = await requestTo('meadow-health');
  const { version: asked } = await visitor.get<{ version: number }>(
    'reviewer-meadow-health',
    `/carrier-requests/${meadow}`,
  );
  await visitor.post('reviewer-meadow-health', `/carrier-requests/${meadow}/material`, {
    version: asked,
    items: [{ type: 'imaging', text: 'The images of the last ultrasound' }],
  });
  await tell("Meadow wants the images. Its clock stands still, the broker's runs.");
  await visitor.advance('P2D');
  const document = await visitor.upload(BROKER, `/pre-underwriting/${id}`, 'imaging', PNG);
  await visitor.post(BROKER, `/pre-underwriting/${id}/material`, {
    version: (await see(id)).case.version,
    supplies: [{ requestId: meadow, documents: [document] }],
  });
  const waited = (await see(id)).requests.find(({ carrier }) => carrier === 'meadow-health');
  await tell(`The broker brings them: the carrier waited ${waited?.daysWaited.broker} days for the broker.`);
  await tell(`Now due: ${waited?.dues.at(-1)?.why.join('; ')}.`);
  await answer(visitor, 'meadow-health', meadow, {
    conclusion: {
      is: 'on-terms',
      exclusions: [{ code: 'thyroid-cancer', wording: '除外甲状腺恶性肿瘤及其转移' }],
    },
    premiumFen: 640_000,
    wording: '除外承保',
    ...offer,
  });
  await answer(visitor, 'summit-insurance', await requestTo('summit-insurance'), {
    conclusion: { is: 'standard' },
    premiumFen: 712_000,
    wording: '标准体承保',
    ...offer,
  });
  await tell('Meadow leaves thyroid cancer out. Summit takes the risk on standard terms.');

  while ((await see(id)).case.stage === 'asking') await visitor.advance('P1D');
  let seen = await see(id);
  await tell(
    `Orchard stays silent past its time, and the comparison is made with ${seen.comparisons[0]?.answered.length} answers:`,
  );
  printGrid(seen);
  for (const { carrier, choosable, reasons } of seen.recommendation?.order ?? []) {
    say(`    ${choosable ? '+' : '-'} ${carrier}: ${reasons.map(({ text }) => text).join(' ')}`);
  }
  await answer(visitor, 'orchard-insurance', await requestTo('orchard-insurance'), {
    conclusion: { is: 'postponed', months: 6 },
    wording: '延期六个月',
  });
  seen = await see(id);
  await tell(
    `Orchard answers late: it stands beside, in comparison ${seen.comparisons.length}; the first is as it was.`,
  );

  await visitor.post(BROKER, `/pre-underwriting/${id}/choice`, {
    version: seen.case.version,
    requestId: await requestTo('summit-insurance'),
  });
  await visitor.quiet();
  await tell('The broker chooses Summit with the client.');
  await issue(visitor, id, stamp, now);
  await visitor.answer(link, { withdraws: true });
  await visitor.quiet();
  const { packet } = await visitor.get<{ packet?: unknown }>(
    'reviewer-harbour-life',
    `/carrier-requests/${await requestTo('harbour-life')}`,
  );
  await tell(
    `The applicant takes the consent back by the same link: ${packet === undefined ? 'Harbour sees nothing any more' : 'HARBOUR STILL SEES IT'}, and what the firm held is erased.`,
  );
  say('\nIts history, which holds codes and hashes and no word of the disclosure:');
  for (const event of (await see(id)).timeline) {
    say(
      `  ${String(event.seq).padStart(2)}  ${inShanghai(event.at)}  ${event.type.padEnd(24)} ${event.hash.slice(0, 8)}`,
    );
  }
}

async function answer(visitor: Visitor, carrier: string, requestId: string, opinion: object): Promise<void> {
  await visitor.post(`reviewer-${carrier}`, `/carrier-requests/${requestId}/answers`, { opinion });
  await visitor.quiet();
}

/** The policy comes with another premium than the one that was chosen. */
async function issue(visitor: Visitor, id: string, stamp: string, now: Date): Promise<void> {
  const tell = telling(visitor);
  const sample = samplePolicy(3, now);
  const issuedOn = dateOf(new Date(await visitor.now()));
  const { policyId } = await visitor.post<{ policyId: string }>('core', '/policies', {
    ...sample,
    carrier: 'summit-insurance',
    product: { ...sample.product, code: 'ci-2', class: 'critical-illness' },
    number: `QUOTED${stamp}`,
    brokerId: BROKER,
    branch: 'bj',
    commission: [{ payee: BROKER, role: 'broker', amountFen: 142_400 }],
    issuedOn,
    receiptOn: issuedOn,
    customer: { ...sample.customer, ref: `applicant-${stamp}`, phone: `136${stamp.slice(-8)}` },
  });
  const { version } = (await visitor.get<Seen>(BROKER, `/pre-underwriting/${id}`)).case;
  await visitor.post('core', `/pre-underwriting/${id}/policy`, {
    version,
    policyId,
    conclusion: { is: 'standard' },
    premiumFen: 730_000,
  });
  const { timeline } = await visitor.get<Seen>(BROKER, `/pre-underwriting/${id}`);
  await tell(
    `The policy is issued at CNY ${formatYuan(730_000)} a year: ${timeline.at(-1)?.type} is on record.`,
  );
}

function printGrid({ grid }: Seen): void {
  if (grid === undefined) return;
  const width = 20;
  say(`    ${''.padEnd(width)}${grid.columns.map(({ carrier }) => carrier.padEnd(width)).join('')}`);
  for (const row of ['conclusion', 'extraPercent', 'exclusions', 'premiumFen'] as const) {
    const cells = grid.rows[row]?.cells.map(cellText) ?? [];
    say(`    ${row.padEnd(width)}${cells.map((cell) => cell.padEnd(width)).join('')}`);
  }
}

/** Unknown, none and zero are three marks. */
function cellText({ is, value }: { is: string; value?: unknown }): string {
  if (is === 'unknown') return '?';
  if (is === 'none') return '-';
  return Array.isArray(value)
    ? value.map((one: { code?: string }) => one.code ?? one).join(',')
    : String(value);
}

/** The smallest files that are what they say. */
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
