import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { samplePolicy } from '../sample/policies.ts';
import type { Visitor } from '../visitor.ts';
import { say, telling } from './telling.ts';

interface Evaluation {
  case: { id: string; stage: string; version: number };
  timeline: { seq: number; at: string; type: string; data: Record<string, unknown> }[];
}

interface Day {
  day: { version: number };
}

/** One letter by SMS, and a day on which the desk is full. */
export async function voicesStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  say('\nThe story of a letter by SMS, and of a reception day\n');
  const now = new Date(await visitor.now());
  const stamp = String(now.getTime());
  const { policyId, phone } = await sell(visitor, now, stamp);
  const asked = await visitor.post<{ id: string }>('core', '/evaluations', {
    moment: 'claim-closed',
    policyId,
    claim: `claim-${stamp}`,
  });
  await visitor.quiet();
  const message = await visitor.messageTo(phone);
  await tell(`A claim is closed, and the customer is asked: "${message.text}"`);
  await visitor.advance('PT2H');
  await visitor.replyBySms({ phone, text: '１Ａ，2不满意 3a', ...extensionOf(message) });
  await visitor.quiet();
  const evaluation = await visitor.get<Evaluation>('handler-bj-1', `/evaluations/${asked.id}`);
  await tell(`The customer writes "１Ａ，2不满意 3a". It is read: ${evaluation.timeline.at(-1)?.type}.`);
  const { items } = await visitor.get<{ items: { id: string; kind: string; openedAt: string }[] }>(
    'handler-bj-1',
    '/cases',
  );
  const complaint = items.filter(({ kind }) => kind === 'complaint').at(-1);
  await tell(`In that same write a complaint is opened, ${complaint?.id}, well within the hour.`);
  await visitor.replyBySms({ phone, text: '你们挺好的吧？再说', ...extensionOf(message) });
  await visitor.quiet();
  const inbox = await visitor.get<{ items: unknown[] }>('handler-bj-1', '/evaluations/inbox');
  await tell(`"你们挺好的吧？再说" no machine should judge: ${inbox.items.length} reply waits for a person.`);
  await receptionDay(visitor, stamp);
}

function extensionOf({ extension }: { extension?: string }): { extension?: string } {
  return extension === undefined ? {} : { extension };
}

async function sell(
  visitor: Visitor,
  now: Date,
  stamp: string,
): Promise<{ policyId: string; phone: string }> {
  const sample = samplePolicy(3, now);
  const issuedOn = addDays(dateOf(now), -1);
  const phone = `133${stamp.slice(-8)}`;
  const { policyId } = await visitor.post<{ policyId: string }>('core', '/policies', {
    ...sample,
    number: `VOICE${stamp}`,
    branch: 'bj',
    brokerId: 'broker-bj-1',
    commission: [{ payee: 'broker-bj-1', role: 'broker', amountFen: 100_000 }],
    issuedOn,
    ...(sample.receiptOn === undefined ? {} : { receiptOn: issuedOn }),
    customer: { ...sample.customer, ref: `voice-${stamp}`, phone },
  });
  return { policyId, phone };
}

async function receptionDay(visitor: Visitor, stamp: string): Promise<void> {
  const tell = telling(visitor);
  const today = dateOf(new Date(await visitor.now()));
  const { id } = await visitor.post<{ id: string }>('handler-bj-1', '/reception-days', {
    on: today,
    site: `hall-${stamp.slice(-6)}`,
    staff: ['handler-bj-1', 'handler-bj-2'],
    companies: ['harbour-life', 'summit-insurance'],
  });
  const post = (what: string, body: object) =>
    visitor.post('handler-bj-1', `/reception-days/${id}/${what}`, body);
  await post('visits', { kind: 'consultation', count: 205 });
  await post('visits', { kind: 'suggestion', count: 13 });
  for (const number of Array.from({ length: 14 }, (_, at) => at + 1)) {
    await post('complaints', {
      matter: { customerRef: `visitor-${stamp}-${number}`, line: 'life' },
      category: 'service',
      statement: 'Nobody called me back.',
      treatment:
        number <= 10
          ? {
              outcome: 'settled-on-the-spot',
              remedy: 'Called there and then.',
              cause: { first: 'service', second: 'unreachable' },
              proof: `slip-${number}`,
            }
          : { outcome: 'promised', promisedOn: addDays(today, 10), reason: 'the file is with the carrier' },
    });
  }
  await post('closing', {});
  await post('sample', { size: 3 });
  const day = await visitor.get<Record<string, unknown>>('handler-bj-1', `/reception-days/${id}`);
  await tell(`A reception day with 205 consultations, 13 suggestions and 14 complaints is closed:`);
  say(`    ${JSON.stringify(day.totals ?? (day as unknown as Day))}`);
  await tell('Three of the complaints are drawn by the hash of the closed day, and will be called.');
}

interface Run {
  run: { stage: string; version: number; objectUntil?: string };
  lines: {
    items: { id: string; person: string; role: string; amountFen: number; state: string; dueFen?: number }[];
  };
  whole?: { statements: { recipient?: string; sha256?: string }[] };
}

/** The month's accountability: a list, an objection, and what silence means. */
export async function accountabilityStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  say('\nThe story of a month that somebody answers for\n');
  const now = new Date(await visitor.now());
  const stamp = String(now.getTime());
  const { policyId } = await sell(visitor, now, stamp);
  const { id } = await visitor.post<{ id: string }>('handler-bj-1', '/complaints', {
    matter: { policyId },
    channel: 'regulator',
    receivedAt: now.toISOString(),
    category: 'claims',
    statement: 'My claim has been lying for two months.',
  });
  const act = async (user: string, what: string, body: object): Promise<void> => {
    const { case: seen } = await visitor.get<{ case: { version: number } }>(
      'head-office',
      `/complaints/${id}`,
    );
    await visitor.post(user, `/complaints/${id}/${what}`, { version: seen.version, ...body });
    await visitor.quiet();
  };
  await act('handler-bj-1', 'first-contact', { note: 'heard' });
  await act('handler-bj-1', 'transfer', { to: 'manager-bj', reason: 'the claims department must say' });
  await act('head-office', 'responsible', {
    people: [
      { person: 'handler-bj-2', role: 'branch-complaint-handler' },
      { person: 'agent-bj-1', role: 'direct-person' },
    ],
  });
  await tell(
    `A complaint from the regulator could not be settled and was transferred (${id}); two people are named.`,
  );
  while (new Date(await visitor.now()).getTime() < Date.parse(`${nextCut(now)}T01:30:00.000Z`)) {
    await visitor.advance('P1D');
  }
  const month = nextCut(now).slice(0, 7);
  const see = (user: string): Promise<Run> => visitor.get(user, `/accountability/${month}`);
  const say2 = async (user: string, what: string, body: object): Promise<void> => {
    const { run } = await see(user);
    await visitor.post(user, `/accountability/${month}/${what}`, { version: run.version, ...body });
    await visitor.quiet();
  };
  let seen = await see('head-office');
  await tell(`On the 21st the list of ${month} is there by itself:`);
  printLines(seen);
  await say2('handler-bj-1', 'findings', { lines: 'all', finding: { says: 'liable' } });
  await say2('head-office', 'decisions', { lines: 'all', verdict: { outcome: 'confirmed' } });
  seen = await see('head-office');
  await tell(
    `Found by customer service, decided by the leading group. Objections until ${seen.run.objectUntil}.`,
  );
  const own = await see('agent-bj-1');
  await tell(
    `Who is named sees the own line and no other: ${own.lines.items.length} of ${seen.lines.items.length}.`,
  );
  await visitor.advance('P7D');
  seen = await see('head-office');
  await tell(`Nobody objects to the end of the 26th, and silence accepts. The run is ${seen.run.stage}:`);
  printLines(seen);
}

/** The 21st on which the window of this day is cut. */
function nextCut(now: Date): string {
  const today = dateOf(now);
  const cut = `${today.slice(0, 8)}21`;
  if (today < cut) return cut;
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-21` : `${year}-${String(month + 1).padStart(2, '0')}-21`;
}

function printLines({ lines }: Run): void {
  for (const { person, role, amountFen, state } of lines.items) {
    say(`    ${person.padEnd(16)} ${role.padEnd(26)} ${(amountFen / 100).toFixed(2).padStart(9)}  ${state}`);
  }
}
