import { accountabilityDues } from '../../domain/accountability/dues.ts';
import { type CallbackRules, duesOf } from '../../domain/callback/due.ts';
import { requestDues } from '../../domain/carrier-request/clock.ts';
import { complaintClocks } from '../../domain/complaint/clocks.ts';
import { complaintDues } from '../../domain/complaint/dues.ts';
import { type CaseDocument, isStored } from '../../domain/documents.ts';
import type { Due } from '../../domain/due.ts';
import { NotFound, TooLarge } from '../../domain/errors.ts';
import { evaluationDues } from '../../domain/evaluation/dues.ts';
import type { CaseFacts } from '../../domain/evidence/snapshot.ts';
import type { PolicyEvent } from '../../domain/policy/policy.ts';
import type { AnyCase, Cases, Commissions, Files, Policies } from '../../domain/ports.ts';
import { preUnderwritingDues } from '../../domain/pre-underwriting/dues.ts';
import { reconsiderationDues } from '../../domain/reconsideration/dues.ts';
import { fileKeyOf } from '../matter/documents.ts';
import { loadMatter } from '../matter/file.ts';
import type { RULES } from '../wiring.ts';

export interface GatherDeps {
  cases: Cases;
  policies: Policies;
  commissions: Commissions;
  files: Pick<Files, 'read'>;
  rules: { callback: CallbackRules; others: typeof RULES };
}

/** Everything that is kept about a case but the bytes of its documents. */
export async function gather(
  record: AnyCase,
  deps: GatherDeps,
): Promise<CaseFacts & { ofPolicy: readonly PolicyEvent[] }> {
  const { cases, policies, commissions } = deps;
  const policyId = 'policyId' in record ? record.policyId : undefined;
  const [history, messages, contents, dues, lines, policy, ofPolicy] = await Promise.all([
    cases.history(record.id),
    cases.messages(record.id),
    cases.contents(record.id),
    duesOfCase(record, deps),
    record.kind === 'callback' ? commissions.linesOf(record.policyId) : [],
    policyId === undefined ? undefined : policies.byId(policyId),
    policyId === undefined ? [] : policies.history(policyId),
  ]);
  return { case: record, history, messages, contents, lines, policy, ofPolicy, dues };
}

async function duesOfCase(record: AnyCase, { cases, rules }: GatherDeps): Promise<Due[]> {
  const { callback, others } = rules;
  switch (record.kind) {
    case 'callback':
      return duesOf(record, callback);
    case 'complaint':
      return [
        ...complaintClocks(record, others).flatMap(({ name, dueAt, why }) =>
          dueAt === undefined ? [] : [{ what: name, at: dueAt, why: [...why] }],
        ),
        ...complaintDues(record, others),
      ];
    case 'pre-underwriting':
      return preUnderwritingDues(
        { ...(await loadMatter({ cases }, 'pre-underwriting', record.id)), opinions: new Map() },
        others,
      );
    case 'reconsideration':
      return reconsiderationDues(await loadMatter({ cases }, 'reconsideration', record.id), others);
    case 'carrier-request':
      return requestDues(record, others);
    case 'evaluation':
      return evaluationDues(record, others);
    case 'accountability':
      return accountabilityDues(record, others);
    default:
      return [];
  }
}

/**
 * The bytes of documents that were stored. One that was removed since is left out.
 * @throws TooLarge when all of them together are more than `largest` bytes
 */
export async function readDocuments(
  record: AnyCase,
  documents: readonly CaseDocument[],
  largest: number,
  { files }: Pick<GatherDeps, 'files'>,
): Promise<Map<string, Uint8Array>> {
  const stored = documents.filter(isStored);
  if (stored.reduce((sum, { bytes }) => sum + bytes, 0) > largest)
    throw new TooLarge('The documents are too large for one answer: the operators make this packet.');
  // What a carrier is given lies with the case that it is asked about.
  const where = record.kind === 'carrier-request' ? record.about : record.id;
  const found = new Map<string, Uint8Array>();
  for (const { id } of stored) {
    const bytes = await bytesUnder(fileKeyOf(where, id), files);
    if (bytes !== undefined) found.set(id, bytes);
  }
  return found;
}

async function bytesUnder(key: string, files: Pick<Files, 'read'>): Promise<Uint8Array | undefined> {
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of await files.read(key)) pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
