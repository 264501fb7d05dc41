import { createHash } from 'node:crypto';
import { CaseDocument, type DocumentType } from '../../domain/documents.ts';
import type { Staff } from '../../domain/people.ts';
import type { DisputedDecision, ReconsiderationCase } from '../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import type { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import type { Firm } from './firm.ts';
import { SELLER } from './people.ts';
import { present } from './present.ts';
import {
  CLAUSE,
  checklist,
  DISPUTED,
  EXPERT,
  HEAD_REVIEWER,
  REVIEWER,
  SECOND_EXPERT,
} from './reconsideration-story.ts';

let files = 0;

interface Changed {
  id: string;
  stage: string;
  version: number;
}

/** One reconsideration of a firm, everything done to it through the API. */
export class Dispute {
  readonly firm: Firm;
  readonly caseId: string;

  private constructor(firm: Firm, caseId: string) {
    this.firm = firm;
    this.caseId = caseId;
  }

  /** The broker files it. */
  static async file(
    firm: Firm,
    decision: DisputedDecision = DISPUTED,
    over: Record<string, unknown> = {},
    by: Staff = SELLER,
  ): Promise<Dispute> {
    await firm.store.policies.putCarrier({ id: decision.carrier, name: '甲险', products: {} });
    const { id } = await firm.ask<Changed>(by, 'POST', '/reconsiderations', {
      decision,
      customerRef: 'customer-of-a-dispute',
      contact: { phone: '13900000077' },
      ...over,
    });
    await firm.quiet();
    return new Dispute(firm, id);
  }

  /** Filed, with all evidence: an expert can judge. */
  static async assessing(...filed: Parameters<typeof Dispute.file>): Promise<Dispute> {
    const dispute = await Dispute.file(...filed);
    await dispute.gather();
    return dispute;
  }

  get case(): Promise<ReconsiderationCase> {
    return this.firm.store.cases.load('reconsideration', this.caseId);
  }

  async stage(): Promise<string> {
    return (await this.case).stage;
  }

  async types(): Promise<string[]> {
    return this.firm.types({ caseId: this.caseId });
  }

  timeline(): Promise<string[]> {
    return this.firm.timeline({ caseId: this.caseId });
  }

  get messages(): string[] {
    return this.firm.messages({ caseId: this.caseId });
  }

  statuses(): Promise<string[]> {
    return this.firm.statuses('reconsideration');
  }

  /** The names of the states that the first execution went through, without those of the routing between. */
  async waits(): Promise<string[]> {
    const states = await this.firm.states(this.caseId, 'reconsideration');
    return states.filter((state) => state.startsWith('Await'));
  }

  /** How many events the history of the first execution has, as Step Functions counts them. */
  async historyEvents(): Promise<number> {
    const executions = await this.firm.executions('reconsideration');
    const { arn } = present(executions.find(({ name }) => name === this.caseId));
    let count = 0;
    let nextToken: unknown;
    do {
      const page = await this.firm.engine.handleRequest('GetExecutionHistory', {
        executionArn: arn,
        maxResults: 1000,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      count += (page.events as unknown[]).length;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return count;
  }

  view<T = Record<string, unknown>>(by: Staff = EXPERT): Promise<T> {
    return this.firm.ask<T>(by, 'GET', `/reconsiderations/${this.caseId}`);
  }

  /** A command under the version as it is now. */
  async command(by: Staff, what: string, body: object): Promise<Changed> {
    const { version } = await this.case;
    const changed = await this.firm.ask<Changed>(by, 'POST', `/reconsiderations/${this.caseId}/${what}`, {
      version,
      ...body,
    });
    await this.firm.quiet();
    return changed;
  }

  // Evidence

  async announce(type: DocumentType): Promise<string> {
    files += 1;
    const bytes = pdf(`file ${files}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const claim = { type, media: 'application/pdf', bytes: bytes.byteLength, sha256 };
    const { document, uploadUrl } = await this.firm.ask<{ document: string; uploadUrl: string }>(
      SELLER,
      'POST',
      `/reconsiderations/${this.caseId}/documents`,
      claim,
    );
    this.#promised.set(document, { key: decodeURIComponent(new URL(uploadUrl).pathname.slice(1)), bytes });
    return document;
  }

  readonly #promised = new Map<string, { key: string; bytes: Uint8Array }>();

  /** Its bytes are put where the answer said, and the firm is told. */
  async arrives(document: string): Promise<void> {
    const { key, bytes } = present(this.#promised.get(document));
    await this.firm.files.put(key, bytes, 'application/pdf');
    await this.isStored(document);
  }

  async isStored(document: string): Promise<void> {
    await this.firm.ask(SELLER, 'POST', `/reconsiderations/${this.caseId}/documents/${document}/stored`, {});
    await this.firm.quiet();
  }

  async bring(type: DocumentType): Promise<string> {
    const document = await this.announce(type);
    await this.arrives(document);
    return document;
  }

  async document(type: DocumentType): Promise<string> {
    const { documents } = await this.case;
    return CaseDocument.parse(documents.find((document) => document.type === type)).id;
  }

  async freeze(
    over: Record<string, unknown> = { policy: { number: 'POL-1', premiumFen: 100 } },
  ): Promise<void> {
    await this.command(SELLER, 'snapshot', {
      takenOn: '2026-01-15',
      clauses: [{ code: CLAUSE, title: 'Illness that was there before', text: 'wording of the clause' }],
      decisionLetter: await this.document('decision-letter'),
      ...over,
    });
  }

  async gather(): Promise<void> {
    for (const type of missingEvidence(await this.case)) await this.bring(type);
    await this.command(SELLER, 'mandate', { document: await this.document('mandate') });
    await this.freeze();
  }

  // Experts

  async agree(by: Staff = EXPERT): Promise<void> {
    await this.command(by, 'assessment', {
      verdict: 'agree',
      checklist: checklist((await this.case).decision),
      explanation: [{ text: 'the illness was named in the report', clauses: [CLAUSE] }],
    });
  }

  async contest(by: Staff = EXPERT): Promise<void> {
    const { decision } = await this.case;
    const ground = decision.of === 'claim' ? 'ambiguous-wording' : 'new-evidence';
    await this.command(by, 'assessment', {
      verdict: 'contest',
      checklist: checklist(decision, ground),
      argument: [{ text: 'it can be read otherwise', clauses: [CLAUSE], ground }],
    });
  }

  async level2(
    second: object = { reason: 'the first reviewer left the report out' },
    by: Staff = EXPERT,
  ): Promise<void> {
    await this.command(by, 'level-2', second);
  }

  async settle(by: Staff = EXPERT): Promise<void> {
    await this.command(by, 'settle', {
      explanation: [{ text: 'the carrier stays with it', clauses: [CLAUSE] }],
    });
  }

  async reopen(by: Staff = SECOND_EXPERT): Promise<void> {
    await this.command(by, 'reopening', { reason: 'the hospital has corrected its report' });
  }

  // The carrier

  async requestId(): Promise<string> {
    return present((await this.case).levels.at(-1)).requestId;
  }

  async request() {
    return this.firm.store.cases.load('carrier-request', await this.requestId());
  }

  async #reviewer(): Promise<Staff> {
    return (await this.request()).headOfficeOnly ? HEAD_REVIEWER : REVIEWER;
  }

  async answers(decision: LevelAnswer, by?: Staff, requestId?: string): Promise<void> {
    const id = requestId ?? (await this.requestId());
    await this.firm.ask(by ?? (await this.#reviewer()), 'POST', `/carrier-requests/${id}/answers`, {
      decision,
    });
    await this.firm.quiet();
  }

  async wants(type: DocumentType = 'pathology'): Promise<void> {
    const { id, version } = await this.request();
    await this.firm.ask(await this.#reviewer(), 'POST', `/carrier-requests/${id}/material`, {
      version,
      items: [{ type, text: 'please show it' }],
    });
    await this.firm.quiet();
  }

  async supply(supply: object, by: Staff = SELLER): Promise<void> {
    await this.command(by, 'evidence', supply);
  }

  // The customer, the money

  get link(): string {
    return this.firm.link({ caseId: this.caseId });
  }

  async says(word: object, link: string = this.link): Promise<void> {
    await this.firm.ask('customer', 'POST', link, word);
    await this.firm.quiet();
  }

  async pays(amountFen: number, paidOn = dateOf(this.firm.now)): Promise<void> {
    await this.command(SELLER, 'payment', { amountFen, paidOn });
  }

  async withdraw(): Promise<void> {
    await this.command(SELLER, 'withdrawal', { document: await this.bring('other') });
  }
}

function pdf(text: string): Uint8Array {
  return new TextEncoder().encode(`%PDF-1.7 ${text}`);
}
