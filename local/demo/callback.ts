import { formatYuan } from '../../domain/money.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { samplePolicy } from '../sample/policies.ts';
import type { Visitor } from '../visitor.ts';
import { inShanghai, say, telling } from './telling.ts';

interface Amount {
  fen: number;
  yuan: string;
}

interface Line {
  payee: string;
  amounts: { held: Amount; paid: Amount };
}

interface Preview {
  totals: { lines: number; paid: Amount };
  held: { lines: number; amount: Amount };
}

/** The story of one policy with a problem, from its sale to the payout, as the people in it would tell it. */
export async function callbackStory(visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  say('\nThe story of a policy, its customer, and a commission that waits for the customer\n');

  const now = new Date(await visitor.now());
  // Another policy each time the story is told on the same data.
  const sample = samplePolicy(1, now);
  const number = `STORY${now.getTime()}`;
  const issuedOn = addDays(dateOf(now), -1);
  const policy = {
    ...sample,
    number,
    issuedOn,
    receiptOn: issuedOn,
    customer: {
      ...sample.customer,
      ref: `customer-${now.getTime()}`,
      phone: `137${String(now.getTime()).slice(-8)}`,
    },
  };
  const taken = await visitor.post<{ policyId: string; caseId: string; scope: string }>(
    'core',
    '/policies',
    policy,
  );
  await tell(
    `The core system hands in a universal life policy. It is in scope (${taken.scope}): ${taken.caseId} is opened,`,
  );
  await tell(
    `and the broker's commission of CNY ${formatYuan(policy.commission[0]?.amountFen ?? 0)} is held until the customer has been called back.`,
  );

  const invitation = await visitor.linkFor(taken.caseId);
  await tell(`The customer gets an SMS with a link: ${short(invitation)}`);
  const asked = await visitor.open<{ questions: { id: string; zh: string }[] }>(invitation);
  await tell(
    `The link asks ${asked.questions.length} questions. The customer says no to "${asked.questions[4]?.zh}"`,
  );
  const answers = Object.fromEntries(
    asked.questions.map(({ id }, index) => [id, index === 4 ? 'no' : 'yes']),
  );
  await visitor.answer(invitation, { answers });
  await visitor.quiet();

  let seen = await visitor.case(taken.caseId);
  await tell(
    `In the same write the case becomes a problem (${seen.case.problem?.categories.join(', ')}) and a customer's hold is placed.`,
  );
  await tell(`Next: ${seen.next?.who} must ${seen.next?.what}, by ${day(seen.next?.by)}.`);
  await tell(
    `Compliance tries to release the hold by hand: ${await visitor.refusal('compliance-1', `/holds/${taken.policyId}/release`, { type: 'callback-problem', reason: 'a favour' })}`,
  );

  await visitor.advance('P4D');
  seen = await visitor.case(taken.caseId);
  await tell(
    `Four days pass. The history says: ${seen.timeline
      .slice(-2)
      .map(({ type }) => type)
      .join(', ')}.`,
  );

  const remedied = await visitor.post<{ version: number }>('broker-bj-2', `/cases/${taken.caseId}/remedies`, {
    version: seen.case.version,
    done: 'Explained the surrender table line by line and left a copy.',
  });
  await visitor.intoOfficeHours();
  const first = await visitor.linkFor(taken.caseId);
  await tell(
    `The broker records the remedy (version ${remedied.version}). The customer is asked by a new link: ${short(first)}`,
  );
  await visitor.answer(first, { settled: false, comment: 'Still not clear to me.' });
  await visitor.quiet();
  await tell('The customer says: not settled. The hold stays, and round two begins.');

  seen = await visitor.case(taken.caseId);
  await visitor.post('broker-bj-2', `/cases/${taken.caseId}/remedies`, {
    version: seen.case.version,
    done: 'Met the customer together with the team leader.',
  });
  await visitor.intoOfficeHours();
  const second = await visitor.linkFor(taken.caseId);
  await tell(`The old link is dead now: ${await visitor.refusalOfLink(first, { settled: true })}`);
  await visitor.answer(second, { settled: true });
  await visitor.quiet();
  seen = await visitor.case(taken.caseId);
  await tell(
    `The customer says: settled. The case is ${seen.case.stage}, and in that same write the hold is gone.`,
  );

  await payout(taken.policyId, visitor);
  say('\nThe whole history, each line chained to the one before by its hash:');
  for (const event of (await visitor.case(taken.caseId)).timeline) {
    say(
      `  ${String(event.seq).padStart(2)}  ${inShanghai(event.at)}  ${event.type.padEnd(24)} ${who(event.by)}  ${event.hash.slice(0, 8)}`,
    );
  }
}

async function payout(policyId: string, visitor: Visitor): Promise<void> {
  const tell = telling(visitor);
  // A run pays what is available on the last day of its month: move past the cooling-off period and the month's end.
  await visitor.advance('P20D');
  const month = (await visitor.now()).slice(0, 7);
  const { totals, held } = await visitor.get<Preview>('head-office', `/payouts/${month}/preview`);
  await tell(`Dry run of ${month}: ${totals.lines} lines, CNY ${totals.paid.yuan}, would be paid;`);
  await tell(`${held.lines} lines, CNY ${held.amount.yuan}, are held, each with its reason.`);
  while ((await visitor.now()).slice(0, 7) === month) await visitor.advance('P3D');
  await visitor.advance('P1D');
  await visitor.post('head-office', `/payouts/${month}`, {});
  await visitor.quiet();
  const linesOf = async (): Promise<Line[]> =>
    (await visitor.get<{ items: Line[] }>('compliance-1', `/commissions/${policyId}`)).items;
  for (const { payee, amounts } of await linesOf()) {
    await tell(
      `The run of ${month} is done: ${payee} has CNY ${amounts.paid.yuan} paid, ${amounts.held.yuan} held.`,
    );
  }
  await visitor.post('head-office', `/payouts/${month}`, {});
  await visitor.quiet();
  const again = (await linesOf()).map(({ amounts }) => amounts.paid.yuan);
  await tell(`Started again, it pays nobody twice: still ${again.join(' and ')}.`);
}

const short = (link: string): string => `${link.slice(0, 46)}…`;
const day = (instant: string | undefined): string =>
  instant === undefined ? 'no date' : inShanghai(instant);
const who = (by: { kind: string; id?: string }): string => (by.id ?? by.kind).padEnd(18);
