import { type Decision, writesOfDecision } from '../../domain/decision.ts';
import { consentByLink } from '../../domain/pre-underwriting/consent.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import { openPreUnderwriting } from '../../domain/pre-underwriting/open.ts';
import { sendRequests } from '../../domain/pre-underwriting/send.ts';
import { SELLER } from '../support/people.ts';
import { policyInput } from '../support/policies.ts';
import {
  ASKED_AT,
  DISCLOSURE,
  factsOf,
  idOf,
  openingOf,
  PU_RULES,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import type { OpenedStore } from './opened.ts';

export { ASKED_AT as SENT_AT, PU_RULES as RULES };

/** What of a store a story needs. */
type Store = Pick<OpenedStore, 'transactions' | 'cases'>;

/** A name that no other test of the suite uses. */
export const fresh = (): string => `x${policyInput().number}`;

/** What makes one story another one. */
export interface Asked {
  branch?: string;
  customerRef?: string;
  carriers?: readonly string[];
}

/** Measures that are no whole numbers: what is read back must have the hash of what was stored. */
export const MEASURED = { heightCm: 165.5, fastingGlucose: 5.6 };

const factsTo = (carriers: readonly string[]) =>
  factsOf({ disclosure: { ...DISCLOSURE, ...MEASURED }, wanted: wantedOf(...carriers) });

/** Stores a decision and reads back what the next one is about: every step goes through the store. */
export async function saved(
  { transactions, cases }: Store,
  id: string,
  decision: Decision | 'same-again',
  at = ASKED_AT,
): Promise<PreUnderwritingFile> {
  if (decision === 'same-again') throw new Error('the story expected something to change');
  await transactions.commit(writesOfDecision(decision, at));
  const matter = await cases.load('pre-underwriting', id);
  const requests = await Promise.all(matter.requests.map((one) => cases.load('carrier-request', one.id)));
  return { case: matter, requests, opinions: new Map() };
}

/** A request for opinions that is being prepared: nobody was asked yet. */
export function prepared(store: Store, over: Asked = {}): Promise<PreUnderwritingFile> {
  const { branch = 'bj', customerRef = fresh(), carriers = [fresh(), fresh()] } = over;
  const opening = openingOf({ ...factsTo(carriers), branch, customerRef });
  return saved(store, opening.id, openPreUnderwriting(opening, SELLER, ASKED_AT, PU_RULES));
}

/** The applicant has consented, and each carrier was asked. */
export async function sent(store: Store, over: Asked = {}): Promise<PreUnderwritingFile> {
  const file = await prepared(store, over);
  const { id } = file.case;
  const carriers = file.case.wanted.map(({ carrier }) => carrier);
  const consented = await saved(store, id, consentByLink(file, ASKED_AT, PU_RULES));
  const asking = {
    facts: factsTo(carriers),
    ids: new Map(carriers.map((carrier) => [carrier, idOf('cr', `${id} ${carrier}`)])),
  };
  return saved(store, id, sendRequests(consented, asking, SELLER, ASKED_AT, PU_RULES));
}

/** Everything that can be erased of a story. */
export async function contentsOf({ cases }: Store, file: PreUnderwritingFile) {
  const ids = [file.case.id, ...file.requests.map(({ id }) => id)];
  return (await Promise.all(ids.map((id) => cases.contents(id)))).flat();
}
