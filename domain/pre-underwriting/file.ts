import type { CarrierRequest } from '../carrier-request/case.ts';
import { Opinion } from '../carrier-request/conclusion.ts';
import type { Content } from '../case.ts';
import { InvariantBroken, NotFound } from '../errors.ts';
import type { PreUnderwritingCase } from './case.ts';

/** What a decision about a pre-underwriting reads and changes together. */
export interface PreUnderwritingFile {
  case: PreUnderwritingCase;
  /** One for each carrier asked. */
  requests: readonly CarrierRequest[];
  /** The opinions that count, by carrier: read from the requests' contents, where they can be erased. */
  opinions: ReadonlyMap<string, Opinion>;
}

/** @throws NotFound */
export function requestOf(file: PreUnderwritingFile, requestId: string): CarrierRequest {
  const found = file.requests.find(({ id }) => id === requestId);
  if (found === undefined) throw new NotFound('The case has no such request.', { details: { requestId } });
  return found;
}

/** The opinion in a content that a request's answer names. @throws InvariantBroken when it is not of the form */
export function opinionOf(content: Content): Opinion | undefined {
  if (content.erasedAt !== undefined) return undefined;
  const read = Opinion.safeParse(content.body);
  if (!read.success) throw new InvariantBroken('A stored opinion does not have its shape.');
  return read.data;
}
