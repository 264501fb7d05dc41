import type { Gauges } from '../../functions/observe.ts';

export interface Told {
  name: string;
  value: number;
  of: Readonly<Record<string, string>>;
}

/** Keeps what is told, as CloudWatch would. */
export function keptGauges(): {
  gauge: Gauges;
  told: Told[];
  sumOf: (name: string, of?: Told['of']) => number | undefined;
} {
  const told: Told[] = [];
  return {
    told,
    gauge: (values, of = {}) => {
      for (const [name, value] of Object.entries(values)) told.push({ name, value, of });
    },
    /** The sum of what was told of it; nothing when nobody has. */
    sumOf: (name, of = {}) => {
      const found = told.filter((one) => one.name === name && JSON.stringify(one.of) === JSON.stringify(of));
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
    },
  };
}
