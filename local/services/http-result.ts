/** The function answered with something that API Gateway cannot turn into a response. */
export class ResultInvalid extends Error {
  override readonly name = 'ResultInvalid';
}

/**
 * Turns a function's result into a response, as API Gateway does for payload format 2.0: a result without
 * `statusCode` is a body by itself.
 *
 * @throws ResultInvalid
 */
export function toResponse(result: unknown): Response {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
  }
  const { statusCode, headers = {}, cookies = [], body, isBase64Encoded } = result as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new ResultInvalid(`statusCode ${String(statusCode)}`);
  }
  if (typeof headers !== 'object' || headers === null) throw new ResultInvalid('headers is no object');
  if (!Array.isArray(cookies)) throw new ResultInvalid('cookies is no list');
  if (body !== undefined && body !== null && typeof body !== 'string')
    throw new ResultInvalid('body is no text');
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) sent.set(name, String(value));
  for (const cookie of cookies) sent.append('set-cookie', String(cookie));
  const bytes = isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : Buffer.from(body ?? '');
  if (bytes.length > 0 && !sent.has('content-type')) sent.set('content-type', 'text/plain;charset=UTF-8');
  const mayHaveBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(mayHaveBody ? bytes : null, { status, headers: sent });
}
