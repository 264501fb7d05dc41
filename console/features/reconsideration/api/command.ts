import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type Command, useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** Every path that changes a reconsideration under the version that the person saw. */
type CommandPath = {
  [P in keyof paths]: P extends `/reconsiderations/{id}/${string}`
    ? paths[P] extends { post: { requestBody: { content: { 'application/json': { version: number } } } } }
      ? P
      : never
    : never;
}[keyof paths];

export type CommandName = CommandPath extends `/reconsiderations/{id}/${infer N}` ? N : never;

export type CommandBody<N extends CommandName> = WithoutVersion<
  paths[`/reconsiderations/{id}/${N}`]['post']['requestBody']['content']['application/json']
>;

/** Of each shape of a body by itself: an opinion is one of two. */
type WithoutVersion<B> = B extends unknown ? Omit<B, 'version'> : never;

interface Changed {
  id: string;
  stage: string;
  version: number;
}

type Post = (
  path: string,
  init: {
    params: { path: { id: string }; header: { 'Idempotency-Key': string } };
    body: object;
  },
) => Promise<{ data?: Changed }>;

/** A command on the case of this page, by the last part of its path. All of them are asked and answered alike. */
export function useReconsiderationCommand<N extends CommandName>(name: N): Command<CommandBody<N>, Changed> {
  const { id } = useMatter();
  return useCommand((body: CommandBody<N>, { version, key }) =>
    answer(
      // The client's types hold for one path each; that this path takes this body is what the signature says.
      (api.POST as unknown as Post)(`/reconsiderations/{id}/${name}`, {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
