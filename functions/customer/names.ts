import type { Policies } from '../../domain/ports.ts';

export type NamesDeps = { policies: Pick<Policies, 'carrier'> };

/** What the catalogue calls a carrier and a product of it; a code that it does not have keeps standing for itself. */
export async function namesOf(
  { policies }: NamesDeps,
  carrier: string,
  product?: string,
): Promise<{ carrierName: string; productName?: string }> {
  const known = await policies.carrier(carrier);
  const carrierName = known?.name ?? carrier;
  if (product === undefined) return { carrierName };
  return { carrierName, productName: known?.products[product]?.name ?? product };
}
