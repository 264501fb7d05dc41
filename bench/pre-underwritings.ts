import type { Conclusion } from '../domain/carrier-request/conclusion.ts';
import { addDays, dateOf } from '../domain/time/calendar.ts';
import type { LocalSystem } from './local-system.ts';

const BROKER = 'broker-bj-1';
const PRODUCT = 'ci';

/** Carriers that only the bench knows: the sample has five. */
export const CARRIERS = Array.from({ length: 10 }, (_, index) => `carrier-${index + 1}`);

interface Wish {
  carrier: string;
  answerWithinWorkingDays?: number;
}

interface Seen {
  case: { stage: string; version: number };
  requests: { id: string; carrier: string }[];
  comparisons: { answered: string[]; silent: string[] }[];
}

export async function addCarriers({ ask, system }: LocalSystem): Promise<void> {
  for (const carrier of CARRIERS) {
    const products = { [PRODUCT]: { name: '重疾险', class: 'critical-illness' } };
    await ask('core', 'PUT', `/carriers/${carrier}`, { name: `${carrier} (invented)`, products });
  }
  await system.quiet();
}

/** One applicant as the people in the case see it. Each looks at it before deciding. */
export class PreUnderwriting {
  readonly id: string;
  readonly #local: LocalSystem;
  /** Of the request to each carrier. */
  readonly #requests = new Map<string, string>();

  private constructor(id: string, local: LocalSystem) {
    this.id = id;
    this.#local = local;
  }

  /** A broker prepares it with one document. What was disclosed is kept for `keptDays`. */
  static async prepare(
    index: number,
    wishes: readonly Wish[],
    keptDays: number,
    local: LocalSystem,
  ): Promise<PreUnderwriting> {
    const { id } = await local.ask<{ id: string }>(BROKER, 'POST', '/pre-underwriting', {
      ...DISCLOSED,
      customerRef: `applicant-${index}`,
      phone: `136${String(index).padStart(8, '0')}`,
      wanted: wishes.map((wish) => ({ product: PRODUCT, ...wish })),
      deleteOn: addDays(dateOf(local.now()), keptDays),
    });
    await local.upload(BROKER, `/pre-underwriting/${id}`, 'check-up-report');
    return new PreUnderwriting(id, local);
  }

  see(): Promise<Seen> {
    return this.#local.ask(BROKER, 'GET', `/pre-underwriting/${this.id}`);
  }

  /** A command about the case as the broker saw it. */
  async #act(what: string, body: object = {}): Promise<void> {
    const { version } = (await this.see()).case;
    await this.#local.ask(BROKER, 'POST', `/pre-underwriting/${this.id}/${what}`, { version, ...body });
  }

  /** The applicant consents by link, and all carriers are asked. */
  async send(): Promise<void> {
    const { ask, nextLink, system } = this.#local;
    const link = nextLink(this.id);
    await this.#act('consent-request');
    await ask(undefined, 'GET', await link);
    await ask(undefined, 'POST', await link, { consents: true });
    await this.#act('requests');
    await system.quiet();
    for (const { carrier, id } of (await this.see()).requests) this.#requests.set(carrier, id);
  }

  /** A reviewer finds the request in the queue, looks at its documents and answers. */
  async answer(carrier: string, conclusion: Conclusion): Promise<void> {
    const { ask, now, system } = this.#local;
    const reviewer = `reviewer@${carrier}`;
    const request = `/carrier-requests/${this.#requests.get(carrier)}`;
    await ask(reviewer, 'GET', '/carrier-requests');
    const { documents } = await ask<{ documents: { id: string }[] }>(reviewer, 'GET', request);
    for (const { id } of documents) await ask(reviewer, 'POST', `${request}/documents/${id}/view`, {});
    const opinion = { conclusion, ...offerOf(conclusion, now()) };
    await ask(reviewer, 'POST', `${request}/answers`, { opinion });
    await system.quiet();
  }

  /** The broker looks at the comparison and chooses. */
  async choose(carrier: string): Promise<void> {
    await this.#act('choice', { requestId: this.#requests.get(carrier) });
    await this.#local.system.quiet();
  }

  async chooseNone(): Promise<void> {
    await this.#act('no-choice', { reason: 'the client takes none' });
    await this.#local.system.quiet();
  }
}

const DISCLOSED = {
  applicant: { age: 38, sex: 'female', occupationClass: 2 },
  disclosure: {
    asked: ['Any thyroid finding in the last five years?', 'Any stay in hospital in the last two years?'],
    heightCm: 165,
    weightKg: 58,
    conditions: [{ code: 'thyroid-nodule', since: '2025-03-01', treatment: 'ultrasound once a year' }],
    family: [],
    smoking: 'never',
    tests: [{ name: 'thyroid ultrasound', on: '2025-05-10', result: 'TI-RADS 3, 6 mm' }],
  },
  sumInsuredFen: 50_000_000,
  purpose: 'an underwriting opinion before an application',
};

function offerOf({ is }: Conclusion, now: Date): Record<string, unknown> {
  if (is === 'declined' || is === 'postponed') return { wording: '暂不承保' };
  return { premiumFen: 712_000, wording: '承保', validUntil: addDays(dateOf(now), 90) };
}

const THYROID = { code: 'thyroid-cancer', wording: '除外甲状腺恶性肿瘤及其转移' };

/** What carriers say to the same risk, one after the other. */
const CONCLUSIONS: readonly Conclusion[] = [
  { is: 'standard' },
  { is: 'on-terms', extra: { by: 'percent', percent: 50 }, exclusions: [] },
  { is: 'on-terms', exclusions: [THYROID] },
  { is: 'declined' },
  { is: 'postponed', months: 6 },
];

export function conclusionOf(index: number): Conclusion {
  return CONCLUSIONS[index % CONCLUSIONS.length] ?? { is: 'declined' };
}
