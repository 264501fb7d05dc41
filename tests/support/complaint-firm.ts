import type { ComplaintCase } from '../../domain/complaint/case.ts';
import type { Staff } from '../../domain/people.ts';
import { CONTENTS, HANDLER } from './complaint-story.ts';
import type { Firm } from './firm.ts';
import { BRANCH_MANAGER, HEAD_OFFICE } from './people.ts';
import { present } from './present.ts';

interface Changed {
  id: string;
  stage: string;
  version: number;
  outcome?: 'opened' | 'merged';
}

let customers = 0;

/** One complaint of a firm, everything done to it through the API. */
export class Grievance {
  readonly firm: Firm;
  readonly caseId: string;
  readonly filed: Record<string, unknown>;

  private constructor(firm: Firm, caseId: string, filed: Record<string, unknown>) {
    this.firm = firm;
    this.caseId = caseId;
    this.filed = filed;
  }

  static async file(firm: Firm, over: Record<string, unknown> = {}, by: Staff = HANDLER): Promise<Grievance> {
    customers += 1;
    const filed = {
      channel: 'hotline',
      receivedAt: firm.now.toISOString(),
      category: 'sales',
      statement: 'nobody told me of the waiting period',
      matter: { customerRef: `complainant-${customers}`, phone: '13900000088', line: 'life' },
      ...over,
    };
    const { id } = await firm.ask<Changed>(by, 'POST', '/complaints', filed);
    await firm.quiet();
    return new Grievance(firm, id, filed);
  }

  static async handling(...filed: Parameters<typeof Grievance.file>): Promise<Grievance> {
    const grievance = await Grievance.file(...filed);
    await grievance.calls();
    return grievance;
  }

  static async told(...filed: Parameters<typeof Grievance.file>): Promise<Grievance> {
    const grievance = await Grievance.handling(...filed);
    await grievance.decides();
    await grievance.isTold();
    return grievance;
  }

  get case(): Promise<ComplaintCase> {
    return this.firm.store.cases.load('complaint', this.caseId);
  }

  async stage(): Promise<string> {
    return (await this.case).stage;
  }

  types(): Promise<string[]> {
    return this.firm.types({ caseId: this.caseId });
  }

  get link(): string {
    return present(this.firm.links({ caseId: this.caseId }).at(-1));
  }

  statuses(): Promise<string[]> {
    return this.firm.statuses('complaint');
  }

  /** The states in which the first execution waited, each once in a row. */
  async waits(name = this.caseId): Promise<string[]> {
    const states = await this.firm.states(name, 'complaint');
    const waits = states.filter((state) => state.startsWith('Await'));
    return waits.filter((state, index) => state !== waits[index - 1]);
  }

  view<T = Record<string, unknown>>(by: Staff = HANDLER): Promise<T> {
    return this.firm.ask<T>(by, 'GET', `/complaints/${this.caseId}`);
  }

  /** A command under the version as it is now. */
  async command(by: Staff, what: string, body: object = {}): Promise<Changed> {
    const { version } = await this.case;
    const changed = await this.firm.ask<Changed>(by, 'POST', `/complaints/${this.caseId}/${what}`, {
      version,
      ...body,
    });
    await this.firm.quiet();
    return changed;
  }

  /** The same matter once more. */
  async again(over: Record<string, unknown> = {}, by: Staff = HANDLER): Promise<Changed> {
    const changed = await this.firm.ask<Changed>(by, 'POST', '/complaints', {
      ...this.filed,
      receivedAt: this.firm.now.toISOString(),
      newFacts: false,
      ...over,
    });
    await this.firm.quiet();
    return changed;
  }

  get notice() {
    return { way: 'post', at: this.firm.now.toISOString(), proof: 'receipt-1' };
  }

  calls = (by: Staff = HANDLER) => this.command(by, 'first-contact', { note: 'called' });
  classifies = (complexity: string, promisedOn?: string) =>
    this.command(HANDLER, 'classification', {
      complexity,
      reason: 'seen',
      ...(promisedOn === undefined ? {} : { promisedOn }),
    });
  settles = () =>
    this.command(HANDLER, 'settlement', { remedy: 'explained', cause: CONTENTS.cause, proof: 'recording-1' });
  decides = (by: Staff = HANDLER) => this.command(by, 'decision', CONTENTS);
  judges = (approve: boolean, by: Staff = BRANCH_MANAGER) =>
    this.command(by, 'decision/verdict', { approve, reason: 'read' });
  isTold = () => this.command(HANDLER, 'decision/notice', this.notice);
  isSent = () => this.command(HANDLER, 'decision/message');
  accepts = (accepts: boolean) => this.command(HANDLER, 'acceptance', { accepts, proof: 'recording-2' });
  withdraws = () => this.command(HANDLER, 'withdrawal', { proof: 'letter-1' });
  asksReview = (receivedAt = this.firm.now) =>
    this.command(HANDLER, 'review', { document: 'letter-2', receivedAt: receivedAt.toISOString() });
  reviews = (by: Staff = HEAD_OFFICE) =>
    this.command(by, 'review/decision', {
      result: 'confirmed',
      reasons: 'looked at it',
      notice: this.notice,
    });
  reopens = () =>
    this.command(BRANCH_MANAGER, 'reopening', {
      reason: 'a recording was found',
      receivedAt: this.firm.now.toISOString(),
    });

  /** The complainant, by the link of the message. */
  async says(word: object, link = this.link): Promise<void> {
    await this.firm.ask('customer', 'POST', link, word);
    await this.firm.quiet();
  }
}
