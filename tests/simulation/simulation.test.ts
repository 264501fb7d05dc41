import { describe, expect, it } from 'vitest';
import type { Store } from '../support/firm-parts.ts';
import { Markers } from './markers.ts';
import { openMemory } from './memory.ts';
import { MUTANTS } from './mutant-list.ts';
import { ofRole } from './people.ts';
import { Draw, freshSeed } from './random.ts';
import { personalIn } from './reach.ts';
import { run } from './run.ts';
import { fromRanges, shrink, toRanges } from './shrink.ts';
import type { OpenedStore } from './world.ts';

const STEPS = 1500;

describe('a simulated firm', () => {
  it('keeps every invariant, whatever the seed', async () => {
    const seed = freshSeed();
    console.log(`simulated from seed ${seed} on`);
    for (let index = 0; index < 4; index += 1) {
      const { violation, steps } = await run({ seed: seed + index, steps: STEPS, open: openMemory });
      expect({ seed: seed + index, violation }).toEqual({ seed: seed + index, violation: undefined });
      expect(steps).toBeGreaterThanOrEqual(STEPS);
    }
  });

  it('has the same history to the byte for the same seed, and another for another', async () => {
    const lines: string[][] = [[], [], []];
    const hashes = [];
    for (const [index, seed] of [71, 71, 72].entries()) {
      const trace = (line: string) => void lines[index]?.push(line);
      hashes.push((await run({ seed, steps: STEPS, open: openMemory, trace })).hash);
    }
    expect(lines[1]).toEqual(lines[0]);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('puts every kind of fault in the way', async () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 8 && kinds.size < FAULTS.length; seed += 1) {
      const { faults } = await run({ seed, steps: STEPS, open: openMemory });
      for (const kind of FAULTS) if (faults.of(kind) > 0) kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual([...FAULTS].sort());
  });

  it('catches a store that forgets what was sent, and shortens the history', async () => {
    const options = { seed: 5, steps: STEPS, open: openForgetful };
    const failed = await run(options);
    expect(failed.violation?.invariant).toBe('nothing waits for ever');
    const { turns, ran } = await shrink(options, failed, 8_000);
    expect(ran.violation?.invariant).toBe('nothing waits for ever');
    expect(turns.length).toBeLessThan(failed.turns / 10);
    const again = await run({
      ...options,
      steps: Number.POSITIVE_INFINITY,
      turns: fromRanges(toRanges(turns)),
    });
    expect(again.hash).toBe(ran.hash);
  });
});

const FAULTS = [
  'throttled',
  'unavailable',
  'answer lost',
  'function died',
  'transaction cancelled',
  'process killed',
  'execution stopped',
  'stream twice',
  'stream late',
  'stream lost',
];

function openForgetful(): OpenedStore {
  const opened = openMemory();
  const cases = new Proxy(opened.store.cases, {
    get: (target, member) => {
      if (member === 'markSent') return async () => {};
      const value: unknown = Reflect.get(target, member);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const store: Store = { ...opened.store, cases };
  return { ...opened, store };
}

describe('what a simulation is made of', () => {
  it('draws the same for the same words and another for others', () => {
    const drawn = (...of: (string | number)[]) => {
      const draw = new Draw(9, ...of);
      return Array.from({ length: 8 }, () => draw.int(0, 1_000_000));
    };
    expect(drawn(3, 'act')).toEqual(drawn(3, 'act'));
    expect(drawn(4, 'act')).not.toEqual(drawn(3, 'act'));
  });

  it('knows a marker in the wrong hands', () => {
    const markers = new Markers();
    const marker = markers.plant({
      branch: 'bj',
      people: ['broker-bj-yi'],
      carriers: ['life-a'],
      cases: ['cb-1'],
    });
    const [own, other] = ofRole('broker', 'bj');
    const [manager, stranger] = [ofRole('branch-manager', 'bj')[0], ofRole('branch-manager', 'sh')[0]];
    const [asked, notAsked] = [
      ofRole('carrier-reviewer', undefined, 'life-a')[0],
      ofRole('carrier-reviewer', undefined, 'life-b')[0],
    ];
    for (const by of [own, manager, asked]) expect(by && markers.strayIn(`of ${marker}.`, by)).toEqual([]);
    for (const by of [other, stranger, notAsked])
      expect(by && markers.strayIn(`of ${marker}.`, by)).toEqual([marker]);
    expect(markers.strayIn(marker, 'customer', 'cb-1')).toEqual([]);
    expect(markers.strayIn(marker, 'customer', 'cb-2')).toEqual([marker]);
    if (own !== undefined) markers.saidBy(`of ${marker}.`, own, false);
    if (other !== undefined) markers.saidBy(`of ${marker}.`, other, true);
    expect(stranger && markers.strayIn(marker, stranger)).toEqual([marker]);
    // Whoever opens a case of their own with somebody else's words has them there.
    if (other !== undefined) markers.saidBy(`of ${marker}.`, other, false);
    expect(stranger && markers.strayIn(marker, stranger)).toEqual([]);
  });

  it('knows a person who is spoken of aside', () => {
    const marker = new Markers().plant({ branch: 'bj' });
    const log = { level: 'INFO', message: 'request answered', route: 'POST /complaints', caseId: 'cp-1' };
    expect(personalIn(JSON.stringify(log))).toEqual([]);
    expect(personalIn(JSON.stringify({ ...log, said: `he said ${marker}`, to: '13900000001' }))).toEqual([
      '13900000001',
      marker,
    ]);
  });

  it('writes turns as ranges and reads them again', () => {
    expect(toRanges([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
    expect(fromRanges('0-2,5,7-8')).toEqual([0, 1, 2, 5, 7, 8]);
    expect(() => fromRanges('3-1')).toThrow(RangeError);
  });

  it('has at least twenty mutants, in the domain, the functions, the adapters and the workflows', () => {
    expect(new Set(MUTANTS.map(({ what }) => what)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
    const folders = new Set(MUTANTS.map(({ file }) => file.split('/')[0]));
    expect([...folders].sort()).toEqual(['adapters', 'domain', 'functions', 'workflows']);
  });
});
