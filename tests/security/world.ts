import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { playStories } from '../../local/demo/stories.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../../local/sample/policies.ts';
import type { Visitor } from '../../local/visitor.ts';
import { present } from '../support/present.ts';
import { type House, type HouseOptions, openHouse } from './house.ts';
import { type Example, HouseVisitor } from './house-visitor.ts';
import { complaintTold, letterSent } from './letters.ts';
import { Planted } from './planted.ts';

/** One matter of each kind in two branches, all open, beside everything that the stories left behind. */
export interface Matters {
  policy: string;
  /** Carrier and number of the policy. */
  named: { carrier: string; number: string };
  callback: string;
  preUnderwriting: string;
  reconsideration: string;
  complaint: string;
  evaluation: string;
  action: string;
  day: string;
  /** To one carrier, for the pre-underwriting. */
  request: string;
  document: string;
}

export interface World {
  house: House;
  visitor: HouseVisitor;
  planted: Planted;
  /** By branch. */
  matters: Record<'bj' | 'sh', Matters>;
  /** A reply that belongs to no evaluation. */
  stray: string;
  importId: string;
  hotlineFile: string;
  /** A month whose payout was run, and one whose accountability was. */
  paidMonth: string;
  accountableMonth: string;
  examples: readonly Example[];
}

/** Paid for the policy in Beijing besides its seller: an agent and a compliance officer, to whom it is their own. */
export const CONCERNED = { agent: 'agent-bj-2', compliance: 'compliance-2' } as const;
/** Of whom the complaint in Beijing is. */
export const INVOLVED = 'handler-bj-2';
export const CARRIERS_ASKED = ['harbour-life', 'summit-insurance'] as const;

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');

/** Plays every story, then opens a matter of each kind in each branch. Nothing is random: the same world every time. */
export async function openWorld(options: HouseOptions = {}): Promise<World> {
  const house = await openHouse(options);
  const planted = new Planted();
  const visitor = new HouseVisitor(house, planted.into);
  await silently(() => playStories(visitor as unknown as Visitor));
  const months = await monthsRun(house);
  await visitor.intoOfficeHours();
  const matters = { bj: await mattersOf('bj', visitor, house), sh: await mattersOf('sh', visitor, house) };
  const stray = await strayReply(visitor, house);
  const importId = await importOf(visitor);
  const hotlineFile = await hotlineOf(visitor);
  await atTheDesk(visitor, matters.bj);
  await complaintTold(visitor, house);
  await letterSent(await disputed('sh', visitor, 'CLAIM-LETTER'), visitor, house);
  await house.quiet();
  return {
    house,
    visitor,
    planted,
    matters,
    stray,
    importId,
    hotlineFile,
    ...months,
    examples: visitor.examples,
  };
}

/** The stories are told to people at a screen. */
async function silently(act: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await act();
  } finally {
    console.log = log;
  }
}

async function monthsRun(house: House): Promise<{ paidMonth: string; accountableMonth: string }> {
  const { items } = await house.store.cases.all();
  const monthOf = (kind: string) => present(items.findLast((one) => one.kind === kind)).id.slice(-7);
  return { paidMonth: monthOf('payout'), accountableMonth: monthOf('accountability') };
}

async function mattersOf(branch: 'bj' | 'sh', visitor: HouseVisitor, house: House): Promise<Matters> {
  const broker = `broker-${branch}-1`;
  const handler = `handler-${branch}-1`;
  const now = await visitor.now();
  const today = dateOf(new Date(now));
  const sample = samplePolicy(3, new Date(now));
  const phone = branch === 'bj' ? '13988887771' : '13988887772';
  const policy = {
    ...sample,
    number: `WORLD-${branch}`,
    branch,
    brokerId: broker,
    commission: [
      { payee: broker, role: 'broker', amountFen: 100_000 },
      ...(branch === 'bj'
        ? [
            { payee: CONCERNED.agent, role: 'team-leader', amountFen: 1000 },
            { payee: CONCERNED.compliance, role: 'team-leader', amountFen: 1000 },
          ]
        : []),
    ],
    issuedOn: addDays(today, -1),
    receiptOn: undefined,
    customer: { ...sample.customer, ref: `world-${branch}`, phone },
  };
  const sold = await visitor.post<{ policyId: string; caseId: string }>('core', '/policies', policy);
  await visitor.quiet();
  const { preUnderwriting, request, document } = await asked(branch, visitor, house);
  const reconsideration = await disputed(branch, visitor);
  const { id: complaint } = await visitor.post<{ id: string }>(handler, '/complaints', {
    channel: 'hotline',
    receivedAt: now,
    category: 'service',
    statement: 'Nobody called me back.',
    involved: branch === 'bj' ? [INVOLVED] : [],
    matter: { customerRef: `complainant-${branch}`, phone, line: 'life', branch },
  });
  const { id: evaluation } = await visitor.post<{ id: string }>('core', '/evaluations', {
    moment: 'policy-issued',
    policyId: sold.policyId,
  });
  const { id: action } = await visitor.post<{ id: string }>('head-office', '/corrective-actions', {
    cause: { first: 'service', second: 'unreachable' },
    what: 'The desk is staffed on Saturdays.',
    branch,
  });
  const { id: day } = await visitor.post<{ id: string }>(handler, '/reception-days', {
    on: today,
    site: `hall-${branch}`,
    staff: [handler],
    companies: [...CARRIERS_ASKED],
  });
  await visitor.quiet();
  return {
    policy: sold.policyId,
    named: { carrier: sample.carrier, number: policy.number },
    callback: sold.caseId,
    preUnderwriting,
    reconsideration,
    complaint,
    evaluation,
    action,
    day,
    request,
    document,
  };
}

/** Two carriers are asked, with a document; neither has answered. */
async function asked(
  branch: 'bj' | 'sh',
  visitor: HouseVisitor,
  house: House,
): Promise<Pick<Matters, 'preUnderwriting' | 'request' | 'document'>> {
  const broker = `broker-${branch}-1`;
  const today = dateOf(new Date(await visitor.now()));
  const wanted = SAMPLE_CARRIERS.filter(({ id }) => CARRIERS_ASKED.some((one) => one === id)).map(
    ({ id, products }) => ({
      carrier: id,
      product: present(Object.entries(products).find(([, one]) => one.class === 'critical-illness'))[0],
    }),
  );
  const { id } = await visitor.post<{ id: string }>(broker, '/pre-underwriting', {
    customerRef: `applicant-${branch}`,
    phone: branch === 'bj' ? '13988887773' : '13988887774',
    applicant: { age: 41, sex: 'female', occupationClass: 2 },
    disclosure: {
      asked: ['Any illness in the last five years?'],
      heightCm: 172,
      weightKg: 70,
      conditions: [{ code: 'thyroid-nodule', since: '2024-05-01', treatment: 'planted' }],
      family: [],
      smoking: 'never',
      drinking: 'never',
      tests: [],
    },
    wanted,
    sumInsuredFen: 50_000_000,
    purpose: 'To compare offers before an application.',
    deleteOn: addDays(today, 90),
  });
  const path = `/pre-underwriting/${id}`;
  const version = async () => (await house.store.cases.load('pre-underwriting', id)).version;
  const document = await visitor.upload(broker, path, 'check-up-report', PDF);
  await visitor.post(broker, `${path}/consent-request`, { version: await version() });
  await visitor.answer(await visitor.linkFor(id), { consents: true });
  await visitor.quiet();
  await visitor.post(broker, `${path}/requests`, { version: await version() });
  await visitor.quiet();
  const { requests } = await house.store.cases.load('pre-underwriting', id);
  const request = present(requests.find(({ carrier }) => carrier === CARRIERS_ASKED[0])).id;
  return { preUnderwriting: id, request, document };
}

async function disputed(branch: string, visitor: HouseVisitor, number = `CLAIM-${branch}`): Promise<string> {
  const today = dateOf(new Date(await visitor.now()));
  const { id } = await visitor.post<{ id: string }>(`broker-${branch}-1`, '/reconsiderations', {
    customerRef: `claimant-${branch}`,
    contact: { phone: branch === 'bj' ? '13988887775' : '13988887776' },
    decision: {
      of: 'claim',
      carrier: CARRIERS_ASKED[0],
      number,
      line: 'other',
      claimKind: 'inpatient',
      result: 'refused',
      reasonCode: 'exclusion',
      clause: '2.5',
      askedFen: 1_000_000,
      givenFen: 0,
      decider: 'adjuster-9',
      decidedOn: addDays(today, -6),
    },
  });
  return id;
}

/** From a number that nobody knows. */
async function strayReply(visitor: HouseVisitor, house: House): Promise<string> {
  await visitor.replyBySms({ phone: '13988887779', text: '你们是谁' });
  await visitor.quiet();
  return present((await house.store.strays.unseen(10)).items[0]).id;
}

async function importOf(visitor: HouseVisitor): Promise<string> {
  const opened = await visitor.post<{ id: string; uploadUrl: string }>('head-office', '/imports', {
    name: 'policies.csv',
  });
  const header = 'carrier,number,product_code,product_class,term_months,liability_version,channel,broker_id';
  const more = 'branch,customer_ref,customer_name,customer_phone,premium_yuan,instalments,issued_on';
  const last = 'cooling_off_days,broker_commission_yuan';
  const row = 'harbour-life,=BAD,ci-1,critical-illness,360,2026.1,phone,broker-bj-1';
  const rest = 'bj,import-1,无此人,13988887780,10,no,2026-01-01,15,1';
  const text = `${header},${more},${last}\n${row},${rest}\n`;
  await visitor.putFile(opened.uploadUrl, Buffer.from(text), 'text/csv');
  await visitor.post('head-office', `/imports/${opened.id}/uploaded`, {});
  await visitor.quiet();
  return opened.id;
}

async function hotlineOf(visitor: HouseVisitor): Promise<string> {
  const today = dateOf(new Date(await visitor.now()));
  const header =
    'reference,received_on,carrier,policy_number,customer_ref,line,branch,category,statement,result,outcome,told_on,remedy';
  const row = `HOT-0001,${today},,,hotline-1,人身险,bj,服务,=HYPERLINK("http://x.example"),,,,`;
  const { id } = await visitor.post<{ id: string }>('head-office', '/complaints/hotline-files', {
    name: 'march.csv',
    csv: `${header}\n${row.replace('=HYPERLINK("http://x.example")', '"=HYPERLINK(""http://x.example"")"')}\n`,
  });
  return id;
}

/** What a day at the desk leaves besides. */
async function atTheDesk(visitor: HouseVisitor, { callback, policy }: Matters): Promise<void> {
  await visitor.put('core', '/staff-phones/agent-bj-1', { phone: '13988887781' });
  const entries = [{ code: 'S1', wording: '标准体', means: 'standard' }];
  await visitor.post('compliance-1', `/vocabularies/${CARRIERS_ASKED[0]}`, { entries });
  const { case: seen } = await visitor.case(callback);
  await visitor.post('agent-bj-1', `/notes/${callback}`, { version: seen.version, text: 'asked for a call' });
  await visitor.put('agent-bj-1', `/presence/${callback}`, { doing: 'viewing' });
  await visitor.put('agent-bj-1', '/views/mine', { screen: 'work-list', search: '' });
  await visitor.put('agent-bj-1', '/me', {});
  await visitor.post('compliance-1', `/holds/${policy}/place`, { type: 'compliance', reason: 'a doubt' });
  await visitor.post('agent-bj-1', `/policies/${policy}/reveal`, { field: 'phone', reason: 'to call' });
}
