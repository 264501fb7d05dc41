import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { TooLarge } from '../../domain/errors.ts';
import { type Route, route } from '../http/route.ts';
import {
  answeredFile,
  type HotlineDeps,
  HotlineFault,
  HotlineTaken,
  takeHotlineFile,
} from './hotline-file.ts';

const LARGEST_FILE = 900_000; // with its JSON about it, within the megabyte that a body may have

const FileId = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not the id of a hotline file'));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** A text of JSON is Unicode: a file in GBK comes as base64 of its bytes, or it could not go back as it came. */
const Sent = z.union([
  z.strictObject({ name, csv: z.string().check(z.minLength(1)) }),
  z.strictObject({ name, base64: z.base64().check(z.minLength(1)) }),
]);
type Sent = z.infer<typeof Sent>;

const Report = z.object({
  id: FileId,
  name: z.string(),
  totals: z.object({ opened: z.int(), merged: z.int(), unchanged: z.int(), refused: z.int() }),
  complaints: z.array(HotlineTaken),
  /** Bad rows: nothing of them was taken. */
  faults: z.array(HotlineFault),
});

/** The regulator's hotline file (12378转办件) in, and the same file with our answers out. */
export function hotlineRoutes(deps: HotlineDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/complaints/hotline-files',
      summary:
        "Take the regulator's file in: bad rows are told, good ones become complaints, known ones stay",
      once: 'with-key',
      body: Sent,
      answer: Report,
      handle: async ({ body, staff }) => {
        authorize(staff, 'complaint:exchange');
        const bytes = bytesOf(body);
        if (bytes.length > LARGEST_FILE)
          throw new TooLarge(`A hotline file has at most ${LARGEST_FILE} bytes.`);
        const { id, taken, faults } = await takeHotlineFile({ name: body.name, bytes }, staff, deps);
        const count = (wanted: string) => taken.filter(({ outcome }) => outcome === wanted).length;
        const totals = {
          opened: count('opened'),
          merged: count('merged'),
          unchanged: count('unchanged'),
          refused: new Set(faults.map(({ line }) => line)).size,
        };
        return { status: 201, body: { id, name: body.name, totals, complaints: taken, faults } };
      },
    }),
    route({
      method: 'GET',
      path: '/complaints/hotline-files/{id}/answers.csv',
      summary: 'The same file, byte for byte, with the answers of the complaints that are decided and told',
      answers: 'text/csv',
      params: z.object({ id: FileId }),
      answer: z.string(),
      handle: async ({ path: { id }, staff }) => {
        authorize(staff, 'complaint:exchange');
        const bytes = await answeredFile(id, staff, deps);
        const headers = {
          'content-type': 'text/csv',
          'content-disposition': `attachment; filename="hotline-${id.slice(0, 12)}-answers.csv"`,
        };
        return { headers, bytes };
      },
    }),
  ];
}

function bytesOf(sent: Sent): Uint8Array {
  return 'csv' in sent ? Buffer.from(sent.csv, 'utf8') : Buffer.from(sent.base64, 'base64');
}
