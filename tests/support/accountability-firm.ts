import { createHash } from 'node:crypto';
import type { AccountabilityCase, AccountabilityLine } from '../../domain/accountability/case.ts';
import type { LineChoice, Verdict } from '../../domain/accountability/decide.ts';
import type { Responsible } from '../../domain/accountability/facts.ts';
import type { FindingSaid } from '../../domain/accountability/find.ts';
import { linesOf } from '../../domain/accountability/lines.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import type { ComplaintChannel } from '../../domain/complaint/channels.ts';
import type { Staff } from '../../domain/people.ts';
import { newMonthlyAccountability } from '../../functions/accountability/monthly.ts';
import { loadRun } from '../../functions/accountability/run.ts';
import { RULES } from '../../functions/wiring.ts';
import type { Firm } from './firm.ts';
import { COMPLIANCE, HEAD_OFFICE, staff } from './people.ts';
import { present } from './present.ts';

interface Changed {
  id: string;
  stage: string;
  version: number;
}

export const serviceOf = (branch: string): Staff => staff('complaint-handler', `service-${branch}`, branch);
export const managerOf = (branch: string): Staff => staff('branch-manager', `manager-${branch}`, branch);
export const brokerOf = (id: string, branch = 'bj'): Staff => staff('broker', id, branch);

let customers = 0;

/** Complaints of a firm, everything done to them through the API. */
export class Desk {
  readonly #firm: Firm;

  constructor(firm: Firm) {
    this.#firm = firm;
  }

  /** Taken down in its branch, and the complainant called. @returns its id */
  async takes(branch: string, channel: ComplaintChannel = 'hotline'): Promise<string> {
    customers += 1;
    const { id } = await this.#firm.ask<Changed>(serviceOf(branch), 'POST', '/complaints', {
      ...this.#said(channel),
      matter: { customerRef: `complainant-${customers}`, line: 'life', branch },
    });
    await this.#firm.quiet();
    await this.commands(id, serviceOf(branch), 'first-contact', { note: 'listened' });
    return id;
  }

  /** The same matter again, on this channel. */
  async hearsAgain(id: string, channel: ComplaintChannel): Promise<void> {
    const { branch, customerRef } = await this.case(id);
    await this.#firm.ask(serviceOf(branch), 'POST', '/complaints', {
      ...this.#said(channel),
      matter: { customerRef, line: 'life', branch },
    });
    await this.#firm.quiet();
  }

  #said(channel: ComplaintChannel): object {
    const receivedAt = this.#firm.now.toISOString();
    return {
      channel,
      receivedAt,
      category: 'sales',
      statement: 'It was not said that it has a waiting time.',
    };
  }

  async transfers(id: string): Promise<void> {
    const { branch } = await this.case(id);
    await this.commands(id, serviceOf(branch), 'transfer', { to: `unit-${branch}`, reason: 'about a claim' });
  }

  /** Taken down, transferred, and the people named. @returns its id */
  async transferred(
    branch: string,
    people: readonly Responsible[],
    channel: ComplaintChannel = 'hotline',
  ): Promise<string> {
    const id = await this.takes(branch, channel);
    await this.transfers(id);
    await this.names(id, people);
    return id;
  }

  names(id: string, people: readonly object[], by: Staff = COMPLIANCE): Promise<void> {
    return this.commands(id, by, 'responsible', { people });
  }

  /** The document that shows it is brought first. */
  async finds(id: string, fault: string, handler: string): Promise<void> {
    const { branch } = await this.case(id);
    const evidence = await upload(this.#firm, serviceOf(branch), `/complaints/${id}`);
    await this.commands(id, COMPLIANCE, 'desk-faults', { fault, handler, evidence });
  }

  async commands(id: string, by: Staff, what: string, body: object): Promise<void> {
    const { version } = await this.case(id);
    await this.#firm.ask(by, 'POST', `/complaints/${id}/${what}`, { version, ...body });
    await this.#firm.quiet();
  }

  case(id: string): Promise<ComplaintCase> {
    return this.#firm.store.cases.load('complaint', id);
  }
}

/** The run of a month of a firm. */
export class MonthlyRun {
  readonly firm: Firm;
  readonly month: string;

  constructor(firm: Firm, month: string) {
    this.firm = firm;
    this.month = month;
  }

  get id(): string {
    return `ac-${this.month}`;
  }

  get #path(): string {
    return `/accountability/${this.month}`;
  }

  /** As the schedule does it on the 21st. */
  async comesDue(): Promise<void> {
    const { cases, transactions } = this.firm.store;
    const clock = this.firm.engine.clock;
    await newMonthlyAccountability({ cases, transactions, clock, rules: RULES })({});
    await this.firm.quiet();
  }

  async isAskedFor(by: Staff = HEAD_OFFICE): Promise<void> {
    await this.firm.ask(by, 'POST', this.#path, {});
    await this.firm.quiet();
  }

  get case(): Promise<AccountabilityCase> {
    return this.firm.store.cases.load('accountability', this.id);
  }

  async stage(): Promise<string> {
    return (await this.case).stage;
  }

  async lines(): Promise<AccountabilityLine[]> {
    return linesOf((await loadRun({ cases: this.firm.store.cases }, this.id)).file);
  }

  /** Of one person. */
  async line(person: string): Promise<AccountabilityLine> {
    return present((await this.lines()).find((line) => line.person === person));
  }

  async finds(
    branch: string,
    finding: FindingSaid = { says: 'liable' },
    by = serviceOf(branch),
  ): Promise<void> {
    await this.#command(by, 'findings', { lines: 'all', finding });
  }

  async decides(
    verdict: Verdict = { outcome: 'confirmed' },
    lines: LineChoice = 'all',
    by = HEAD_OFFICE,
  ): Promise<void> {
    await this.#command(by, 'decisions', { lines, verdict });
  }

  /** With a proof of one's own. */
  async objects(person: string): Promise<void> {
    const by = brokerOf(person);
    const { id: line } = await this.line(person);
    const documents = [await upload(this.firm, by, this.#path)];
    await this.firm.ask(by, 'POST', `${this.#path}/objections`, {
      line,
      text: 'I was on leave when it was promised.',
      documents,
    });
    await this.firm.quiet();
  }

  async redecides(person: string, verdict: Verdict, by = COMPLIANCE): Promise<void> {
    const { id: line } = await this.line(person);
    await this.#command(by, 'objections/verdict', { line, verdict });
  }

  view<T>(by: Staff): Promise<T> {
    return this.firm.ask<T>(by, 'GET', this.#path);
  }

  types(): Promise<string[]> {
    return this.firm.types({ caseId: this.id });
  }

  timeline(): Promise<string[]> {
    return this.firm.timeline({ caseId: this.id });
  }

  statuses(): Promise<string[]> {
    return this.firm.statuses('accountability');
  }

  /** The four files as they lie there, by their keys. */
  async files(): Promise<Record<string, string>> {
    const { statements } = await this.case;
    const texts: Record<string, string> = {};
    for (const { key } of statements) {
      const pieces: Uint8Array[] = [];
      for await (const piece of await this.firm.files.read(key)) pieces.push(piece);
      texts[key] = Buffer.concat(pieces).toString();
    }
    return texts;
  }

  async #command(by: Staff, what: string, body: object): Promise<void> {
    const { version } = await this.case;
    await this.firm.ask(by, 'POST', `${this.#path}/${what}`, { version, ...body });
    await this.firm.quiet();
  }
}

let uploads = 0;

/** Announced, put where the answer said, and told. @returns its id */
async function upload(firm: Firm, by: Staff, path: string): Promise<string> {
  uploads += 1;
  const bytes = new TextEncoder().encode(`%PDF-1.7 proof ${uploads}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { document, uploadUrl } = await firm.ask<{ document: string; uploadUrl: string }>(
    by,
    'POST',
    `${path}/documents`,
    { type: 'other', media: 'application/pdf', bytes: bytes.byteLength, sha256 },
  );
  await firm.files.put(decodeURIComponent(new URL(uploadUrl).pathname.slice(1)), bytes, 'application/pdf');
  await firm.ask(by, 'POST', `${path}/documents/${document}/stored`, {});
  await firm.quiet();
  return document;
}
