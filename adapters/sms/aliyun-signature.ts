import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'ACS3-HMAC-SHA256';

export interface AliyunCall {
  endpoint: string;
  action: string;
  /** Of the API, as `2017-05-25`. */
  version: string;
  parameters: Readonly<Record<string, string>>;
  accessKeyId: string;
  accessKeySecret: string;
  at: Date;
  /** New for every request: a repeated one is refused as a replay. */
  nonce: string;
}

/**
 * A call of an Aliyun RPC operation with signature version 3: POST, parameters in the query, no body.
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
 */
export function signedCall(call: AliyunCall): { url: string; headers: Record<string, string> } {
  const { host, origin } = new URL(call.endpoint);
  const query = canonicalQuery(call.parameters);
  const headers: Record<string, string> = {
    host,
    'x-acs-action': call.action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': `${call.at.toISOString().slice(0, 19)}Z`, // no milliseconds: they are refused
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  };
  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const canonicalHeaders = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = ['POST', '/', query, canonicalHeaders, signedHeaders, sha256('')].join('\n');
  const signature = createHmac('sha256', call.accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(request)}`)
    .digest('hex');
  const authorization = `${ALGORITHM} Credential=${call.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { url: `${origin}/?${query}`, headers: { ...headers, authorization } };
}

function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${rfc3986(name)}=${rfc3986(parameters[name] ?? '')}`)
    .join('&');
}

/** encodeURIComponent leaves five characters as they are that RFC 3986 reserves. */
function rfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
