import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AliyunSecret } from '../../adapters/sms/aliyun.ts';
import { TEXTS } from '../../adapters/sms/texts.ts';
import type { Message } from '../../domain/case.ts';
import { present } from '../support/present.ts';
import { LINK_START } from './contract.ts';
import { type Answer, serve } from './loopback.ts';

export const SECRET: AliyunSecret = {
  accessKeyId: 'key-of-the-firm',
  accessKeySecret: 'secret-of-the-firm',
  signName: '某某经纪',
  linkStart: LINK_START,
  templateCodes: {
    'callback-invitation': 'SMS_100001',
    'callback-reminder': 'SMS_100002',
    'confirmation-request': 'SMS_100003',
    'confirmation-reminder': 'SMS_100004',
    'consent-request': 'SMS_100005',
    explanation: 'SMS_100006',
    'explanation-reminder': 'SMS_100007',
    'outcome-letter': 'SMS_100008',
    'complaint-decision': 'SMS_100012',
    'evaluation-request': 'SMS_100009',
    'evaluation-reminder': 'SMS_100010',
    'evaluation-unclear': 'SMS_100011',
  },
};
export const NOW = new Date('2026-03-02T01:30:00.250Z');

export interface AliyunFault {
  status: number;
  code: string;
}

interface AliyunDelivery {
  phone: string;
  text: string;
  outId: string;
  extension: string | null;
}

/** SendSms of Aliyun's Dysmsapi: proves the signature, and holds templates and variables to the rules of the gateway. */
export async function startAliyun() {
  const delivered: AliyunDelivery[] = [];
  const faults: AliyunFault[] = [];
  const nonces = new Set<string>();
  const endpoint = await serve((request) => {
    const query = new URL(present(request.url), 'http://gateway').searchParams;
    const fault = faults.shift() ?? gatewayFault(request, nonces) ?? templateFault(query);
    if (fault !== undefined)
      // The sentence repeats what was sent, as the gateway's own do.
      return json(fault.status, {
        Code: fault.code,
        Message: `not for ${query.get('PhoneNumbers')}`,
        RequestId: 'r-1',
      });
    delivered.push({
      phone: present(query.get('PhoneNumbers')),
      text: rendered(query),
      outId: present(query.get('OutId')),
      extension: query.get('SmsUpExtendCode'),
    });
    return json(200, { Code: 'OK', Message: 'OK', BizId: `biz-${delivered.length}`, RequestId: 'r-1' });
  });
  return { endpoint, delivered, failNext: (fault: AliyunFault) => faults.push(fault) };
}

const SIGNED = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

function gatewayFault(request: IncomingMessage, nonces: Set<string>): AliyunFault | undefined {
  const header = (name: string): string => String(request.headers[name]);
  if (request.method !== 'POST') return { status: 400, code: 'UnsupportedHTTPMethod' };
  if (header('x-acs-action') !== 'SendSms') return { status: 404, code: 'InvalidAction.NotFound' };
  if (header('x-acs-version') !== '2017-05-25') return { status: 400, code: 'InvalidVersion' };
  const date = header('x-acs-date');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date))
    return { status: 400, code: 'InvalidTimeStamp.Format' };
  if (Math.abs(Date.parse(date) - NOW.getTime()) > 15 * 60_000)
    return { status: 400, code: 'InvalidTimeStamp.Expired' };
  if (header('authorization') !== authorizationOf(request))
    return { status: 400, code: 'SignatureDoesNotMatch' };
  if (nonces.has(header('x-acs-signature-nonce'))) return { status: 400, code: 'SignatureNonceUsed' };
  nonces.add(header('x-acs-signature-nonce'));
  return undefined;
}

/** Computed from what arrived, by the steps of the documentation and none of the adapter's code. */
function authorizationOf(request: IncomingMessage): string {
  const query = new URL(present(request.url), 'http://gateway').searchParams;
  query.sort();
  const canonicalQuery = query
    .toString()
    .replaceAll('+', '%20')
    .replaceAll('*', '%2A')
    .replaceAll('%7E', '~');
  const hash = createHash('sha256');
  hash.update(`POST\n/\n${canonicalQuery}\n`);
  for (const name of SIGNED) hash.update(`${name}:${request.headers[name]}\n`);
  hash.update(`\n${SIGNED.join(';')}\n${request.headers['x-acs-content-sha256']}`);
  const hmac = createHmac('sha256', SECRET.accessKeySecret);
  hmac.update('ACS3-HMAC-SHA256\n').update(hash.digest('hex'));
  return `ACS3-HMAC-SHA256 Credential=${SECRET.accessKeyId},SignedHeaders=${SIGNED.join(';')},Signature=${hmac.digest('hex')}`;
}

function templateFault(query: URLSearchParams): AliyunFault | undefined {
  if (!/^1\d{10}$/.test(query.get('PhoneNumbers') ?? ''))
    return { status: 200, code: 'isv.MOBILE_NUMBER_ILLEGAL' };
  if (query.get('SignName') !== SECRET.signName) return { status: 200, code: 'isv.SMS_SIGNATURE_ILLEGAL' };
  const registered = registeredText(query);
  if (registered === undefined) return { status: 200, code: 'isv.SMS_TEMPLATE_ILLEGAL' };
  const variables = variablesIn(query);
  const named = [...registered.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => present(name));
  if (named.some((name) => variables[name] === undefined))
    return { status: 200, code: 'isv.TEMPLATE_MISSING_PARAMETERS' };
  for (const value of Object.values(variables)) {
    if (/:\/\/|\w\.\w/.test(value)) return { status: 200, code: 'isv.PARAM_NOT_SUPPORT_URL' };
    if (value.length < 1 || value.length > 35) return { status: 200, code: 'isv.PARAM_LENGTH_LIMIT' };
  }
  return undefined;
}

function registeredText(query: URLSearchParams): string | undefined {
  const template = Object.entries(SECRET.templateCodes).find(
    ([, code]) => code === query.get('TemplateCode'),
  );
  if (template === undefined) return undefined;
  // A function, for a replacement text has its own meaning of $.
  return TEXTS[template[0] as Message['template']].replaceAll(/\{(\w+)\}/g, (_, name) =>
    name === 'link' ? `${LINK_START}\${link1}.\${link2}.\${link3}` : `\${${name}}`,
  );
}

function rendered(query: URLSearchParams): string {
  const variables = variablesIn(query);
  const text = present(registeredText(query)).replaceAll(/\$\{(\w+)\}/g, (_, name) =>
    present(variables[name]),
  );
  return `【${query.get('SignName')}】${text}`;
}

function variablesIn(query: URLSearchParams): Record<string, string> {
  return JSON.parse(present(query.get('TemplateParam')));
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
