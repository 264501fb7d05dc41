import createClient, { type Middleware } from 'openapi-fetch';
import { NoAnswer, problemOf } from './problem.ts';
import type { paths } from './schema.ts';
import { signIn, token } from './session.ts';

const carriesToken: Middleware = {
  onRequest: ({ request }) => {
    const own = token();
    if (own !== undefined) request.headers.set('authorization', `Bearer ${own}`);
    request.headers.set('accept', 'application/json');
    return request;
  },
  onResponse: async ({ response }) => {
    if (response.ok) return;
    if (response.status === 401) await signIn();
    throw await problemOf(response);
  },
  onError: ({ error }) => {
    throw new NoAnswer('no answer', { cause: error });
  },
};

/** Every path of the API with its parameters, body and answer, as `openapi.json` describes them. */
export const api = createClient<paths>();
api.use(carriesToken);

/**
 * The body of an answer: `await answer(api.GET('/cases/{id}', { params: { path: { id } } }))`.
 * @throws ApiProblem when it was refused, NoAnswer when none came
 */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** A file that the API makes, as CSV or XLSX, put into the browser's downloads. @throws ApiProblem */
export async function download(path: string, name: string): Promise<void> {
  const own = token();
  const response = await fetch(
    path,
    own === undefined ? {} : { headers: { authorization: `Bearer ${own}` } },
  );
  if (!response.ok) throw await problemOf(response);
  saveAs(await response.blob(), name);
}

export function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
