import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import { NonNegativeFen } from '../money.ts';
import { Id, type Staff } from '../people.ts';
import { DateText, dateOf } from '../time/calendar.ts';
import { offeredFen } from './amounts.ts';
import type { ReconsiderationFile } from './case.ts';
import { mustBeExpert, mustBeIn } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import { legalClocks } from './legal-clocks.ts';
import { letterToSend, sendLetter, tellCustomer, writeLetter } from './letters.ts';
import { mustLead, Points } from './points.ts';
import type { ReconsiderationRules } from './settings.ts';

/** What the carrier offers is agreed on, from today; the payment is followed. Cover that changed has none: it ends. */
export function agree(draft: ReconsiderationDraft): void {
  const { decision, recovered, facts } = draft.case;
  if (decision.askedFen === undefined) {
    draft.close('changed');
    return;
  }
  const fen = (recovered?.fen ?? 0) + offeredFen(draft.case);
  const agreedOn = dateOf(draft.at);
  const { paidOn: _earlier, ...dates } = facts;
  draft.moveTo(
    'awaiting-payment',
    'payment-agreed',
    { agreedOn, recoveredFen: fen },
    {
      recovered: { fen, paidFen: recovered?.paidFen ?? 0, agreedOn, lateNoticed: 0 },
      facts: { ...dates, agreedOn },
    },
  );
}

export const Settlement = z.strictObject({
  /** What the customer is told, in plain words. */
  explanation: Points,
});
export type Settlement = z.infer<typeof Settlement>;

/**
 * The expert lets the carrier's answer be the last: upheld, and the customer gets the letter with the next forums;
 * changed in part, and the payment is followed, the letter going with it.
 */
export function settle(
  file: ReconsiderationFile,
  { explanation }: Settlement,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'deciding');
  mustBeExpert(matter, by);
  mustLead(matter, explanation, 'explanation');
  const draft = new ReconsiderationDraft(file, by, now, rules);
  draft.record('settled', {
    outcome: matter.levels.at(-1)?.outcome ?? 'upheld',
    offeredFen: offeredFen(matter),
  });
  if (offeredFen(matter) === 0) {
    tellCustomer(draft, 'outcome', explanation);
    return draft.finish({ wakes: true });
  }
  agree(draft);
  const { hash, letters } = writeLetter(draft, 'outcome', explanation);
  draft.record('letter-written', { letter: letters.length, kind: 'outcome', hash }, { letters });
  return draft.finish({ wakes: true });
}

export const Payment = z.strictObject({
  amountFen: NonNegativeFen,
  paidOn: DateText,
  /** The proof of it, a stored document of the case. */
  document: z.optional(Id),
});
export type Payment = z.infer<typeof Payment>;

/** The money has come: the end. @throws Invalid for another amount than was agreed on, or a day that cannot be */
export function recordPayment(
  file: ReconsiderationFile,
  { amountFen, paidOn, document }: Payment,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'awaiting-payment');
  const { recovered, facts } = matter;
  if (document !== undefined) storedDocuments(matter.documents, [document], 'document');
  const fen = recovered?.fen ?? 0;
  const outstanding = fen - (recovered?.paidFen ?? 0);
  const agreedOn = recovered?.agreedOn ?? dateOf(now);
  const faults: FieldFault[] = [
    ...(amountFen === outstanding ? [] : [{ field: 'amountFen', reason: 'is not what was agreed on' }]),
    ...(paidOn > dateOf(now) ? [{ field: 'paidOn', reason: 'is ahead' }] : []),
    ...(paidOn < agreedOn ? [{ field: 'paidOn', reason: `is before the agreement of ${agreedOn}` }] : []),
  ];
  if (faults.length > 0) throw new Invalid('The payment does not fit the agreement.', faults);
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const paid = { ...facts, paidOn };
  const clock = legalClocks(paid, rules.calendar, now).find(({ name }) => name === 'claim-payment');
  draft.record(
    'payment-recorded',
    { amountFen, paidOn, late: clock?.state === 'missed', ...(document === undefined ? {} : { document }) },
    {
      facts: paid,
      recovered: { fen, paidFen: fen, agreedOn, paidOn, lateNoticed: recovered?.lateNoticed ?? 0 },
    },
  );
  // Of the same night: the letter must not be lost with the end of the case.
  if (letterToSend(matter) !== undefined) sendLetter(draft);
  draft.close('changed');
  return draft.finish({ wakes: true });
}
