import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Staff } from '../../domain/people.ts';
import { present } from '../support/present.ts';
import { type Described, described } from './described.ts';
import { knownIn } from './fuzzing.ts';
import type { Told } from './house.ts';
import { personOf } from './house-visitor.ts';
import { IN_CLEAR } from './judge.ts';
import { ASKERS } from './matrix.ts';
import type { PlantedKind } from './planted.ts';
import { exampleOf } from './requests.ts';
import { openWorld, type World } from './world.ts';

interface Read {
  key: string;
  path: string;
  by: Staff;
  text: string;
}

let world: World;
let reads: Read[];
beforeAll(async () => {
  world = await openWorld();
  reads = await everythingRead(world);
}, 120_000);
afterAll(() => world.house.close());

/** Every GET route of every thing that there is, as everybody; exports as what they say when they are opened. */
async function everythingRead(of: World): Promise<Read[]> {
  const known = await knownIn(of);
  const found: Read[] = [];
  for (const one of described(of.house.routes)) {
    if (one.route.method !== 'GET' || one.route.public === true) continue;
    for (const path of pathsOf(one, known, of)) {
      for (const by of ASKERS) {
        const told = await of.house.ask({ by, method: 'GET', path });
        if (told.status === 200) found.push({ key: one.key, path, by, text: wordsOf(told) });
      }
    }
  }
  return found;
}

function pathsOf(one: Described, known: (name: string) => readonly unknown[], of: World): string[] {
  const { query } = exampleOf(one, one.key, of, of.matters.bj, 'bj');
  const asked = new URLSearchParams(query as Record<string, string>).toString();
  const names = one.inPath.map(({ name }) => name);
  const values = names.reduce<Record<string, string>[]>(
    (all, name) =>
      all.flatMap((some) => [...new Set(known(name))].map((value) => ({ ...some, [name]: String(value) }))),
    [{}],
  );
  return values
    .filter((some) => one.route.pathShape.safeParse(some).success)
    .map((some) => one.route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => present(some[name])))
    .map((path) => (asked === '' ? path : `${path}?${asked}`));
}

function wordsOf({ bytes, text }: Told): string {
  if (bytes.subarray(0, 2).toString() !== 'PK') return text;
  return Object.values(unzipSync(bytes))
    .map((file) => strFromU8(file))
    .join('\n');
}

const HEALTH_ROLES: readonly Staff['role'][] = ['broker', 'expert', 'carrier-reviewer'];
const COMPLAINT_ROLES: readonly Staff['role'][] = [
  'complaint-handler',
  'branch-manager',
  'head-office-manager',
  'compliance',
];

/** Answers that hold a planted value of the kind, in short. */
function holding(kind: PlantedKind, some: readonly Read[]): string[] {
  const values = world.planted.of(kind);
  return some
    .filter(({ text }) => values.some((value) => text.includes(value)))
    .map(({ key, by }) => `${by.role} (${by.id}) reads it in ${key}`);
}

describe('what is planted in every record', () => {
  it('was asked for on every route that reads, and much was answered', () => {
    const routes = described(world.house.routes).filter(
      ({ route }) => route.method === 'GET' && route.public !== true,
    );
    const answered = new Set(reads.map(({ key }) => key));
    console.log(`${reads.length} answers of ${answered.size} routes, ${world.planted.size} planted values`);

    expect(routes.map(({ key }) => key).filter((key) => !answered.has(key))).toEqual([]);
    for (const kind of ['contact', 'health', 'statement'] as const)
      expect(world.planted.of(kind).length).toBeGreaterThan(2);
  });

  it("never shows a customer's name, number or address, and shows that they are there", () => {
    const some = reads.filter(({ key }) => !IN_CLEAR.has(key));

    expect(holding('contact', some)).toEqual([]);
    expect(
      world.visitor.heard.filter((text) => world.planted.of('contact').some((one) => text.includes(one))),
    ).toEqual(world.visitor.heard.filter((text) => text.includes('hideAfterSeconds')));
    expect(some.map(({ text }) => text).join()).toMatch(/诸\*{3,}.*139\*{4}777/s);
  });

  it('shows what was disclosed to who works on it alone: brokers, experts and the carriers that were asked', () => {
    expect(
      holding(
        'health',
        reads.filter(({ by }) => !HEALTH_ROLES.includes(by.role)),
      ),
    ).toEqual([]);
    expect(holding('health', reads)).not.toEqual([]);
    expect(
      holding(
        'health',
        reads.filter(({ by }) => by.id === 'broker-bj-2'),
      ),
    ).toEqual([]);
  });

  it('shows what a complainant said to who handles complaints, and never to who is involved', () => {
    const others = reads.filter(({ by }) => !COMPLAINT_ROLES.includes(by.role));

    expect(holding('statement', others)).toEqual([]);
    expect(holding('statement', reads)).not.toEqual([]);
    const ofComplaint = reads.filter(({ path }) => path.includes(world.matters.bj.complaint));
    expect(ofComplaint.map(({ by }) => by.id)).toContain('handler-bj-1');
    expect(ofComplaint.map(({ by }) => by.id)).not.toContain('handler-bj-2');
  });

  it('gives rows in the clear back to who brought the file, and to nobody else', () => {
    const rows = reads.filter(({ key }) => key === 'GET /imports/{id}/bad-rows.csv');

    expect(rows.map(({ by }) => by.id)).toEqual(['head-office']);
    expect(rows[0]?.text).toContain('无此人');
    expect(reads.filter(({ text }) => text.includes('无此人')).length).toBe(1);
  });

  it('is told one value at a time by a reveal, and each is in the access log', async () => {
    const { policy } = world.matters.bj;
    const told = await world.house.ask({
      by: personOf('agent-bj-1'),
      method: 'POST',
      path: `/policies/${policy}/reveal`,
      body: { field: 'name', reason: 'the customer asked to be called' },
    });
    const { value } = JSON.parse(told.text) as { value: string };

    expect(world.planted.of('contact')).toContain(value);
    expect(world.planted.of('contact').filter((one) => told.text.includes(one))).toEqual([value]);
    expect(told.headers['cache-control']).toBe('no-store');
    const sights = await world.house.ask({
      by: personOf('compliance-1'),
      method: 'GET',
      path: `/sights?month=${world.house.now().toISOString().slice(0, 7)}`,
    });
    expect(sights.text).toContain('the customer asked to be called');
    expect(sights.text).not.toContain(value);
  });

  it('is in no packet of evidence that nobody gave a reason for', async () => {
    const { callback, preUnderwriting, reconsideration, complaint, evaluation } = world.matters.bj;
    for (const id of [callback, preUnderwriting, reconsideration, complaint, evaluation]) {
      const told = await world.house.ask({
        by: personOf('head-office'),
        method: 'POST',
        path: `/evidence/${id}`,
        body: {},
      });
      const words = wordsOf(told);

      expect([id, told.status, told.headers['content-type']]).toEqual([id, 200, 'application/zip']);
      expect(words.length).toBeGreaterThan(1000);
      const values = world.planted.of('contact', 'health', 'statement');
      expect([id, values.filter((value) => words.includes(value))]).toEqual([id, []]);
    }
  });
});
