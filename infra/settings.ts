import type { Profile } from './profiles.ts';

/** What a deployment cannot guess. Given as CDK context: `npx cdk deploy --all -c issuer=https://...`. */
export interface Settings {
  /** OIDC issuer of the staff's tokens, as its tokens name it. */
  issuer: string;
  /** Audience that those tokens must carry. */
  audience: string;
  /** What the links to customers begin with. Their pages load the console's files, so it leads to the same place. */
  linkBaseUrl: string;
  /** Where staff open the console: only pages of this origin may put and get files. */
  consoleOrigin: string;
  /** What the issuer knows the console as. */
  consoleClientId: string;
  /** ARN of the certificate for both names, where CloudFront hands out the console: it takes those of us-east-1. */
  consoleCertificate?: string;
  /** Origins that a browser signs in at: the issuer's own unless told. */
  signInOrigins: readonly string[];
  /** What a customer calls when a link does not work. */
  hotline: string;
  /** What stands before a message to a customer: who writes. Where SNS sends it; a mainland gateway has its own. */
  smsSignName?: string;
  /** The firm's branches: lists of commissions are kept per branch. */
  branches: readonly string[];
}

/** For templates that are looked at and never deployed. These hosts cannot exist (RFC 2606). */
export const SAMPLE_SETTINGS: Settings = {
  issuer: 'https://issuer.example.invalid',
  audience: 'recourse',
  linkBaseUrl: 'https://links.example.invalid',
  consoleOrigin: 'https://console.example.invalid',
  consoleClientId: 'recourse-console',
  consoleCertificate: 'arn:aws:acm:us-east-1:000000000000:certificate/sample',
  signInOrigins: ['https://issuer.example.invalid'],
  hotline: '400-000-0000',
  smsSignName: '示例经纪',
  branches: ['bj', 'sh'],
};

const EXAMPLES = {
  issuer: 'https://sign-in.example.com/realm',
  audience: 'recourse',
  linkBaseUrl: 'https://r.example.com',
  consoleOrigin: 'https://console.example.com',
  consoleClientId: 'recourse-console',
  consoleCertificate: 'arn:aws:acm:us-east-1:...',
  hotline: '400-000-0000',
  smsSignName: '某某经纪',
  branches: 'bj,sh',
};

/** @throws when one is missing: a guessed issuer would let nobody in, or the wrong people */
export function settingsFrom(
  context: (key: string) => unknown,
  { sms, console: by }: Pick<Profile, 'sms' | 'console'>,
): Settings {
  const missing: string[] = [];
  const given = (key: keyof typeof EXAMPLES): string => {
    const value = context(key);
    if (typeof value === 'string' && value !== '') return value;
    missing.push(`-c ${key}=${EXAMPLES[key]}`);
    return '';
  };
  const settings = {
    issuer: given('issuer'),
    audience: given('audience'),
    linkBaseUrl: given('linkBaseUrl').replace(/\/$/, ''),
    consoleOrigin: given('consoleOrigin').replace(/\/$/, ''),
    consoleClientId: given('consoleClientId'),
    ...(by === 'cloudfront' ? { consoleCertificate: given('consoleCertificate') } : {}),
    hotline: given('hotline'),
    ...(sms === 'sns' ? { smsSignName: given('smsSignName') } : {}),
    branches: listOf(given('branches')),
  };
  if (missing.length > 0) throw new Error(`A deployment needs ${missing.join(' ')}`);
  for (const name of ['consoleOrigin', 'linkBaseUrl'] as const) {
    if (!/^https:\/\/[^/]+$/.test(settings[name])) {
      throw new Error(`${name} is https:// and a host, as ${EXAMPLES[name]}: not ${settings[name]}`);
    }
  }
  const others = listOf(String(context('signInOrigins') ?? ''));
  return { ...settings, signInOrigins: others.length > 0 ? others : [new URL(settings.issuer).origin] };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
