import { Input, type PayoutStepsDeps, type Routed, routed } from './run.ts';

/** Says where the run goes on. */
export async function route(event: unknown, { cases }: PayoutStepsDeps): Promise<Routed> {
  const { caseId } = Input.parse(event);
  return routed(await cases.load('payout', caseId));
}
