import { createHash } from 'node:crypto';

/** Who may read a planted value in the clear. */
export type PlantedKind =
  | 'contact' // a customer's name, number or address, a colleague's number: nobody, but by a reveal or in a message
  | 'health' // what an applicant disclosed: brokers, experts, and the carriers that were asked
  | 'statement'; // what a complainant said: who handles complaints

interface Named {
  name: string;
  phone: string;
  address?: string;
}

/**
 * Puts values that nobody could have written by chance into what the house is told, and knows them all: a value that
 * turns up where it should not is found by looking for its text.
 */
export class Planted {
  readonly #values = new Map<string, PlantedKind>();
  #count = 0;

  of(...kinds: readonly PlantedKind[]): string[] {
    return [...this.#values].filter(([, kind]) => kinds.includes(kind)).map(([value]) => value);
  }

  get size(): number {
    return this.#values.size;
  }

  /** The body with planted values in the places of personal ones. */
  into = (body: unknown): unknown => this.#into(body, '');

  #into(value: unknown, key: string): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#into(item, key));
    if (typeof value === 'object' && value !== null) {
      const record = value as Record<string, unknown>;
      const planted = Object.fromEntries(
        Object.entries(record).map(([name, member]) => [name, this.#into(member, name)]),
      );
      return key === 'customer' && 'phone' in record ? this.#named(planted as unknown as Named) : planted;
    }
    if (typeof value !== 'string') return value;
    switch (key) {
      case 'phone':
        return this.#keep(value, 'contact');
      case 'treatment':
        return this.#keep(this.#word('health'), 'health');
      case 'statement':
        return this.#keep(this.#word('statement'), 'statement');
      default:
        return value;
    }
  }

  #named(customer: Named): Named {
    const name = this.#keep(`诸葛${this.#word('name')}`, 'contact');
    return { ...customer, name, address: this.#keep(`样例市${this.#word('address')}`, 'contact') };
  }

  #keep(value: string, kind: PlantedKind): string {
    this.#values.set(value, kind);
    return value;
  }

  #word(of: string): string {
    this.#count += 1;
    return `${of}${createHash('sha256').update(`${of} ${this.#count}`).digest('hex').slice(0, 16)}`;
  }
}
