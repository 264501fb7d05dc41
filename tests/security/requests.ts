import fc from 'fast-check';
import { SAMPLE_CARRIERS } from '../../local/sample/policies.ts';
import { present } from '../support/present.ts';
import type { Described } from './described.ts';
import { type Known, valuesOf } from './schema.ts';
import { CARRIERS_ASKED, type Matters, type World } from './world.ts';

type Json = Record<string, unknown>;

/** A version that no record has: whoever may act is told that it is stale, and nothing is changed. */
const STALE = 999_999;
const TRIES = 300;

const wanted = SAMPLE_CARRIERS.filter(({ id }) => CARRIERS_ASKED.some((one) => one === id)).map(
  ({ id, products }) => ({
    carrier: id,
    product: present(Object.entries(products).find(([, one]) => one.class === 'critical-illness'))[0],
  }),
);

/** What a schema cannot know: which things there are in the world, for who looks for them. */
const BODIES: Readonly<Record<string, (world: World, of: Matters, branch: string) => Json>> = {
  'POST /policies/find': (_world, { named }) => ({ ...named }),
  'POST /complaints': (_world, _of, branch) => ({
    matter: { customerRef: `matrix-${branch}`, line: 'life', branch },
    involved: [],
  }),
  'POST /complaints/preview': (_world, _of, branch) => ({
    matter: { customerRef: `foreseen-${branch}`, line: 'life', branch },
    involved: [],
  }),
  'POST /complaints/{id}/recusal': () => ({ person: 'somebody-else' }),
  'POST /complaints/{id}/merge': (_world, { complaint }) => ({ into: complaint }),
  'POST /evaluations': (_world, { policy }) => ({
    moment: 'policy-issued',
    policyId: policy,
    policy: undefined,
    matter: undefined,
    claim: undefined,
  }),
  'POST /evaluations/inbox/{reply}': () => ({ evaluation: undefined }),
  'POST /reception-days': (_world, _of, branch) => ({ branch }),
  'POST /reception-days/{id}/complaints': (_world, _of, branch) => ({
    matter: { customerRef: `desk-${branch}`, line: 'life', branch },
    involved: [],
  }),
  'POST /corrective-actions': (_world, _of, branch) => ({ branch, complaints: [] }),
  'POST /holds/{policyId}/place': () => ({ type: 'compliance' }),
  'POST /holds/{policyId}/release': () => ({ type: 'compliance' }),
  'PUT /pre-underwriting/{id}/facts': () => ({ wanted }),
  'POST /pre-underwriting/{id}/requote': () => ({ wanted }),
  'POST /accountability/{month}/objections': () => ({ line: 'no-such-line' }),
  'POST /reconsiderations': () => ({ policyId: undefined, policy: undefined }),
};

const QUERIES: Readonly<Record<string, (world: World) => Json>> = {
  'GET /scope/differences': () => ({ rule: 'every-policy' }),
  'GET /reconsiderations/papers': () => ({ of: 'claim', claimKind: 'inpatient' }),
  'GET /reception-days': () => ({ on: '2026-05-28' }),
  'GET /figures/scorecard.csv': () => ({ from: '2026-03', to: '2026-05' }),
  'GET /figures/review-pack': () => ({ quarter: '2026-Q1' }),
  'GET /figures/cases': () => ({ counters: 'callback-opened' }),
};

/** A request that is right in all that a schema says, the same for everybody who sends it. */
export function exampleOf(
  { route, inQuery, body }: Described,
  key: string,
  world: World,
  of: Matters,
  branch: string,
): { query: Json; body: Json } {
  const known: Known = (name) => (name === 'month' ? [world.accountableMonth] : []);
  const query: Json = {};
  for (const { name, required, schema } of inQuery) {
    if (required) query[name] = sample(valuesOf(schema, known, name), () => true);
  }
  const inWorld = QUERIES[key]?.(world) ?? {};
  const own = BODIES[key]?.(world, of, branch) ?? {};
  const fits = (value: unknown) =>
    route.bodyShape.safeParse(withoutNothing({ ...(value as Json), ...own })).success;
  const made = body === undefined ? {} : (sample(valuesOf(body, known), fits) as Json);
  const sent = withoutNothing({ ...made, ...own });
  return {
    query: { ...query, ...inWorld },
    body: 'version' in sent ? { ...sent, version: STALE } : sent,
  };
}

function withoutNothing(body: Json): Json {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function sample<T>(values: fc.Arbitrary<T>, fits: (value: T) => boolean): T {
  return present(fc.sample(values, { seed: 1, numRuns: TRIES }).find((value) => fits(value)));
}
