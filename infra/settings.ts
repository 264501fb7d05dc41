import type { Profile } from './profiles.ts';

/** What a deployment cannot guess. Given as CDK context: `npx cdk deploy --all -c issuer=https://...`. */
export interface Settings {
  /** OIDC issuer of the staff's tokens, as its tokens name it. */
  issuer: string;
  /** Audience that those tokens must carry. */
  audience: string;
  /** What the links to customers begin with. */
  linkBaseUrl: string;
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
  smsSignName: '示例经纪',
  branches: ['bj', 'sh'],
};

const EXAMPLES = {
  issuer: 'https://sign-in.example.com/realm',
  audience: 'recourse',
  linkBaseUrl: 'https://r.example.com',
  smsSignName: '某某经纪',
  branches: 'bj,sh',
};

/** @throws when one is missing: a guessed issuer would let nobody in, or the wrong people */
export function settingsFrom(context: (key: string) => unknown, { sms }: Pick<Profile, 'sms'>): Settings {
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
    ...(sms === 'sns' ? { smsSignName: given('smsSignName') } : {}),
    branches: given('branches')
      .split(',')
      .map((branch) => branch.trim())
      .filter((branch) => branch !== ''),
  };
  if (missing.length > 0) throw new Error(`A deployment needs ${missing.join(' ')}`);
  return settings;
}
