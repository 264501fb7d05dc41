import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type Command, useCommand } from '../../../components/case/command.ts';

type BodyOf<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer B } } };
}
  ? B
  : never;
/** The version that the person saw is added when it is sent. */
type Said<P extends keyof paths> = Omit<BodyOf<P>, 'version'>;

export type LineChoice = BodyOf<'/accountability/{month}/findings'>['lines'];
export type FindingSaid = BodyOf<'/accountability/{month}/findings'>['finding'];
export type Verdict = BodyOf<'/accountability/{month}/decisions'>['verdict'];
type Changed = { version: number };

const once = (key: string) => ({ 'Idempotency-Key': key });

/** What customer service or the business line finds on lines. */
export function useFind(month: string): Command<Said<'/accountability/{month}/findings'>, Changed> {
  return useCommand((body, { version, key }) =>
    answer(
      api.POST('/accountability/{month}/findings', {
        params: { path: { month }, header: once(key) },
        body: { ...body, version },
      }),
    ),
  );
}

/** The leading group decides lines. */
export function useDecide(month: string): Command<Said<'/accountability/{month}/decisions'>, Changed> {
  return useCommand((body, { version, key }) =>
    answer(
      api.POST('/accountability/{month}/decisions', {
        params: { path: { month }, header: once(key) },
        body: { ...body, version },
      }),
    ),
  );
}

/** The person concerned objects to a line. It needs no version: it changes no line but this one. */
export function useObject(month: string): Command<Said<'/accountability/{month}/objections'>, Changed> {
  return useCommand((body, { key }) =>
    answer(
      api.POST('/accountability/{month}/objections', {
        params: { path: { month }, header: once(key) },
        body,
      }),
    ),
  );
}

/** Another of the leading group decides an objection. */
export function useRedecide(
  month: string,
): Command<Said<'/accountability/{month}/objections/verdict'>, Changed> {
  return useCommand((body, { version, key }) =>
    answer(
      api.POST('/accountability/{month}/objections/verdict', {
        params: { path: { month }, header: once(key) },
        body: { ...body, version },
      }),
    ),
  );
}

/** The run is compiled anew over what the complaints say now. */
export function useCompile(month: string): Command<void, Changed> {
  return useCommand((_nothing, { version, key }) =>
    answer(
      api.POST('/accountability/{month}/compilation', {
        params: { path: { month }, header: once(key) },
        body: { version },
      }),
    ),
  );
}
