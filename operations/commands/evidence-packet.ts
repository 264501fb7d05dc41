import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { RecourseError } from '../../domain/errors.ts';
import { Id, Role, type Staff } from '../../domain/people.ts';
import { openEvidence } from '../../functions/evidence/function.ts';
import { makePacket } from '../../functions/evidence/make.ts';
import { type Command, flagsOf, WHERE, WrongWords } from '../command.ts';
import { CannotDo, openEstate } from '../place.ts';
import { checkPacket } from '../verify-packet.ts';

const LARGEST_DOCUMENTS = 1_000_000_000; // all that a case can have: 40 of 20 MB; held in memory

const Whose = z.object({ id: Id, role: Role });

/**
 * The packet of a case as the API makes it, without the limit of an answer. Whoever asked for it is named: the same
 * rules say whether that person may have it, and it stands in the case's history and in the access log.
 */
export const evidencePacket: Command = {
  says: 'one case as a ZIP that proves itself: --case ID --out FILE --by ID --role ROLE [--version N] [--reason R]',
  async run(words, say) {
    const {
      case: caseId,
      out,
      by,
      role,
      version,
      reason,
      ...where
    } = flagsOf(words, {
      ...WHERE,
      case: { type: 'string' },
      out: { type: 'string' },
      by: { type: 'string' },
      role: { type: 'string' },
      version: { type: 'string' },
      reason: { type: 'string' },
    });
    if (caseId === undefined || out === undefined) throw new WrongWords('Say --case ID and --out FILE.');
    const whose = Whose.safeParse({ id: by, role });
    if (!whose.success) throw new WrongWords('Say for whom: --by ID --role compliance, as in the token.');
    if (version !== undefined && !/^[1-9]\d*$/.test(version))
      throw new WrongWords('--version is the number of a version.');
    const staff: Staff = { kind: 'staff', ...whose.data };
    const { place } = await openEstate(where);
    const asked = {
      caseId,
      reason,
      largest: LARGEST_DOCUMENTS,
      ...(version === undefined ? {} : { version: Number(version) }),
    };
    const packet = await makePacket(asked, staff, openEvidence(place)).catch((error) => {
      if (error instanceof RecourseError && error.status < 500)
        throw new CannotDo(error.message, { cause: error });
      throw error;
    });
    const { faults } = checkPacket(packet.zip);
    if (faults.length > 0) throw new CannotDo(`The packet does not verify: ${JSON.stringify(faults[0])}`);
    writeFileSync(out, packet.zip);
    say(
      `${caseId}, version ${packet.version}: ${packet.zip.byteLength} bytes in ${out}, every hash checked.`,
    );
    say(`SHA-256 ${packet.sha256}`);
    return 0;
  },
};
