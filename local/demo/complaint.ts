import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { samplePolicy } from '../sample/policies.ts';
import type { Visitor } from '../visitor.ts';
import { inShanghai, say, telling } from './telling.ts';

interface Seen {
  case: { id: string; stage: string; version: number };
  clocks: { name: string; statutory: boolean; dueAt?: string; standsStill: boolean; why: string[] }[];
  counts: { contacts: number; repeat: boolean; escalated: boolean; multiChannel: boolean };
  next?: { who: string; what: string };
  timeline: { seq: number; at: string; type: string; data: Record<string, unknown>; hash: string }[];
}

const HANDLER = 'handler-bj-1';

/** A complaint that goes up to the regulator, with every clock that runs and stands still. */
export async function complaintStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  say('\nThe story of a complaint that went to the regulator\n');
  const now = new Date(await visitor.now());
  const stamp = String(now.getTime());
  const sample = samplePolicy(3, now);
  const issuedOn = addDays(dateOf(now), -1);
  const { policyId } = await visitor.post<{ policyId: string }>('core', '/policies', {
    ...sample,
    number: `COMPLAINT${stamp}`,
    branch: 'bj',
    brokerId: 'broker-bj-1',
    commission: [{ payee: 'broker-bj-1', role: 'broker', amountFen: 100_000 }],
    issuedOn,
    ...(sample.receiptOn === undefined ? {} : { receiptOn: issuedOn }),
    customer: { ...sample.customer, ref: `complainant-${stamp}`, phone: `134${stamp.slice(-8)}` },
  });
  const filed = async (channel: string, statement: string) =>
    visitor.post<{ id: string; outcome: string }>(HANDLER, '/complaints', {
      matter: { policyId },
      channel,
      receivedAt: await visitor.now(),
      category: 'sales',
      statement,
    });
  const { id } = await filed('hotline', 'I was told that the money is back after three years.');
  const see = (): Promise<Seen> => visitor.get(HANDLER, `/complaints/${id}`);
  const act = async (user: string, what: string, body: object = {}): Promise<void> => {
    await visitor.post(user, `/complaints/${id}/${what}`, { version: (await see()).case.version, ...body });
    await visitor.quiet();
  };
  await tell(`A customer calls: ${id}. Whose policy it is the firm knows, so nothing of it is asked for.`);
  await tell(
    `The seller is involved and looks for it: ${await visitor.refusal('broker-bj-1', `/complaints/${id}/first-contact`, { version: 1, note: 'let me' })}`,
  );
  for (const { name, statutory, dueAt } of (await see()).clocks) {
    say(
      `    ${statutory ? 'by law' : 'ours  '}  ${name.padEnd(14)} ${dueAt === undefined ? 'stands still' : inShanghai(dueAt)}`,
    );
  }
  await act(HANDLER, 'first-contact', { note: 'heard the whole of it' });
  await act(HANDLER, 'classification', {
    complexity: 'complex',
    promisedOn: addDays(dateOf(now), 20),
    reason: 'the recording of the sale must be heard',
  });
  await tell('Called the same day. It is complex, and an answer is promised in twenty days.');
  const again = await filed('regulator', 'The firm keeps me waiting.');
  const { counts } = await see();
  await tell(
    `The regulator passes the same matter on: ${again.outcome}, one case with ${counts.contacts} contacts (escalated: ${counts.escalated}, multi-channel: ${counts.multiChannel}).`,
  );
  await visitor.advance('P9D');
  await act(HANDLER, 'pause', {
    kind: 'appraisal',
    told: { way: 'phone', at: await visitor.now(), proof: 'recording-7' },
  });
  await visitor.advance('P4D');
  await act(HANDLER, 'resumption');
  const statutory = (await see()).clocks.find(({ name }) => name === 'statutory');
  await tell('An expert listens to the recording for four days; the law does not count them:');
  for (const line of statutory?.why ?? []) say(`    ${line}`);
  const notice = { way: 'post', at: await visitor.now(), proof: 'letter-12' };
  await tell(
    `The handler extends it alone: ${await visitor.refusal(HANDLER, `/complaints/${id}/extension`, { version: (await see()).case.version, reason: 'more time', notice })}`,
  );
  await act('head-office', 'extension', { reason: 'two witnesses are abroad', notice });
  await tell(
    'The head office approves thirty days more, and the complainant is told: one cannot be stored without the other.',
  );
  await act(HANDLER, 'decision', {
    findings: 'The recording has the promise of three years.',
    basis: 'Insurance sales measures, article 15',
    reasons: 'A promise that the contract does not hold misleads.',
    remedy: 'The contract is undone and the premium paid back.',
    forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
    outcome: 'upheld',
    cause: { first: 'sales', second: 'benefit-overstated' },
    redressFen: 1_200_000,
  });
  await tell(
    `The regulator looks on, so it cannot go out yet: ${await visitor.refusal(HANDLER, `/complaints/${id}/decision/notice`, { version: (await see()).case.version, way: 'phone', at: await visitor.now(), proof: 'recording-8' })}`,
  );
  await act('manager-bj', 'decision/verdict', { approve: true, reason: 'whole and clear' });
  await act(HANDLER, 'decision/notice', { way: 'phone', at: await visitor.now(), proof: 'recording-8' });
  await act(HANDLER, 'acceptance', { accepts: true, proof: 'recording-8' });
  await tell(`Read by another person, told, and accepted: the case is ${(await see()).case.stage}.`);
  say('\nIts history:');
  for (const { seq, at, type, data, hash } of (await see()).timeline) {
    const who = 'to' in data ? ` ${data.percent} % of ${data.clock}, to ${data.to}` : '';
    say(`  ${String(seq).padStart(2)}  ${inShanghai(at)}  ${(type + who).padEnd(52)} ${hash.slice(0, 8)}`);
  }
}
