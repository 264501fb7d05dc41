import { callbackCaseIdOf, policyIdOf } from '../domain/policy/policy.ts';
import { openCases, openCommissions } from '../functions/wiring.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../local/sample/policies.ts';
import type { System } from '../local/system.ts';
import { type Around, BenchFailed, startLocalSystem } from './local-system.ts';

/** A Monday with a common week before it; messages may be sent at this hour. */
export const START = new Date('2026-11-16T02:00:00.000Z');

export interface Callbacks {
  system: System;
  /** A policy comes in by the API, and its customer has got the invitation. */
  invite(index: number): Promise<Invited>;
  /** The customer opens the link and says yes to everything. */
  answer(invited: Invited): Promise<void>;
  /** @throws BenchFailed unless every one is clean and its commission free */
  check(indexes: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

interface Invited {
  caseId: string;
  link: string;
}

/** A local system whose customers answer. */
export async function startCallbacks(around?: Around): Promise<Callbacks> {
  const waiting = new Map<string, (link: string) => void>();
  const { system, ask, stop } = await startLocalSystem({
    start: START,
    around,
    sms: ({ parameters: { link = '' } }) => {
      const { pathname } = new URL(link);
      const [, caseId = ''] = /^\/c\/(cb-[0-9a-f]+)/.exec(pathname) ?? [];
      waiting.get(caseId)?.(pathname);
      waiting.delete(caseId);
    },
  });
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await ask('core', 'PUT', `/carriers/${id}`, carrier);
  await system.quiet();

  return {
    system,
    invite: async (index) => {
      const policy = policyOf(index);
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting.set(caseIdOf(index), resolve);
      await ask('core', 'POST', '/policies', policy);
      return { caseId: caseIdOf(index), link: await promise };
    },
    answer: async ({ link }) => {
      const asked = (await ask(undefined, 'GET', link)) as { questions: { id: string }[] };
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
    stop,
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
