import type { Staff } from '../../domain/people.ts';

/** Who may get to see a text that carries a marker. Head office, compliance, experts and the core system see all. */
export interface Reach {
  branch?: string;
  /** Brokers: the seller, and who is paid. */
  people: readonly string[];
  carriers: readonly string[];
  /** Health data: of the firm, brokers and experts only. */
  health?: true;
  /** Customers' links of these cases. */
  cases: readonly string[];
}

const MARKER = /mk(\d+)x/g;

/** Unique words put into everything that is generated, so that a byte in the wrong hands is known by its owner. */
export class Markers {
  readonly #reach: (Reach | undefined)[] = [];
  /** Who of the staff said it first. */
  readonly #first = new Map<string, string>();

  /** @returns a word of letters and digits */
  plant(reach: Partial<Reach>): string {
    this.#reach.push({ people: [], carriers: [], cases: [], ...reach });
    return `mk${this.#reach.length}x`;
  }

  /** More may see it from now on; what is nobody's stays so. */
  widen(marker: string, more: Partial<Pick<Reach, 'people' | 'carriers' | 'cases'>>): void {
    const index = Number(marker.slice(2, -1)) - 1;
    const known = this.#reach[index];
    if (index >= this.#reach.length) throw new RangeError(`${marker} is no marker`);
    if (known === undefined) return;
    this.#reach[index] = {
      ...known,
      people: [...known.people, ...(more.people ?? [])],
      carriers: [...known.carriers, ...(more.carriers ?? [])],
      cases: [...known.cases, ...(more.cases ?? [])],
    };
  }

  /**
   * Somebody else has said the same and was not refused: what they opened with it is theirs, and seen by whoever may
   * see it there. Such words belong to nobody from now on.
   */
  saidBy(text: string, by: Staff | 'customer', isRefused: boolean): void {
    if (by === 'customer') return;
    for (const [marker] of text.matchAll(MARKER)) {
      const first = this.#first.get(marker) ?? by.id;
      this.#first.set(marker, first);
      if (isRefused || first === by.id || this.strayIn(marker, by).length === 0) continue;
      this.#reach[Number(marker.slice(2, -1)) - 1] = undefined;
    }
  }

  get size(): number {
    return this.#reach.length;
  }

  reachOf(marker: string): Reach | undefined {
    return this.#reach[Number(marker.slice(2, -1)) - 1];
  }

  /** Markers in a text that this person must not see. */
  strayIn(text: string, by: Staff | 'customer', caseId?: string): string[] {
    const stray = new Set<string>();
    for (const [marker, number] of text.matchAll(MARKER)) {
      const reach = this.#reach[Number(number) - 1];
      if (reach !== undefined && !sees(by, reach, caseId)) stray.add(marker);
    }
    return [...stray];
  }
}

function sees(by: Staff | 'customer', reach: Reach, caseId: string | undefined): boolean {
  if (by === 'customer') return caseId !== undefined && reach.cases.includes(caseId);
  if (by.role === 'carrier-reviewer') return by.carrier !== undefined && reach.carriers.includes(by.carrier);
  if (reach.health && by.role !== 'broker' && by.role !== 'expert') return false;
  switch (by.role) {
    case 'broker':
      return reach.people.includes(by.id);
    case 'callback-agent':
    case 'complaint-handler':
    case 'branch-manager':
      return reach.branch === undefined || reach.branch === by.branch;
    default:
      return true;
  }
}
