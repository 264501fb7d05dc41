import { callbackCaseIdOf, policyIdOf } from '../domain/policy/policy.ts';
import { openCases, openCommissions } from '../functions/wiring.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../local/sample/policies.ts';
import { BenchFailed, type LocalSystem } from './local-system.ts';

/** A Monday with a common week before it; messages may be sent at this hour. */
export const START = new Date('2025-11-17T02:00:00.000Z');

export interface Callbacks {
  /** A policy comes in by the API, and its customer has got the invitation. */
  invite(index: number): Promise<Invited>;
  /** The customer opens the link and says yes to everything. */
  answer(invited: Invited): Promise<void>;
  /** @throws BenchFailed unless every one is clean and its commission free */
  check(indexes: readonly number[]): Promise<void>;
}

interface Invited {
  caseId: string;
  link: string;
}

/** Customers who answer. */
export async function callbacksIn({ system, ask, nextLink }: LocalSystem): Promise<Callbacks> {
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await ask('core', 'PUT', `/carriers/${id}`, carrier);
  await system.quiet();

  return {
    invite: async (index) => {
      const link = nextLink(caseIdOf(index));
      await ask('core', 'POST', '/policies', policyOf(index));
      return { caseId: caseIdOf(index), link: await link };
    },
    answer: async ({ link }) => {
      const asked = await ask<{ questions: { id: string }[] }>(undefined, 'GET', link);
      const answers = Object.fromEntries(asked.questions.map(({ id }) => [id, 'yes']));
      await ask(undefined, 'POST', link, { answers });
    },
    check: async (indexes) => {
      const [cases, commissions] = [openCases(system.place), openCommissions(system.place)];
      for (const index of indexes) {
        const { stage, policyId } = await cases.load('callback', caseIdOf(index));
        const lines = await commissions.linesOf(policyId);
        const isFree = lines.every(({ holds, balances }) => holds.length === 0 && balances.payable > 0);
        if (stage !== 'clean' || lines.length === 0 || !isFree)
          throw new BenchFailed(`${caseIdOf(index)} is ${stage} and its commission is not free.`);
      }
    },
  };
}

/** The sample's policies in scope, as a core system would hand them in: two payees each. */
export function policyOf(index: number): ReturnType<typeof samplePolicy> {
  const inScope = index + Math.floor(index / 6); // the seventh kind is out of scope
  return samplePolicy(inScope, START);
}

function caseIdOf(index: number): string {
  const { carrier, number } = policyOf(index);
  return callbackCaseIdOf(policyIdOf(carrier, number));
}
