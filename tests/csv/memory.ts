import type { CaseEvent, Wait } from '../../domain/case.ts';
import { AlreadyExists, Invalid, NotFound, StaleVersion } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { type Actor, actorName } from '../../domain/people.ts';
import { type ImportCase, openImport, startImport } from '../../domain/policy/import.ts';
import { inputHash } from '../../domain/policy/intake.ts';
import { type PolicyInput, policyIdOf } from '../../domain/policy/policy.ts';
import type { Write } from '../../domain/ports.ts';
import { type ImportStepsDeps, newImportSteps } from '../../functions/policy/steps/index.ts';
import { inChunks, utf8 } from './bytes.ts';

const MANAGER = { kind: 'staff', id: 'manager-1', role: 'head-office-manager' } as const;

/** A firm with nothing but its imports, in memory; books outlive an import. */
export function newBooks() {
  const policies = new Map<string, { hash: string; recordedBy: string }>();
  const order: string[] = [];
  return {
    policies,
    order,
    /** What the next calls throw before they do anything. */
    faults: [] as Error[],
    async takeInPolicy(input: PolicyInput, by: Actor) {
      await Promise.resolve();
      const fault = this.faults.shift();
      if (fault !== undefined) throw fault;
      if (input.carrier === 'nobody') {
        throw new Invalid('no', [{ field: 'carrier', reason: 'is not a carrier of this firm' }]);
      }
      const id = policyIdOf(input.carrier, input.number);
      const there = policies.get(id);
      const policy = there ?? { hash: inputHash(input), recordedBy: actorName(by) };
      if (policy.hash !== inputHash(input))
        throw new AlreadyExists('There is another policy under this number.');
      policies.set(id, policy);
      if (there === undefined) order.push(input.number);
      return { outcome: there === undefined ? ('recorded' as const) : ('unchanged' as const), policy };
    },
  };
}

/** One import and the steps of its workflow. */
export function newImport(id: string, books = newBooks()) {
  const clock = { at: new Date('2026-03-10T01:00:00.000Z'), now: () => clock.at };
  const opened = openImport(id, MANAGER, clock.at);
  const stored = { case: opened.case as ImportCase, events: [opened.event] as CaseEvent[] };
  const files = new Map<string, Uint8Array>();
  const puts: string[] = [];
  const wait: Wait = { caseId: id, wait: 0 };
  const woken: string[] = [];

  const apply = (write: Write) => {
    if (write.store === 'event') stored.events.push(write.event);
    if (write.store !== 'case') return;
    if (write.expected !== stored.case.version) throw new StaleVersion('moved on');
    stored.case = write.case as ImportCase;
  };

  const deps: ImportStepsDeps = {
    clock,
    cases: {
      load: async (kind, caseId) => {
        if (caseId !== id || kind !== 'policy-import') throw new NotFound('no such case');
        return stored.case as never;
      },
      storeToken: async ({ execution, token }) => Object.assign(wait, { execution, token }),
      markDelivered: async (_caseId, _wait, at) => {
        wait.deliveredAt = at.toISOString();
      },
    },
    files: {
      put: async (key, body) => {
        puts.push(key);
        files.set(key, typeof body === 'string' ? utf8(body) : body);
      },
      read: async (key) => {
        const file = files.get(key);
        if (file === undefined) throw new NotFound('no such file');
        return inChunks(file, 1_000);
      },
      size: async (key) => files.get(key)?.length,
    },
    transactions: { commit: async (writes) => writes.forEach(apply) },
    workflows: {
      wake: async (token) => {
        woken.push(token);
        return 'woken';
      },
    },
    takeInPolicy: (input, by) => books.takeInPolicy(input, by),
  };
  const step = newImportSteps(deps);

  return {
    books,
    clock,
    deps,
    files,
    puts,
    step,
    stored,
    wait,
    woken,
    text: (key: string) => new TextDecoder().decode(files.get(`imports/${id}/${key}`)),
    upload(file: string | Uint8Array) {
      files.set(stored.case.file, typeof file === 'string' ? utf8(file) : file);
      const started = startImport(stored.case, 1, MANAGER, clock.at);
      apply({ store: 'case', case: started.case, expected: stored.case.version });
      apply({ store: 'event', event: started.event });
    },
    /** The machine from its start to its end, as the definition has it. */
    async run() {
      const caseId = id;
      const routed = await step({ state: 'Route', caseId, execution: 'x' });
      if ((routed as { route: string }).route === 'cut') {
        const { parts } = (await step({ state: 'CutFile', caseId, execution: 'x' })) as { parts: number[] };
        for (const part of parts) await step({ state: 'ImportPart', caseId, part });
        await step({ state: 'FinishImport', caseId, execution: 'x' });
      }
      if (verifyChain(stored.events, { seq: stored.case.version, hash: stored.case.lastHash })) {
        throw new Error('the history is broken');
      }
      return stored.case;
    },
  };
}
