import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { route } from '../../functions/http/route.ts';
import { SECRETS, type Told } from './house.ts';
import { faultsIn } from './judge.ts';

const ROUTE = route({
  method: 'GET',
  path: '/things',
  summary: 'Things',
  answer: z.object({ items: z.array(z.object({ id: z.string() })) }),
  handle: async () => ({ body: {} }),
});

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const PROBLEM = { ...HEADERS, 'content-type': 'application/problem+json' };

function told(status: number, body: unknown, headers: Record<string, string> = HEADERS): Told {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, text, bytes: Buffer.from(text) };
}

const invalid = (over: object = {}) => ({
  type: '/problems/invalid',
  title: 'The request is not valid.',
  status: 400,
  fields: [{ field: 'id', reason: 'is not known here' }],
  ...over,
});
const faults = (answer: Told, changes = 0, planted: readonly string[] = []) =>
  faultsIn({ key: 'GET /things', route: ROUTE, told: answer, changes, planted });

describe('what the fuzzer takes for wrong', () => {
  it('is nothing where an answer or a refusal is as it must be', () => {
    expect(faults(told(200, { items: [{ id: 'a' }] }), 1)).toEqual([]);
    expect(faults(told(400, invalid(), PROBLEM))).toEqual([]);
  });

  it.each<[string, Told, number, RegExp]>([
    ['a fault of ours', told(500, invalid({ status: 500 }), PROBLEM), 0, /answered with 500/],
    ['an answer of another shape', told(200, { items: [{}] }), 0, /not of its shape/],
    ['an answer with more', told(200, { items: [{ id: 'a', name: 'b' }] }), 0, /more than is described/],
    ['another media type', told(200, 'x', { ...HEADERS, 'content-type': 'text/html' }), 0, /not JSON/],
    [
      'an answer that may be sniffed',
      told(200, { items: [] }, { 'content-type': 'application/json' }),
      0,
      /taken for/,
    ],
    ['a refusal that is no problem', told(400, { error: 'x' }, PROBLEM), 0, /is no problem/],
    ['a refusal without a field', told(400, invalid({ fields: [] }), PROBLEM), 0, /no field and reason/],
    ['another status than it says', told(404, invalid(), PROBLEM), 0, /says 400 and is 404/],
    ['a refusal that changed something', told(400, invalid(), PROBLEM), 1, /changed 1 things/],
    ['frames of a stack', told(400, invalid({ title: 'at load (/x/y.ts:12:3)' }), PROBLEM), 0, /inside/],
    ['a key of a table', told(409, invalid({ status: 409, title: 'CASE#cb-1' }), PROBLEM), 0, /inside/],
    ['what was sent', told(400, invalid({ title: 'HUGE-'.repeat(80) }), PROBLEM), 0, /repeats/],
    ['a secret', told(200, { items: [{ id: SECRETS.linkKey }] }), 0, /secret/],
    ['a planted value', told(200, { items: [{ id: 'planted-1' }] }), 0, /holds planted-1/],
  ])('is %s', (_what, answer, changes, fault) => {
    expect(faults(answer, changes, ['planted-1']).join('; ')).toMatch(fault);
  });
});
