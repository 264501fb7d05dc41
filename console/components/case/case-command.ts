import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
import { type Command, useCommand } from './command.ts';
import { useMatter } from './matter.tsx';

/** Every path below a collection that changes one of its cases under the version that the person saw. */
type CommandPath<C extends string> = {
  [P in keyof paths]: P extends `/${C}/{id}/${string}`
    ? paths[P] extends { post: { requestBody: { content: { 'application/json': { version: number } } } } }
      ? P
      : never
    : never;
}[keyof paths];

/** What can be done to a case of a collection, by the last part of its path. */
export type CommandName<C extends string> = CommandPath<C> extends `/${C}/{id}/${infer N}` ? N : never;

type BodyAt<P> = P extends keyof paths
  ? paths[P] extends { post: { requestBody: { content: { 'application/json': infer B } } } }
    ? B
    : never
  : never;

/** Of each shape of a body by itself: an opinion is one of two. */
type WithoutVersion<B> = B extends unknown ? Omit<B, 'version'> : never;

export type CommandBody<C extends string, N extends CommandName<C>> = WithoutVersion<
  BodyAt<`/${C}/{id}/${N}`>
>;

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

/** A command on the case of this page. All of a collection are asked and answered alike. */
export function useCaseCommand<C extends 'complaints' | 'reconsiderations', N extends CommandName<C>>(
  collection: C,
  name: N,
): Command<CommandBody<C, N>, Changed> {
  const { id } = useMatter();
  return useCommand((body: CommandBody<C, N>, { version, key }) =>
    answer(
      // The client's types hold for one path each; that this path takes this body is what the signature says.
      (api.POST as unknown as Post)(`/${collection}/{id}/${name}`, {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...(body as object), version },
      }),
    ),
  );
}
