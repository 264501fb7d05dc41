import type { DocumentType } from '../domain/documents.ts';
import { addDays, dateOf } from '../domain/time/calendar.ts';
import { openCases } from '../functions/wiring.ts';
import { BenchFailed, type LocalSystem } from './local-system.ts';

const BROKER = 'broker-bj-1';
const CARRIER = 'harbour-life';
const ASKED_FEN = 20_000_000;
const CLAUSE = '2.5';
const GROUND = 'exclusion-not-explained';
const POINT = { text: 'The exclusion stood among the definitions, without emphasis.', clauses: [CLAUSE] };
/** What the broker has to bring for a stay in hospital. */
const PAPERS: readonly DocumentType[] = [
  'decision-letter',
  'policy',
  'clauses',
  'mandate',
  'id-card',
  'discharge-summary',
  'receipts',
  'itemised-bill',
  'bank-account',
];

/** The carrier's reviewer at each level: the second is at the head office. */
const REVIEWERS = { 1: `reviewer-${CARRIER}`, 2: `reviewer-${CARRIER}-hq` } as const;
export type LevelNumber = keyof typeof REVIEWERS;

interface Seen {
  case: { stage: string; version: number; recovered?: { fen: number } };
  grounds: { code: string }[];
}

/** One refused claim as the people in it see it. Each looks at the case before deciding. */
export class Reconsideration {
  readonly id: string;
  readonly #local: LocalSystem;
  readonly #documents = new Map<DocumentType, string>();
  /** The path of the link to the last letter. */
  #letter = '';

  private constructor(id: string, local: LocalSystem) {
    this.id = id;
    this.#local = local;
  }

  /** A broker takes up a refused claim of a stay in hospital. @param eventDaysAgo when the insured event was known */
  static async open(index: number, eventDaysAgo: number, local: LocalSystem): Promise<Reconsideration> {
    const today = dateOf(local.now());
    const decidedOn = addDays(today, -6);
    const { id } = await local.ask<{ id: string }>(BROKER, 'POST', '/reconsiderations', {
      customerRef: `claimant-${index}`,
      contact: { phone: `135${String(index).padStart(8, '0')}` },
      decision: {
        of: 'claim',
        carrier: CARRIER,
        number: `CLAIM${index}`,
        line: 'other',
        claimKind: 'inpatient',
        result: 'refused',
        reasonCode: 'exclusion',
        clause: CLAUSE,
        askedFen: ASKED_FEN,
        givenFen: 0,
        decider: 'adjuster-9',
        decidedOn,
      },
      facts: {
        materialsReceivedOn: addDays(today, -30),
        decidedOn,
        noticeOn: addDays(today, -5),
        eventKnownOn: addDays(today, -eventDaysAgo),
      },
    });
    await local.system.quiet();
    return new Reconsideration(id, local);
  }

  #see(user: string): Promise<Seen> {
    return this.#local.ask(user, 'GET', `/reconsiderations/${this.id}`);
  }

  /** A command about the case as the person saw it. */
  async #act(user: string, what: string, body: object): Promise<void> {
    const { version } = (await this.#see(user)).case;
    await this.#local.ask(user, 'POST', `/reconsiderations/${this.id}/${what}`, { version, ...body });
    await this.#local.system.quiet();
  }

  async #bring(type: DocumentType): Promise<string> {
    const document = await this.#local.upload(BROKER, `/reconsiderations/${this.id}`, type);
    this.#documents.set(type, document);
    return document;
  }

  /** Every paper, the mandate and the frozen contract: an expert can judge. */
  async gather(): Promise<void> {
    for (const type of PAPERS) await this.#bring(type);
    await this.#act(BROKER, 'mandate', { document: this.#documents.get('mandate') });
    await this.#act(BROKER, 'snapshot', {
      takenOn: addDays(dateOf(this.#local.now()), -400),
      policy: { number: 'HOSP-1', sumInsuredFen: ASKED_FEN },
      clauses: [{ code: CLAUSE, title: 'Exclusions', text: 'Treatment outside the listed hospitals.' }],
      decisionLetter: this.#documents.get('decision-letter'),
    });
  }

  async agree(expert: string): Promise<void> {
    const checklist = await this.#checklist(expert, 'no');
    const link = this.#local.nextLink(this.id);
    await this.#act(expert, 'assessment', { verdict: 'agree', checklist, explanation: [POINT] });
    this.#letter = await link;
  }

  /** The customer reads the explanation and does not accept it. */
  async notAccepted(): Promise<void> {
    const { ask, system } = this.#local;
    await ask(undefined, 'GET', this.#letter);
    await ask(undefined, 'POST', this.#letter, { read: true });
    await ask(undefined, 'POST', this.#letter, { accepts: false, comment: 'nobody told me' });
    await system.quiet();
  }

  async contest(expert: string): Promise<void> {
    const checklist = await this.#checklist(expert, 'yes');
    const argument = [{ ...POINT, ground: GROUND }];
    await this.#act(expert, 'assessment', { verdict: 'contest', checklist, argument });
  }

  async #checklist(expert: string, found: 'yes' | 'no'): Promise<object> {
    const { grounds } = await this.#see(expert);
    return Object.fromEntries(
      grounds.map(({ code }) => [code, { answer: code === GROUND ? found : 'no', note: 'from the papers' }]),
    );
  }

  /** The reviewer finds the request in the queue. @returns its path */
  async #found(level: LevelNumber): Promise<string> {
    const { ask } = this.#local;
    const { items } = await ask<{ items: { id: string }[] }>(REVIEWERS[level], 'GET', '/carrier-requests');
    const [request] = items;
    if (request === undefined || items.length > 1) throw new BenchFailed('The carrier has another request.');
    return `/carrier-requests/${request.id}`;
  }

  /** The carrier asks for one more paper. */
  async want(level: LevelNumber, type: DocumentType): Promise<void> {
    const { ask, system } = this.#local;
    const path = await this.#found(level);
    const { version } = await ask<{ version: number }>(REVIEWERS[level], 'GET', path);
    const items = [{ type, text: 'please show it' }];
    await ask(REVIEWERS[level], 'POST', `${path}/material`, { version, items });
    await system.quiet();
  }

  async supply(type: DocumentType): Promise<void> {
    await this.#act(BROKER, 'evidence', { documents: [await this.#bring(type)] });
  }

  /** The reviewer reads the papers that decide it, and answers. */
  async answer(level: LevelNumber, decision: object): Promise<void> {
    const { ask, system } = this.#local;
    const path = await this.#found(level);
    await ask(REVIEWERS[level], 'GET', path);
    for (const type of ['decision-letter', 'discharge-summary'] as const) {
      const document = this.#documents.get(type);
      await ask(REVIEWERS[level], 'POST', `${path}/documents/${document}/view`, {});
    }
    await ask(REVIEWERS[level], 'POST', `${path}/answers`, { decision });
    await system.quiet();
  }

  level2(expert: string): Promise<void> {
    return this.#act(expert, 'level-2', {
      reason: 'the first reviewer left the clause out',
      argument: [POINT],
    });
  }

  settle(expert: string): Promise<void> {
    return this.#act(expert, 'settle', { explanation: [POINT] });
  }

  async pay(): Promise<void> {
    const { recovered } = (await this.#see(BROKER)).case;
    const paidOn = dateOf(this.#local.now());
    await this.#act(BROKER, 'payment', { paidOn, amountFen: recovered?.fen ?? 0 });
  }

  /** Lets time pass from due to due until it has happened so often in all. */
  async until(type: string, times: number): Promise<void> {
    const { system, moveTo } = this.#local;
    const cases = openCases(system.place);
    for (;;) {
      const history = await cases.history(this.id);
      if (history.filter((event) => event.type === type).length >= times) return;
      const { nextDueAt, stage } = await cases.load('reconsideration', this.id);
      if (nextDueAt === undefined) throw new BenchFailed(`${this.id} is ${stage} and ${type} never came.`);
      await moveTo(new Date(Date.parse(nextDueAt) + SECOND_MS));
    }
  }
}

const SECOND_MS = 1000; // Step Functions waits whole seconds

export const CHANGED = { outcome: 'changed', wording: '撤销原决定，全额赔付' };
export const IN_PART = { outcome: 'changed-in-part', amountFen: ASKED_FEN / 2, wording: '赔付一半' };
export const UPHELD = { outcome: 'upheld', reason: 'exclusion', clause: CLAUSE, wording: '维持原决定' };
