import type { Carrier } from '../../../api/carriers.ts';
import type { PreUnderwriting } from '../api/case.ts';
import type { Facts } from '../api/facts.ts';

type Disclosure = Facts['disclosure'];
type Condition = Disclosure['conditions'][number];
type Test = Disclosure['tests'][number];
export type ProductClass = Carrier['products'][string]['class'];

interface WantedValues {
  asked?: boolean;
  product?: string;
  answerWithinWorkingDays?: number | null;
}

/** What is asked, as the fields hold it: a list of sentences is a line each. */
export interface FactsValues {
  applicant: Facts['applicant'];
  disclosure: Pick<Disclosure, 'smoking' | 'drinking'> & {
    heightCm?: number | null;
    weightKg?: number | null;
    systolic?: number | null;
    diastolic?: number | null;
    fastingGlucose?: number | null;
    asked: string;
    family?: string;
    conditions?: Condition[];
    tests?: Test[];
  };
  sumInsuredFen: number;
  productClass: ProductClass;
  wanted: Record<string, WantedValues>;
}

export function factsOf({ applicant, disclosure, sumInsuredFen, wanted }: FactsValues): Facts {
  const { asked, family, conditions = [], tests = [], ...rest } = disclosure;
  return {
    applicant,
    disclosure: {
      ...withoutEmpty(rest),
      smoking: rest.smoking,
      asked: linesOf(asked),
      family: linesOf(family),
      conditions: conditions.map((one) => ({ ...withoutEmpty(one), code: one.code })),
      tests,
    },
    sumInsuredFen,
    wanted: Object.entries(wanted).flatMap(([carrier, one]) =>
      one.asked !== true || one.product === undefined
        ? []
        : [
            {
              carrier,
              product: one.product,
              ...(one.answerWithinWorkingDays == null
                ? {}
                : { answerWithinWorkingDays: one.answerWithinWorkingDays }),
            },
          ],
    ),
  };
}

/** What a case asks, back in the fields. */
export function valuesOf(
  { applicant, disclosure, sumInsuredFen, wanted }: NonNullable<PreUnderwriting['facts']>,
  carriers: readonly Carrier[],
): FactsValues {
  const [first] = wanted;
  const known = carriers.find(({ id }) => id === first?.carrier)?.products[first?.product ?? ''];
  return {
    applicant,
    disclosure: {
      ...disclosure,
      asked: disclosure.asked.join('\n'),
      family: disclosure.family.join('\n'),
    },
    sumInsuredFen,
    productClass: known?.class ?? 'critical-illness',
    wanted: {
      ...productsOf(carriers, known?.class ?? 'critical-illness'),
      ...Object.fromEntries(wanted.map(({ carrier, ...one }) => [carrier, { ...one, asked: true }])),
    },
  };
}

/** The first product of a class that each carrier has; carriers without one are left out. */
export function productsOf(
  carriers: readonly Carrier[],
  productClass: ProductClass,
): Record<string, WantedValues> {
  return Object.fromEntries(
    carriers.flatMap((carrier) => {
      const [product] = productsIn(carrier, productClass);
      return product === undefined ? [] : [[carrier.id, { asked: false, product: product.code }]];
    }),
  );
}

export function productsIn(
  { products }: Carrier,
  productClass: ProductClass,
): { code: string; name: string }[] {
  return Object.entries(products)
    .filter(([, product]) => product.class === productClass)
    .map(([code, { name }]) => ({ code, name }));
}

export function classesOf(carriers: readonly Carrier[]): ProductClass[] {
  return [...new Set(carriers.flatMap(({ products }) => Object.values(products).map((one) => one.class)))];
}

function linesOf(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

type Filled<T> = { [K in keyof T]: Exclude<T[K], null> };

function withoutEmpty<T extends object>(values: T): Partial<Filled<T>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as Partial<Filled<T>>;
}
