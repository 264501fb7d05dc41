import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type Command, useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** Every path that changes a complaint under the version that the person saw. */
type CommandPath = {
  [P in keyof paths]: P extends `/complaints/{id}/${string}`
    ? paths[P] extends { post: { requestBody: { content: { 'application/json': { version: number } } } } }
      ? P
      : never
    : never;
}[keyof paths];

export type CommandName = CommandPath extends `/complaints/{id}/${infer N}` ? N : never;

export type CommandBody<N extends CommandName> = Omit<
  paths[`/complaints/{id}/${N}`]['post']['requestBody']['content']['application/json'],
  'version'
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

/** A command on the complaint of this page, by the last part of its path. All of them are asked and answered alike. */
export function useComplaintCommand<N extends CommandName>(name: N): Command<CommandBody<N>, Changed> {
  const { id } = useMatter();
  return useCommand((body: CommandBody<N>, { version, key }) =>
    answer(
      // The client's types hold for one path each; that this path takes this body is what the signature says.
      (api.POST as unknown as Post)(`/complaints/{id}/${name}`, {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
