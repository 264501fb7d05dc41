import { zipOf } from '../../adapters/export/zip.ts';
import { NOTHING_HERE, NotFound, Refused } from '../../domain/errors.ts';
import { assemble, sha256Of } from '../../domain/evidence/packet.ts';
import { recordPacket, snapshotAt } from '../../domain/evidence/snapshot.ts';
import { mayHoldBodies, mayMakePacket } from '../../domain/evidence/who.ts';
import type { Staff } from '../../domain/people.ts';
import type { Clock, Transactions } from '../../domain/ports.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type GatherDeps, gather, readDocuments } from './gather.ts';

export interface EvidenceDeps extends GatherDeps {
  transactions: Transactions;
  clock: Clock;
}

export interface Asked {
  caseId: string;
  /** Of which version; the present one when it is left out. */
  version?: number | undefined;
  /** Why values are needed in clear, and with them what the case holds apart from its history. */
  reason?: string | undefined;
  /** Bytes of documents that fit. */
  largest: number;
}

export interface Packet {
  version: number;
  zip: Uint8Array;
  /** In hex. */
  sha256: string;
}

/**
 * Makes the packet of a case. That it was made, its SHA-256 and why stand in the case's history and in the access log
 * before anybody has it.
 * @throws NotFound, NotAllowed; Refused for a version of which no packet was made in time; TooLarge
 */
export function makePacket(
  { caseId, version: asked, reason, largest }: Asked,
  staff: Staff,
  deps: EvidenceDeps,
): Promise<Packet> {
  return onFreshRead(async () => {
    const record = await deps.cases.byId(caseId);
    if (record === undefined) throw new NotFound(NOTHING_HERE);
    mayMakePacket(staff, record);
    const version = asked ?? record.version;
    if (version > record.version) throw new Refused('no-such-version', 'The case has no such version yet.');
    const facts = await gather(record, deps);
    const snapshot = snapshotAt(facts, version);
    const whole = reason !== undefined;
    const withoutBodies = !mayHoldBodies(staff, record);
    const files =
      whole && !withoutBodies
        ? await readDocuments(record, snapshot.documents, largest, deps)
        : new Map<string, Uint8Array>();
    const zip = zipOf(assemble({ ...facts, files }, snapshot, { version, whole, withoutBodies }));
    const sha256 = sha256Of(zip);
    const now = deps.clock.now();
    const decision = recordPacket(record, { version, reason, sha256, snapshot }, staff, now);
    await saveDecision(deps, decision, now);
    return { version, zip, sha256 };
  });
}
