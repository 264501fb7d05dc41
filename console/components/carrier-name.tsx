import { useCarrierNames } from '../api/carriers.ts';

/** A carrier as people call it. */
export function CarrierName({ id }: { id: string | undefined }) {
  const { carrier } = useCarrierNames();
  return id === undefined ? '–' : carrier(id);
}
