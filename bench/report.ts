/** What a bench found out. Without a budget it is information. */
export interface Figure {
  what: string;
  measured: number;
  unit?: string;
  budget?: { most: number } | { least: number };
  /** A plain time, or a rate: of a slower machine it says nothing, so beyond its budget it is told and fails nothing. */
  isTime?: boolean;
}

export interface BenchOptions {
  /** How many cases, lines or rows, where the bench lets that be chosen. */
  cases?: number;
  /** It was asked for by name, and may take what the run of all does not. */
  asked: boolean;
  /** A line of detail below the name of the bench. */
  say: (line: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<Figure[]>;

export function isWithin({ measured, budget }: Figure): boolean {
  if (budget === undefined) return true;
  return 'most' in budget ? measured <= budget.most : measured >= budget.least;
}

const VERDICT = { ok: 'ok', over: 'OVER', slow: 'slow', none: '' } as const;

export function verdictOf(figure: Figure): keyof typeof VERDICT {
  if (figure.budget === undefined) return 'none';
  if (isWithin(figure)) return 'ok';
  return figure.isTime === true ? 'slow' : 'over';
}

/** One table over all benches. */
export function printTable(found: readonly { name: string; figures: readonly Figure[] }[]): void {
  print(
    ['bench', 'figure', 'measured', 'budget', ''],
    found.flatMap(({ name, figures }) =>
      figures.map((figure) => [
        name,
        figure.what,
        `${readable(figure.measured)}${figure.unit === undefined ? '' : ` ${figure.unit}`}`,
        budgetText(figure.budget),
        VERDICT[verdictOf(figure)],
      ]),
    ),
    console.log,
  );
}

/** Rows under a header, the columns of numbers to the right. */
export function print(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  say: (line: string) => void,
): void {
  const widths = header.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const isNumber = header.map((_, at) => rows.some((row) => /^[-\d.,]+/.test(row[at] ?? '')));
  for (const row of [header, ...rows]) {
    const cells = widths.map((width, at) => {
      const cell = row[at] ?? '';
      return isNumber[at] ? cell.padStart(width) : cell.padEnd(width);
    });
    say(cells.join('  ').trimEnd());
  }
}

export function readable(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const digits = size >= 1000 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) return Number.NaN;
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

function budgetText(budget: Figure['budget']): string {
  if (budget === undefined) return '';
  return 'most' in budget ? `<= ${readable(budget.most)}` : `>= ${readable(budget.least)}`;
}
