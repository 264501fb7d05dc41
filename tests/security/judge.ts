import { canonicalJson } from '../../domain/history.ts';
import { Problem } from '../../functions/http/problem.ts';
import type { Route } from '../../functions/http/route.ts';
import { SECRETS, type Told } from './house.ts';

/** What an answer may never hold, whoever asked: where the code is, how the tables are made, what opens a door. */
const INSIDE: readonly RegExp[] = [
  /\bat .{0,200}\.(ts|js|mjs):\d+/,
  /node_modules|node:internal|\/work\/|\/var\/task/,
  /TABLE_[A-Z]|recourse-(cases|policies|commissions|metrics)/,
  /\b(CASE|EVENT|WAIT|MESSAGE|CONTENT|POLICY|PHONE|STAFF|SIGHTS)#/,
  /ConditionalCheckFailed|ValidationException|ProvisionedThroughput/,
  /\[object |undefined is not|is not a function|Cannot read/,
];
const LONGEST_REFUSAL = 20_000; // characters: a batch of 500 faults is shorter
const REPEATED = 'HUGE-'.repeat(60);

/** Answers to which a value in the clear belongs, each for one person and a reason, or back to who brought it. */
export const IN_CLEAR: ReadonlySet<string> = new Set([
  'POST /policies/{id}/reveal',
  'POST /complaints/{id}/reveal',
  'GET /imports/{id}/bad-rows.csv',
  'POST /evidence/{caseId}',
]);

/** A refusal that is kept as what it was: a second answer of a carrier stands beside the first. */
const KEPT_WHEN_REFUSED = 'The request was answered before: that answer counts, and this one is kept.';

export interface Judged {
  key: string;
  route: Route;
  told: Told;
  /** Changes that took effect while it was answered. */
  changes: number;
  /** Values that may not stand in the answer. */
  planted: readonly string[];
}

/** What is wrong with an answer, in words; nothing when it is as it must be. */
export function faultsIn({ key, route, told, changes, planted }: Judged): string[] {
  const { status, text } = told;
  const faults: string[] = [];
  if (status < 200 || status >= 500) faults.push(`answered with ${status}`);
  if (status >= 400) faults.push(...faultsInRefusal(told, changes));
  else if (status >= 200) faults.push(...faultsInAnswer(route, told));
  if (told.headers['x-content-type-options'] !== 'nosniff') faults.push('may be taken for something else');
  if (INSIDE.some((inside) => inside.test(text)) && status >= 400) faults.push('tells of what is inside');
  if (Object.values(SECRETS).some((secret) => text.includes(secret))) faults.push('holds a secret');
  const seen = IN_CLEAR.has(key) ? undefined : planted.find((value) => text.includes(value));
  if (seen !== undefined) faults.push(`holds ${seen}`);
  return faults;
}

function faultsInRefusal({ status, headers, text }: Told, changes: number): string[] {
  const faults: string[] = [];
  if (headers['content-type'] !== 'application/problem+json') faults.push('is no problem+json');
  if (headers['cache-control'] !== 'no-store') faults.push('may be stored on the way');
  if (text.length > LONGEST_REFUSAL) faults.push(`is ${text.length} characters long`);
  if (text.includes(REPEATED)) faults.push('repeats what was sent');
  const problem = Problem.safeParse(parsed(text));
  if (!problem.success) return [...faults, 'is no problem'];
  const { type, title, status: said, fields = [] } = problem.data;
  if (said !== status) faults.push(`says ${said} and is ${status}`);
  if (!/^\/problems\/[a-z-]+$/.test(type) || title === '') faults.push('has no type or title');
  if (
    status === 400 &&
    (fields.length === 0 || fields.some(({ field, reason }) => field === '' || reason === ''))
  )
    faults.push('names no field and reason');
  if (changes > 0 && title !== KEPT_WHEN_REFUSED)
    faults.push(`changed ${changes} things although it was refused`);
  return faults;
}

function faultsInAnswer(route: Route, { headers, text }: Told): string[] {
  const media = headers['content-type'] ?? '';
  if (route.answers !== undefined)
    return media.startsWith(route.answers.split(';')[0] ?? '')
      ? []
      : [`is ${media} and not ${route.answers}`];
  if (media.startsWith('text/html') && route.path === '/c/{token}') return [];
  if (!media.startsWith('application/json')) return [`is ${media} and not JSON`];
  const body = parsed(text);
  const shaped = route.answerShape.safeParse(body);
  if (!shaped.success)
    return [
      `is not of its shape: ${shaped.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)}`,
    ];
  return canonicalJson(shaped.data as object) === canonicalJson(body as object)
    ? []
    : ['holds more than is described'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
