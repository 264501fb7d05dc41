import { DEFAULT_CARRIER_REQUEST_SETTINGS } from '../../domain/carrier-request/settings.ts';
import { type Decision, writesOfDecision } from '../../domain/decision.ts';
import type { Cases } from '../../domain/ports.ts';
import { consentByLink } from '../../domain/pre-underwriting/consent.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import { type Facts, openPreUnderwriting } from '../../domain/pre-underwriting/open.ts';
import { sendRequests } from '../../domain/pre-underwriting/send.ts';
import {
  DEFAULT_PRE_UNDERWRITING_SETTINGS,
  type PreUnderwritingRules,
} from '../../domain/pre-underwriting/settings.ts';
import { SELLER } from '../support/people.ts';
import { INTAKE_AT, policyInput, RULES as TIME_RULES } from '../support/policies.ts';
import { later } from '../support/wall.ts';
import type { OpenedStore } from './opened.ts';

export const OPENED_AT = INTAKE_AT;
export const SENT_AT = later(OPENED_AT, { hours: 1 });

export const RULES: PreUnderwritingRules = {
  ...TIME_RULES,
  carriers: DEFAULT_CARRIER_REQUEST_SETTINGS,
  preUnderwriting: DEFAULT_PRE_UNDERWRITING_SETTINGS,
};

/** A name that no other test of the suite uses. */
export const fresh = (): string => `x${policyInput().number}`;

/** What makes one story another one. */
export interface Asked {
  branch: string;
  customerRef: string;
  carriers: readonly string[];
  deleteOn: string;
}

function factsOf(carriers: readonly string[]): Facts {
  return {
    applicant: { age: 41, sex: 'female', occupationClass: 1 },
    disclosure: {
      asked: ['Have you been in hospital in the last five years?'],
      heightCm: 165.5,
      fastingGlucose: 5.6,
      conditions: [{ code: 'thyroid-nodule', since: '2024-05-01' }],
      family: [],
      smoking: 'never',
      drinking: 'not-asked',
      tests: [{ name: '甲状腺超声', on: '2025-11-03', result: 'TI-RADS 3' }],
    },
    wanted: carriers.map((carrier) => ({ carrier, product: 'illness-1' })),
    sumInsuredFen: 50_000_000,
  };
}

/** Stores a decision and reads back the file that the next one is about. */
export async function saved(
  { transactions, cases }: OpenedStore,
  id: string,
  decision: Decision | 'same-again',
  at = SENT_AT,
): Promise<PreUnderwritingFile> {
  if (decision === 'same-again') throw new Error('the story expected something to change');
  await transactions.commit(writesOfDecision(decision, at));
  return fileOf(cases, id);
}

async function fileOf(cases: Cases, id: string): Promise<PreUnderwritingFile> {
  const matter = await cases.load('pre-underwriting', id);
  const requests = await Promise.all(matter.requests.map((one) => cases.load('carrier-request', one.id)));
  return { case: matter, requests, opinions: new Map() };
}

/** A request for opinions that is being prepared: nobody was asked yet. */
export async function prepared(store: OpenedStore, over: Partial<Asked> = {}): Promise<PreUnderwritingFile> {
  const name = fresh();
  const { branch = 'bj', customerRef = name, carriers = [fresh(), fresh()], deleteOn = '2026-09-01' } = over;
  const opening = {
    ...factsOf(carriers),
    id: `pu-${name}`,
    branch,
    brokerId: SELLER.id,
    customerRef,
    phone: '13900000001',
    purpose: 'opinions of carriers before an application',
    deleteOn,
  };
  return saved(store, opening.id, openPreUnderwriting(opening, SELLER, OPENED_AT, RULES), OPENED_AT);
}

/** The applicant has consented, and each carrier was asked. */
export async function sent(store: OpenedStore, over: Partial<Asked> = {}): Promise<PreUnderwritingFile> {
  const { case: matter } = await prepared(store, over);
  const consented = await saved(
    store,
    matter.id,
    consentByLink({ case: matter, requests: [], opinions: new Map() }, OPENED_AT, RULES),
  );
  const carriers = matter.wanted.map(({ carrier }) => carrier);
  const asking = {
    facts: factsOf(carriers),
    ids: new Map(carriers.map((carrier) => [carrier, `cr-${fresh()}`])),
  };
  return saved(store, matter.id, sendRequests(consented, asking, SELLER, SENT_AT, RULES));
}

/** Everything that can be erased of a story. */
export async function contentsOf({ cases }: OpenedStore, file: PreUnderwritingFile) {
  const ids = [file.case.id, ...file.requests.map(({ id }) => id)];
  return (await Promise.all(ids.map((id) => cases.contents(id)))).flat();
}
