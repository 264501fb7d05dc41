import { formatYuan } from '../../domain/money.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';
import type { Visitor } from '../visitor.ts';
import { inShanghai, say, telling } from './telling.ts';

interface Seen {
  case: {
    id: string;
    stage: string;
    version: number;
    recovered?: { fen: number; agreedOn: string };
  };
  clocks: { name: string; article: string; state: string; dueAt?: string }[];
  evidence: { required: string[]; missing: string[] };
  grounds: { code: string; en: string; source: string }[];
  levels: { level: number; requestId: string; daysWaited: { carrier: number; broker: number } }[];
  sights: { document: string; by: string; at: string; carrier?: string }[];
  next?: { who: string; what: string };
  timeline: { seq: number; at: string; type: string; hash: string }[];
}

const BROKER = 'broker-bj-1';
const CARRIER = 'harbour-life';
const ASKED = 20_000_000;
const POINT = {
  text: 'The exclusion stood among the definitions, without emphasis, and nobody explained it.',
  clauses: ['2.5'],
  documents: [],
};

/** A refused claim, taken back to the carrier and then to its head office. */
export async function reconsiderationStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  say('\nThe story of a refused claim and the carrier who looked twice\n');
  const today = dateOf(new Date(await visitor.now()));
  const stamp = String(Date.parse(await visitor.now()));
  const { id } = await visitor.post<{ id: string }>(BROKER, '/reconsiderations', {
    customerRef: `claimant-${stamp}`,
    contact: { phone: `135${stamp.slice(-8)}` },
    decision: {
      of: 'claim',
      carrier: CARRIER,
      number: `CLAIM${stamp}`,
      line: 'other',
      claimKind: 'inpatient',
      result: 'refused',
      reasonCode: 'exclusion',
      clause: '2.5',
      askedFen: ASKED,
      givenFen: 0,
      decider: 'adjuster-9',
      decidedOn: addDays(today, -6),
    },
    facts: {
      line: 'other',
      kind: 'claim',
      materialsReceivedOn: addDays(today, -30),
      decidedOn: addDays(today, -6),
      noticeOn: addDays(today, -5),
      eventKnownOn: addDays(today, -60),
    },
  });
  const see = (): Promise<Seen> => visitor.get(BROKER, `/reconsiderations/${id}`);
  const act = async (user: string, what: string, body: object): Promise<void> => {
    await visitor.post(user, `/reconsiderations/${id}/${what}`, {
      version: (await see()).case.version,
      ...body,
    });
    await visitor.quiet();
  };

  let seen = await see();
  await tell(`A broker takes up a refused hospital claim of CNY ${formatYuan(ASKED)}: ${id}.`);
  for (const { article, name, state, dueAt } of seen.clocks.filter((clock) => clock.dueAt !== undefined)) {
    say(`    ${article}: ${name} ${state}, ${inShanghai(dueAt ?? '')}`);
  }
  await tell(`Missing: ${seen.evidence.missing.join(', ')}.`);
  const uploaded: Record<string, string> = {};
  for (const type of seen.evidence.missing) {
    if (type === 'itemised-bill') continue;
    uploaded[type] = await visitor.upload(BROKER, `/reconsiderations/${id}`, type, paper(`${stamp} ${type}`));
  }
  await act(BROKER, 'mandate', { document: uploaded.mandate });
  await act(BROKER, 'snapshot', {
    takenOn: addDays(today, -60),
    policy: { number: 'HOSP-1', sumInsuredFen: ASKED },
    clauses: [
      { code: '2.5', title: 'Exclusions', text: 'Treatment outside the listed hospitals is not covered.' },
    ],
    decisionLetter: uploaded['decision-letter'],
  });
  await tell(`Papers, mandate and the frozen contract are there. Next: ${(await see()).next?.what}.`);
  await act('expert-1', 'waivers', { type: 'itemised-bill', reason: 'the receipts list every item' });
  await tell('An expert of the firm does without the itemised bill, with a reason.');

  seen = await see();
  await tell(
    `The checklist asks ${seen.grounds.length} questions; first: "${seen.grounds[0]?.en}" (${seen.grounds[0]?.source})`,
  );
  const checklist = Object.fromEntries(
    seen.grounds.map(({ code }) => [
      code,
      { answer: code === 'exclusion-not-explained' ? 'yes' : 'no', note: 'from the papers' },
    ]),
  );
  await act('expert-1', 'assessment', {
    verdict: 'contest',
    checklist,
    argument: [{ ...POINT, ground: 'exclusion-not-explained' }],
  });
  await tell('The expert contests: the carrier is asked to look again.');

  const request = async (): Promise<string> => (await see()).levels.at(-1)?.requestId ?? '';
  const first = await request();
  const receipts = uploaded.receipts ?? '';
  await visitor.post(`reviewer-${CARRIER}`, `/carrier-requests/${first}/documents/${receipts}/view`, {});
  await visitor.advance('P3D');
  await visitor.post(`reviewer-${CARRIER}`, `/carrier-requests/${first}/answers`, {
    decision: { outcome: 'upheld', reason: 'exclusion', clause: '2.5', wording: '维持原决定' },
  });
  await visitor.quiet();
  await tell(
    `Level 1 upholds after ${(await see()).levels[0]?.daysWaited.carrier} days. ${await sightOf(see, receipts)}`,
  );
  const second = { argument: [POINT] };
  await tell(
    `Level 2 with neither a reason nor anything new is refused: ${await visitor.refusal('expert-1', `/reconsiderations/${id}/level-2`, { version: (await see()).case.version, ...second })}`,
  );
  const bill = await visitor.upload(
    'expert-1',
    `/reconsiderations/${id}`,
    'other',
    paper(`${stamp} recording`),
  );
  await act('expert-1', 'level-2', { argument: [{ ...POINT, documents: [bill] }], documents: [bill] });
  const answer = { decision: { outcome: 'changed', wording: '撤销原决定，全额赔付' } };
  await tell(
    `With a recording nobody has seen it opens. Level 1's reviewer tries to decide it: ${await visitor.refusal(`reviewer-${CARRIER}`, `/carrier-requests/${await request()}/answers`, answer)}`,
  );
  await visitor.post(`reviewer-${CARRIER}-hq`, `/carrier-requests/${await request()}/answers`, answer);
  await visitor.quiet();
  seen = await see();
  await tell(
    `Another person at the head office changes it: CNY ${formatYuan(seen.case.recovered?.fen ?? 0)}, agreed on ${seen.case.recovered?.agreedOn}.`,
  );
  const payment = seen.clocks.find(({ name }) => name === 'claim-payment');
  await tell(`By ${payment?.article} it must be paid by ${inShanghai(payment?.dueAt ?? '')}.`);
  await visitor.advance('P12D');
  await tell(`Twelve days pass: ${(await see()).timeline.at(-1)?.type}.`);
  await act(BROKER, 'payment', {
    paidOn: dateOf(new Date(await visitor.now())),
    amountFen: seen.case.recovered?.fen ?? 0,
  });
  seen = await see();
  await tell(`The money has come. The case is ${seen.case.stage}.`);
  say('\nIts history:');
  for (const event of seen.timeline) {
    say(
      `  ${String(event.seq).padStart(2)}  ${inShanghai(event.at)}  ${event.type.padEnd(24)} ${event.hash.slice(0, 8)}`,
    );
  }
}

async function sightOf(see: () => Promise<Seen>, document: string): Promise<string> {
  const sight = (await see()).sights.find((one) => one.document === document && one.carrier !== undefined);
  return `The ledger of sight says: ${sight?.by} saw ${document} at ${inShanghai(sight?.at ?? '')}.`;
}

const paper = (text: string): Buffer => Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`);
