import { answer, api } from '../../../api/client.ts';
import { ApiProblem } from '../../../api/problem.ts';
import type { paths } from '../../../api/schema.ts';
import type { CaseRow } from '../../../components/case/cases.ts';

type Body<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer B } } };
}
  ? B
  : never;
export type CarrierCallback = Omit<Body<'/cases/{id}/carrier-callback'>, 'version'>;

/** A note moves nothing, so one that comes after somebody's change is written all the same. */
export async function addNote({ id, version }: CaseRow, text: string): Promise<void> {
  const send = (seen: number) =>
    answer(api.POST('/notes/{caseId}', { params: { path: { caseId: id } }, body: { version: seen, text } }));
  try {
    await send(version);
  } catch (error) {
    const now = versionNow(error);
    if (now === undefined) throw error;
    await send(now);
  }
}

function versionNow(error: unknown): number | undefined {
  if (!(error instanceof ApiProblem) || !error.isStale) return undefined;
  return (error.problem.current as { version?: number } | undefined)?.version;
}

export async function giveTo({ id, version }: CaseRow, handler: string): Promise<void> {
  await answer(
    api.POST('/complaints/{id}/handler', { params: { path: { id } }, body: { version, handler } }),
  );
}

export async function recordCarrierCallback(
  { id, version }: CaseRow,
  result: CarrierCallback,
): Promise<void> {
  await answer(
    api.POST('/cases/{id}/carrier-callback', { params: { path: { id } }, body: { version, ...result } }),
  );
}
