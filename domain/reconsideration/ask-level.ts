import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CarrierRequest } from '../carrier-request/case.ts';
import type { Decision } from '../decision.ts';
import { isStored, storedDocuments } from '../documents.ts';
import { Invalid, NOTHING_HERE, NotAllowed, NotFound, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { decidersOf, levelsOfRun } from './amounts.ts';
import type { Level, ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { mustBeExpert, mustBeIn } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import { Argument, type ArgumentPoint, linkFaults, mustLead } from './points.ts';
import type { ReconsiderationRules } from './settings.ts';

/** What the carrier is given: its own decision, and why it is wrong. */
export interface Packet {
  level: 1 | 2;
  decision: Omit<ReconsiderationCase['decision'], 'decider'>;
  /** The contract as it stood is shown by its hash; the carrier has its own copy. */
  snapshot: string;
  argument: readonly ArgumentPoint[];
  /** Why the head office is asked. */
  reason?: string;
}

interface Asked {
  by: Staff;
  argument: readonly ArgumentPoint[];
  reason?: string | undefined;
}

/** The carrier is asked to look again, with every document that is there: a request with a packet and clock of its own. */
export function askLevel(draft: ReconsiderationDraft, level: 1 | 2, { by, argument, reason }: Asked): void {
  const { case: matter, at } = draft;
  const { decider: _decider, ...decision } = matter.decision;
  const documents = matter.documents.filter(isStored);
  const packet: Packet = {
    level,
    decision,
    snapshot: matter.snapshotHash ?? '',
    argument,
    ...(reason === undefined ? {} : { reason }),
  };
  const asked = draft.ask({
    id: requestIdOf(matter.id, matter.levels.length + 1),
    about: matter.id,
    branch: matter.branch,
    carrier: matter.carrier,
    purpose: level === 1 ? 'reconsideration-1' : 'reconsideration-2',
    packet,
    documents,
    mayNotDecide: mayNotDecide(draft),
    headOfficeOnly: level === 2,
  });
  const opened: Level = {
    level,
    requestId: asked.id,
    askedAt: at.toISOString(),
    askedBy: by.id,
    evidence: documents.map(({ sha256 }) => sha256),
    run: matter.reopened,
  };
  draft.moveTo(
    `level-${level}`,
    'level-opened',
    { level, requestId: asked.id, packet: asked.packetHash, workingDays: asked.answerWithinWorkingDays },
    { levels: [...matter.levels, opened] },
  );
}

/** `cr-` and 20 hex digits, of the case and how often its carrier was asked. */
function requestIdOf(caseId: string, asked: number): string {
  return `cr-${createHash('sha256').update(`${caseId}\n${asked}`).digest('hex').slice(0, 20)}`;
}

/** Who decided at first, and whoever at the carrier answered since, the answers that did not count included. */
function mayNotDecide({ case: matter, requests }: ReconsiderationDraft): string[] {
  const answered = requests.flatMap(({ case: { answers } }) => answers.map(({ by }) => by));
  return [...new Set([...decidersOf(matter), ...answered])];
}

export const SecondLevel = z.strictObject({
  /** Why the head office should see it otherwise. */
  reason: z.optional(z.string().check(z.trim(), z.minLength(10), z.maxLength(2000))),
  /** New evidence: stored documents that no level has seen. */
  documents: z._default(z.array(Id).check(z.maxLength(20)), []),
  argument: z.optional(Argument),
});
export type SecondLevel = z.infer<typeof SecondLevel>;

/**
 * The matter goes to the carrier's head office (二级复议), where another person decides.
 * @throws NotAllowed for anybody but an expert
 * @throws Refused after a second level, or with neither a reason nor evidence that is new
 */
export function openLevel2(
  file: ReconsiderationFile,
  second: SecondLevel,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'deciding');
  mustBeExpert(matter, by);
  if (levelsOfRun(matter).at(-1)?.level !== 1) {
    throw new Refused('no-third-level', 'The head office has decided: what follows is another forum.');
  }
  const fresh = newEvidence(matter, second.documents);
  if (second.reason === undefined && fresh.length === 0) {
    throw new Refused(
      'nothing-new',
      'The head office is asked with a stated reason or with evidence that is new.',
      {
        details: { seenBefore: second.documents },
      },
    );
  }
  const { reason, argument = [] } = second;
  const faults = linkFaults(argument);
  if (faults.length > 0) throw new Invalid('The argument is not whole.', faults);
  mustLead(matter, argument, 'argument');
  const draft = new ReconsiderationDraft(file, by, now, rules);
  draft.record('level-2-decided', {
    newEvidence: fresh,
    ...(reason === undefined
      ? {}
      : { reason: draft.matter.keep(`reason-${matter.levels.length + 1}`, { reason }) }),
  });
  askLevel(draft, 2, { by, argument, reason });
  return draft.finish({ wakes: true });
}

/** Which of the documents no level has seen, by hash: the same file under another name is not new. @throws Invalid */
function newEvidence(matter: ReconsiderationCase, documents: readonly string[]): string[] {
  const seen = new Set(matter.levels.flatMap(({ evidence }) => evidence));
  return storedDocuments(matter.documents, documents, 'documents')
    .map(({ sha256 }) => sha256)
    .filter((sha256) => !seen.has(sha256));
}

/** @throws NotAllowed, and NotFound for another carrier: not even the existence of the request is told */
export function mustBeOfCarrier(request: CarrierRequest, by: Staff): void {
  if (by.role !== 'carrier-reviewer') throw new NotAllowed("Only the carrier's reviewers answer.");
  if (by.carrier !== request.carrier) throw new NotFound(NOTHING_HERE);
}

/** @throws NotFound */
export function levelOf({ levels }: ReconsiderationCase, requestId: string): Level {
  const found = levels.find((level) => level.requestId === requestId);
  if (found === undefined) throw new NotFound('The case has no such level.', { details: { requestId } });
  return found;
}
