/** An RFC 9457 problem, as every error that this server itself makes is told. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The problem as a response that can be sent. */
export function problemResponse({ status, title, detail, headers }: Problem): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, title, ...(detail && { detail }) }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
