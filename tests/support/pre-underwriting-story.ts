import { createHash } from 'node:crypto';
import type { CarrierRequest, WantedItem } from '../../domain/carrier-request/case.ts';
import type { Answering } from '../../domain/carrier-request/commands.ts';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { DEFAULT_CARRIER_REQUEST_SETTINGS } from '../../domain/carrier-request/settings.ts';
import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import { CaseDraft, type Decision } from '../../domain/decision.ts';
import { announceDocument, keepDocument, type MatterCase } from '../../domain/document-events.ts';
import type { DocumentClaim, DocumentType, Found } from '../../domain/documents.ts';
import type { Staff } from '../../domain/people.ts';
import { advancePreUnderwriting } from '../../domain/pre-underwriting/advance.ts';
import {
  recordOpinion,
  type Supply,
  supplyOpinionMaterial,
  wantOpinionMaterial,
} from '../../domain/pre-underwriting/answers.ts';
import type { Disclosure, PreUnderwritingCase, Wanted } from '../../domain/pre-underwriting/case.ts';
import {
  choose,
  chooseNone,
  type Issued,
  linkPolicy,
  requote,
} from '../../domain/pre-underwriting/choose.ts';
import {
  askConsent,
  CUSTOMER,
  consentByForm,
  consentByLink,
  eraseCase,
  withdrawConsent,
} from '../../domain/pre-underwriting/consent.ts';
import { preUnderwritingDues } from '../../domain/pre-underwriting/dues.ts';
import { opinionOf, type PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import {
  type Facts,
  type Opening,
  openPreUnderwriting,
  reviseFacts,
} from '../../domain/pre-underwriting/open.ts';
import { sendRequests } from '../../domain/pre-underwriting/send.ts';
import {
  DEFAULT_PRE_UNDERWRITING_SETTINGS,
  type PreUnderwritingRules,
} from '../../domain/pre-underwriting/settings.ts';
import { reviewer, SELLER } from './people.ts';
import { RULES } from './policies.ts';
import { present } from './present.ts';
import { at, wall } from './wall.ts';

export const PU_RULES: PreUnderwritingRules = {
  calendar: RULES.calendar,
  callingHours: RULES.callingHours,
  quietHours: RULES.quietHours,
  carriers: DEFAULT_CARRIER_REQUEST_SETTINGS,
  preUnderwriting: DEFAULT_PRE_UNDERWRITING_SETTINGS,
};

/** A Monday; the next holiday is a month away. */
export const ASKED_AT = at('2026-03-02', '10:00');
export const DELETE_ON = '2026-12-31';

export const DISCLOSURE: Disclosure = {
  asked: ['Any illness in the last five years?'],
  heightCm: 172,
  weightKg: 70,
  conditions: [{ code: 'thyroid-nodule', since: '2024-05-01' }],
  family: [],
  smoking: 'never',
  drinking: 'not-asked',
  tests: [],
};

/** `carrier-a` and so on, each with the product `ci-1`. */
export function wantedOf(...carriers: (string | Wanted)[]): Wanted[] {
  return carriers.map((one) => (typeof one === 'string' ? { carrier: one, product: 'ci-1' } : one));
}

export function factsOf(over: Partial<Facts> = {}): Facts {
  return {
    applicant: { age: 41, sex: 'female', occupationClass: 2 },
    disclosure: DISCLOSURE,
    wanted: wantedOf('carrier-a', 'carrier-b'),
    sumInsuredFen: 50_000_000,
    ...over,
  };
}

let opened = 0;

export function openingOf(over: Partial<Opening> = {}): Opening {
  opened += 1;
  return {
    ...factsOf(),
    id: idOf('pu', `case ${opened}`),
    branch: 'bj',
    brokerId: SELLER.id,
    customerRef: `applicant-${opened}`,
    phone: '13900000007',
    purpose: 'To compare offers before an application.',
    deleteOn: DELETE_ON,
    ...over,
  };
}

export function idOf(kind: 'pu' | 'cr', text: string): string {
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
}

export const VALID_UNTIL = '2026-06-30';

export function standard(premiumFen = 800_000, over: Partial<Opinion> = {}): Opinion {
  return {
    conclusion: { is: 'standard' },
    premiumFen,
    validUntil: VALID_UNTIL,
    wording: 'Accepted at standard rates.',
    ...over,
  };
}

export const DECLINED: Opinion = { conclusion: { is: 'declined' }, wording: 'We cannot offer cover.' };

export const PATHOLOGY: WantedItem = { type: 'pathology', text: 'The report of the biopsy.' };

export function claimOf(type: DocumentType = 'check-up-report', sha256 = 'a'.repeat(64)): DocumentClaim {
  return { type, media: 'application/pdf', bytes: 1000, sha256 };
}

/** One case as its decisions make it, stored as the store would: what it and its requests hold, and what happened. */
export class PreUnderwritingStory {
  file: PreUnderwritingFile;
  now: Date;
  facts: Facts;
  readonly rules: PreUnderwritingRules;
  readonly histories = new Map<string, CaseEvent[]>();
  readonly messages: Message[] = [];
  /** Cases that decisions made beside this one, as a request that takes its place. */
  readonly others: PreUnderwritingCase[] = [];
  readonly decisions: Decision[] = [];
  readonly #contents = new Map<string, Content>();

  constructor(over: Partial<Opening> = {}, when: Date = ASKED_AT, rules = PU_RULES) {
    const opening = openingOf(over);
    this.now = when;
    this.rules = rules;
    this.facts = opening;
    const decision = openPreUnderwriting(opening, SELLER, when, rules);
    const made = present(decision.cases[0]).case as PreUnderwritingCase;
    this.file = { case: { ...made, version: 0, lastHash: '' }, requests: [], opinions: new Map() };
    this.take(decision);
  }

  get case(): PreUnderwritingCase {
    return this.file.case;
  }

  /** Everything that can be erased, of the case and of its requests. */
  get contents(): Content[] {
    const ids = new Set([this.case, ...this.file.requests].map(({ id }) => id));
    return [...this.#contents.values()].filter(({ caseId }) => ids.has(caseId));
  }

  get events(): CaseEvent[] {
    return this.histories.get(this.case.id) ?? [];
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** When and what, in Shanghai wall time: `2026-03-02 10:00 carriers-asked`. */
  get timeline(): string[] {
    return this.events.map(({ at: when, type, data }) =>
      [wall(when), type, ...('carrier' in data ? [String(data.carrier)] : [])].join(' '),
    );
  }

  request(carrier: string): CarrierRequest {
    return present(this.file.requests.find((request) => request.carrier === carrier));
  }

  content(caseId: string, name: string): Content | undefined {
    return this.#contents.get(`${caseId} ${name}`);
  }

  /** Stores a decision: only on the versions that it was made from. */
  take(decision: Decision): Decision {
    const before = new Map([this.case, ...this.file.requests].map(({ id, version }) => [id, version]));
    for (const { case: changed, expected } of decision.cases) {
      if ((before.get(changed.id) ?? 0) !== expected) throw new Error('made from another version');
    }
    this.decisions.push(decision);
    for (const event of decision.events) {
      this.histories.set(event.caseId, [...(this.histories.get(event.caseId) ?? []), event]);
    }
    for (const content of decision.contents) {
      this.#contents.set(`${content.caseId} ${content.name}`, content);
    }
    this.messages.push(...decision.messages);
    this.#putCases(decision);
    return decision;
  }

  #putCases(decision: Decision): void {
    let { case: matter } = this.file;
    const requests = new Map(this.file.requests.map((request) => [request.id, request]));
    for (const { case: changed } of decision.cases) {
      if (changed.kind === 'carrier-request') requests.set(changed.id, changed);
      else if (changed.kind !== 'pre-underwriting') throw new Error('a case of another kind');
      else if (changed.id === matter.id) matter = changed;
      else this.others.push(changed);
    }
    const opinions = [...requests.values()].flatMap(({ id, carrier, answers: [first] }) => {
      const content = first === undefined ? undefined : this.content(id, first.content);
      const opinion = content === undefined ? undefined : opinionOf(content);
      return opinion === undefined ? [] : [[carrier, opinion] as const];
    });
    this.file = { case: matter, requests: [...requests.values()], opinions: new Map(opinions) };
  }

  // Time

  advance(): Decision | undefined {
    const decision = advancePreUnderwriting(this.file, this.now, this.rules);
    return decision === undefined ? undefined : this.take(decision);
  }

  /** Lets time go by, each step at its due time, as the workflow does it. */
  until(moment: Date): this {
    for (;;) {
      const { nextDueAt } = this.case;
      if (nextDueAt === undefined || new Date(nextDueAt) > moment) break;
      this.now = new Date(Math.max(this.now.getTime(), Date.parse(nextDueAt)));
      if (this.advance() === undefined) throw new Error('nothing came of what was due');
    }
    this.now = moment;
    return this;
  }

  // Preparing

  document(claim: DocumentClaim = claimOf(), stored = true): string {
    const document = this.#withDocuments((draft) => announceDocument(draft, claim, SELLER.id).id);
    if (stored) this.stored(document, { bytes: claim.bytes, sha256: claim.sha256, media: claim.media });
    return document;
  }

  stored(document: string, found: Found | undefined): void {
    this.#withDocuments((draft) => keepDocument(draft, document, found));
  }

  #withDocuments<T>(change: (draft: CaseDraft<MatterCase>) => T): T {
    const draft = new CaseDraft<MatterCase>(this.case, SELLER, this.now);
    const changed = change(draft);
    const after = { ...this.file, case: draft.case } as PreUnderwritingFile;
    const nextDueAt = preUnderwritingDues(after, this.rules)[0]?.at;
    if (draft.isChanged) this.take(draft.finish({ nextDueAt, wakes: false }));
    return changed;
  }

  revise(over: Partial<Facts>): void {
    const facts = { ...this.facts, ...over };
    this.take(reviseFacts(this.file, facts, SELLER, this.now, this.rules));
    this.facts = facts;
  }

  askConsent(hasPhone = true): Decision {
    return this.take(askConsent(this.file, { hasPhone }, SELLER, this.now, this.rules));
  }

  consent(): Decision | 'same-again' {
    const decision = consentByLink(this.file, this.now, this.rules);
    return decision === 'same-again' ? decision : this.take(decision);
  }

  consentOnPaper(form: { document: string; carriers: readonly string[]; givenAt: string }): Decision {
    return this.take(consentByForm(this.file, form, SELLER, this.now, this.rules));
  }

  withdraw(): Decision | 'same-again' {
    const decision = withdrawConsent(
      this.file,
      this.contents,
      { way: 'link' },
      CUSTOMER,
      this.now,
      this.rules,
    );
    return decision === 'same-again' ? decision : this.take(decision);
  }

  erase(): Decision | undefined {
    const decision = eraseCase(this.file, this.contents, this.now, this.rules);
    return decision === undefined ? undefined : this.take(decision);
  }

  // Asking

  send(): Decision {
    const ids = new Map(
      this.case.wanted.map(({ carrier }) => [carrier, idOf('cr', `${this.case.id} ${carrier}`)]),
    );
    return this.take(sendRequests(this.file, { facts: this.facts, ids }, SELLER, this.now, this.rules));
  }

  answers(carrier: string, opinion: Opinion = standard(), by: Staff = reviewer(carrier)): Answering {
    const { id } = this.request(carrier);
    const { answering, decision } = recordOpinion(this.file, id, opinion, by, this.now, this.rules);
    if (decision !== undefined) this.take(decision);
    return answering;
  }

  wants(
    carrier: string,
    items: readonly WantedItem[] = [PATHOLOGY],
    by: Staff = reviewer(carrier),
  ): Decision {
    const { id } = this.request(carrier);
    return this.take(wantOpinionMaterial(this.file, id, items, by, this.now, this.rules));
  }

  supplies(...supplies: (Omit<Supply, 'requestId'> & { carrier: string })[]): Decision {
    const all = supplies.map(({ carrier, ...rest }) => ({ requestId: this.request(carrier).id, ...rest }));
    return this.take(supplyOpinionMaterial(this.file, all, SELLER, this.now, this.rules));
  }

  // Choosing

  chooses(carrier: string): Decision {
    return this.take(choose(this.file, this.request(carrier).id, SELLER, this.now, this.rules));
  }

  choosesNone(): Decision {
    return this.take(chooseNone(this.file, 'too dear', SELLER, this.now, this.rules));
  }

  requotes(over: Partial<Opening> = {}): Decision {
    return this.take(requote(this.file, openingOf(over), SELLER, this.now, this.rules));
  }

  links(issued: Issued): Decision {
    return this.take(linkPolicy(this.file, issued, SELLER, this.now, this.rules));
  }
}

/** Prepared, consented to by link and sent to these carriers. */
export function asked(...carriers: (string | Wanted)[]): PreUnderwritingStory {
  const story = new PreUnderwritingStory(carriers.length === 0 ? {} : { wanted: wantedOf(...carriers) });
  story.document();
  story.consent();
  story.send();
  return story;
}
