import { createHash } from 'node:crypto';
import { caseIndexKeys } from '../../adapters/dynamodb/keys.ts';
import type { CarrierRequest, WantedItem } from '../../domain/carrier-request/case.ts';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import type { DocumentType } from '../../domain/documents.ts';
import type { Staff } from '../../domain/people.ts';
import type { PreUnderwritingCase, Wanted } from '../../domain/pre-underwriting/case.ts';
import type { Firm, FirmOptions } from './firm.ts';
import { openFirm } from './firm.ts';
import { reviewer, SELLER } from './people.ts';
import { DELETE_ON, factsOf, PATHOLOGY, standard, wantedOf } from './pre-underwriting-story.ts';
import { present } from './present.ts';

export const REPORT = Buffer.from('%PDF-1.7\nan invented check-up report\n');

/** A firm that sells `ci-1` of so many carriers. */
export async function firmWith(carriers: readonly string[], options: FirmOptions = {}): Promise<Firm> {
  const firm = await openFirm(options);
  for (const id of carriers) await sells(firm, id);
  return firm;
}

export async function sells(firm: Firm, id: string): Promise<void> {
  const product = { name: 'critical illness 1', class: 'critical-illness' } as const;
  await firm.store.policies.putCarrier({ id, name: `Insurer ${id}`, products: { 'ci-1': product } });
}

export function openingInput(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...factsOf(),
    customerRef: 'applicant-1',
    phone: '13900000007',
    purpose: 'To compare offers before an application.',
    deleteOn: DELETE_ON,
    ...over,
  };
}

export function claimFor(bytes: Uint8Array, type: DocumentType = 'check-up-report'): Record<string, unknown> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { type, media: 'application/pdf', bytes: bytes.length, sha256 };
}

/** One case at a firm, as its people see it: everything goes over the routes. */
export class Asked {
  readonly firm: Firm;
  readonly caseId: string;
  readonly by: Staff;
  /** Where its documents lie. */
  readonly files: string[] = [];

  constructor(firm: Firm, caseId: string, by: Staff) {
    this.firm = firm;
    this.caseId = caseId;
    this.by = by;
  }

  get path(): string {
    return `/pre-underwriting/${this.caseId}`;
  }

  case(): Promise<PreUnderwritingCase> {
    return this.firm.store.cases.load('pre-underwriting', this.caseId);
  }

  async requestId(carrier: string): Promise<string> {
    const { requests } = await this.case();
    return present(requests.find((request) => request.carrier === carrier)).id;
  }

  async request(carrier: string): Promise<CarrierRequest> {
    return this.firm.store.cases.load('carrier-request', await this.requestId(carrier));
  }

  async view<T = Record<string, unknown>>(by: Staff = this.by): Promise<T> {
    return this.firm.ask<T>(by, 'GET', this.path);
  }

  /** As the carrier's reviewer sees it. */
  async packet<T = Record<string, unknown>>(carrier: string, by = reviewer(carrier)): Promise<T> {
    return this.firm.ask<T>(by, 'GET', `/carrier-requests/${await this.requestId(carrier)}`);
  }

  async command<T = Record<string, unknown>>(
    what: string,
    body: object = {},
    by: Staff = this.by,
  ): Promise<T> {
    const { version } = await this.case();
    const answer = await this.firm.ask<T>(by, 'POST', `${this.path}/${what}`, { version, ...body });
    await this.firm.quiet();
    return answer;
  }

  /** Announces it and says where its bytes go. */
  async announce(claim: Record<string, unknown>): Promise<{ document: string; key: string }> {
    const { document, uploadUrl } = await this.firm.ask<{ document: string; uploadUrl: string }>(
      this.by,
      'POST',
      `${this.path}/documents`,
      claim,
    );
    const key = decodeURIComponent(new URL(uploadUrl).pathname.slice(1));
    this.files.push(key);
    return { document, key };
  }

  stored(document: string): Promise<unknown> {
    return this.firm.ask(this.by, 'POST', `${this.path}/documents/${document}/stored`);
  }

  async document(type: DocumentType = 'check-up-report', bytes: Uint8Array = REPORT): Promise<string> {
    const { document, key } = await this.announce(claimFor(bytes, type));
    await this.firm.files.put(key, bytes, 'application/pdf');
    await this.stored(document);
    return document;
  }

  /** Path of the newest link that the applicant was sent. */
  link(): string {
    const sent = this.firm.sms.sent.filter(({ id }) => id.startsWith(`${this.caseId}.`));
    return new URL(present(sent.at(-1)?.parameters.link)).pathname;
  }

  async says(word: object, link = this.link()): Promise<{ state: string }> {
    const answer = await this.firm.ask<{ state: string }>('customer', 'POST', link, word);
    await this.firm.quiet();
    return answer;
  }

  async consents(): Promise<void> {
    await this.command('consent-request');
    await this.says({ consents: true });
  }

  async send(): Promise<void> {
    await this.command('requests');
  }

  async answers(
    carrier: string,
    opinion: Opinion = standard(),
    by: Staff = reviewer(carrier),
  ): Promise<void> {
    await this.firm.ask(by, 'POST', `/carrier-requests/${await this.requestId(carrier)}/answers`, {
      opinion,
    });
    await this.firm.quiet();
  }

  async wants(carrier: string, items: readonly WantedItem[] = [PATHOLOGY]): Promise<void> {
    const { id, version } = await this.request(carrier);
    await this.firm.ask(reviewer(carrier), 'POST', `/carrier-requests/${id}/material`, { version, items });
    await this.firm.quiet();
  }

  async supplies(carrier: string, supply: { documents?: string[]; note?: string }): Promise<void> {
    await this.command('material', { supplies: [{ requestId: await this.requestId(carrier), ...supply }] });
  }

  async chooses(carrier: string): Promise<void> {
    await this.command('choice', { requestId: await this.requestId(carrier) });
  }

  types(): Promise<string[]> {
    return this.firm.types(this);
  }

  statuses(): Promise<string[]> {
    return this.firm.statuses('pre-underwriting');
  }

  /** Notices of a carrier's own events, in order. */
  told(carrier: string): string[] {
    return this.firm.notices.published.flatMap(({ attributes }) =>
      attributes.carrier === carrier ? [present(attributes.notice)] : [],
    );
  }
}

/** Every row of the cases table that can be read, with the keys by which it is found. */
export async function everythingStored({ store: { cases } }: Firm): Promise<string> {
  const rows: unknown[] = [];
  const { items } = await cases.all();
  for (const record of items) {
    const { id, wait } = record;
    const waits = await Promise.all([...Array(wait + 1).keys()].map((number) => cases.wait(id, number)));
    rows.push(record, caseIndexKeys(record), waits);
    rows.push(await cases.history(id), await cases.contents(id), await cases.messages(id));
  }
  return JSON.stringify(rows);
}

/** Opened by the broker, nothing done yet. */
export async function prepared(
  firm: Firm,
  over: Record<string, unknown> = {},
  by: Staff = SELLER,
): Promise<Asked> {
  const { id } = await firm.ask<{ id: string }>(by, 'POST', '/pre-underwriting', openingInput(over));
  await firm.quiet();
  return new Asked(firm, id, by);
}

/** Opened with a report, consented to by link and sent. */
export async function sentTo(
  firm: Firm,
  carriers: readonly (string | Wanted)[],
  over: Record<string, unknown> = {},
  by: Staff = SELLER,
): Promise<Asked> {
  const asked = await prepared(firm, { wanted: wantedOf(...carriers), ...over }, by);
  await asked.document();
  await asked.consents();
  await asked.send();
  return asked;
}
