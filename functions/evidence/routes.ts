import * as z from 'zod/mini';
import { Id } from '../../domain/people.ts';
import { type Route, route } from '../http/route.ts';
import { type EvidenceDeps, makePacket } from './make.ts';

const LARGEST_DOCUMENTS = 4_000_000; // an answer of Lambda holds 4.5 MB of bytes, and the rest of a packet is small

/** A case for somebody outside. POST, for it is written down that it was made, and a reason stands in no address. */
export function evidenceRoutes(deps: EvidenceDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/evidence/{caseId}',
      summary:
        'One case as a ZIP that proves itself: the same version is the same bytes; with a reason also what is masked',
      params: z.object({ caseId: Id }),
      body: z.strictObject({
        version: z.optional(z.int().check(z.minimum(1))),
        reason: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
      }),
      answers: 'application/zip',
      answer: z.string(),
      handle: async ({ path: { caseId }, body: { version, reason }, staff }) => {
        const asked = { caseId, version, reason, largest: LARGEST_DOCUMENTS };
        const packet = await makePacket(asked, staff, deps);
        return {
          bytes: packet.zip,
          headers: {
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename="${caseId}-${packet.version}.zip"`,
            // Held against the event that says that it was made.
            'repr-digest': `sha-256=:${Buffer.from(packet.sha256, 'hex').toString('base64')}:`,
          },
        };
      },
    }),
  ];
}
