import type { Content } from '../../domain/case.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import type { Cases } from '../../domain/ports.ts';
import { opinionOf, type PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import type { Facts } from '../../domain/pre-underwriting/open.ts';
import { loadMatter } from '../matter/file.ts';

/** A case with what its carriers were asked and what they said. @throws NotFound */
export async function loadPreUnderwriting(cases: Cases, id: string): Promise<PreUnderwritingFile> {
  const { case: matter, requests } = await loadMatter({ cases }, 'pre-underwriting', id);
  const opinions = await Promise.all(
    requests.map(async ({ id: requestId, carrier, answers: [first] }) => {
      const content = first === undefined ? undefined : await cases.content(requestId, first.content);
      const opinion = content === undefined ? undefined : opinionOf(content);
      return opinion === undefined ? [] : [[carrier, opinion] as const];
    }),
  );
  return { case: matter, requests, opinions: new Map(opinions.flat()) };
}

/** What the applicant stated, as it was opened or last revised; nothing once it is erased. */
export async function loadFacts(cases: Cases, id: string): Promise<Facts | undefined> {
  const content = await cases.content(id, 'facts');
  if (content === undefined) throw new InvariantBroken('A case has no facts.', { details: { caseId: id } });
  return content.body as Facts | undefined;
}

/** Everything that can be erased of a case and of its requests. */
export async function loadContents(cases: Cases, file: PreUnderwritingFile): Promise<Content[]> {
  const ids = [file.case.id, ...file.requests.map(({ id }) => id)];
  return (await Promise.all(ids.map((id) => cases.contents(id)))).flat();
}
