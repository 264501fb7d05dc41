import { describe, expect, it } from 'vitest';
import { InvariantBroken, Refused } from '../../domain/errors.ts';
import { explore } from './explore.ts';
import { type Command, DUE, LATE, type Machine } from './machine.ts';

/** A door that somebody opens, a clock shuts, and a locksmith takes out. */
interface Door {
  stage: string;
  now: Date;
  nextDueAt?: string;
}

const NOON = new Date('2026-03-02T04:00:00.000Z');
const ONE = new Date('2026-03-02T05:00:00.000Z');

const open: Command<Door> = {
  name: 'porter: opens',
  deed: 'open',
  by: 'staff',
  run: (door) => {
    if (door.stage !== 'shut') throw new Refused('wrong-stage', 'It is not shut.');
    return { ...door, stage: 'open', nextDueAt: ONE.toISOString() };
  },
};
const shut: Command<Door> = {
  name: DUE,
  deed: DUE,
  by: 'time',
  run: (door) => (door.stage === 'open' ? { stage: 'shut', now: ONE, nextDueAt: later(ONE) } : door),
};
const remove: Command<Door> = {
  name: 'locksmith: takes out',
  deed: 'take out',
  by: 'outside',
  run: ({ now, stage }) => {
    if (stage === 'gone') throw new Refused('gone', 'It is gone.');
    return { stage: 'gone', now };
  },
};

function later(moment: Date): string {
  return new Date(moment.getTime() + 3_600_000).toISOString();
}

function withoutDue({ stage, now }: Door): Door {
  return { stage, now };
}

function machine(over: Partial<Machine<Door>> = {}): Machine<Door> {
  return {
    name: 'door',
    stages: ['shut', 'open', 'gone'],
    starts: { 'a door': () => ({ stage: 'shut', now: NOON, nextDueAt: ONE.toISOString() }) },
    commands: [open, shut, remove],
    see: ({ stage, now, nextDueAt }) => ({
      stage,
      category: stage === 'gone' ? 'closed' : 'open',
      now,
      nextDueAt,
    }),
    key: ({ stage }) => stage,
    faults: () => [],
    ...over,
  };
}

const faultsOf = (over: Partial<Machine<Door>>) => explore(machine(over)).faults;
const wordsOf = (over: Partial<Machine<Door>>) => faultsOf(over).map(({ fault }) => fault);

describe('the explorer', () => {
  it('meets every state once, on a shortest way, and counts what was done', () => {
    const found = explore(machine());
    expect(found).toMatchObject({ states: 3, transitions: 4, repeats: 2, refusals: 3, depth: 1, faults: [] });
    expect(found.stages.reached).toEqual(['shut', 'open', 'gone']);
  });

  it('tells the way to a state whose invariant is broken', () => {
    const faults = ({ stage }: Door) => (stage === 'open' ? ['there is a draught'] : []);
    expect(faultsOf({ faults })).toEqual([
      { fault: 'there is a draught', path: ['a door', 'porter: opens'] },
    ]);
  });

  it('finds a step that breaks a promise', () => {
    const faultsOfStep = (before: Door, after: Door) => (before.stage === after.stage ? [] : ['it moved']);
    expect(wordsOf({ faultsOfStep })).toEqual(['it moved']);
  });

  it('finds a stage that is declared and never reached, and one that is reached and not declared', () => {
    expect(wordsOf({ stages: ['shut', 'open', 'gone', 'ajar'] })).toEqual(['stage ajar is never reached']);
    expect(wordsOf({ stages: ['shut', 'gone'] })).toEqual(['stage open is not declared']);
  });

  it('finds a command that nobody can give, unless a rule says so', () => {
    const never: Command<Door> = {
      ...open,
      name: 'thief: opens',
      run: () => {
        throw new Refused('thief', 'No.');
      },
    };
    const commands = [open, shut, remove, never];
    expect(wordsOf({ commands })).toEqual(['“thief: opens” is never accepted']);
    expect(wordsOf({ commands, never: { 'thief: opens': 'thieves do not' } })).toEqual([]);
    expect(wordsOf({ never: { 'porter: opens': 'he has no key' } })).toEqual([
      '“porter: opens” is accepted: he has no key',
    ]);
  });

  it('finds a state from which nothing leads to the end, and does not take lateness for a way', () => {
    const late: Command<Door> = { ...remove, name: LATE, deed: LATE, by: 'time' };
    expect(wordsOf({ commands: [open, shut, late] })).toEqual(['no way leads from here to the end']);
  });

  it('finds a state that waits for ever, unless something living is waited for', () => {
    const forgets = { ...open, run: (door: Door) => withoutDue(open.run(door)) };
    const commands = [forgets, shut, remove];
    expect(wordsOf({ commands })).toEqual(['waits for ever at open']);
    expect(wordsOf({ commands, livingWait: () => 'the porter' })).toEqual([]);
  });

  it('finds a clock that leaves something due in the past', () => {
    const lazy = {
      ...shut,
      run: (door: Door) => (door.stage === 'open' ? { ...door, stage: 'shut', now: ONE } : door),
    };
    expect(wordsOf({ commands: [open, lazy, remove] })).toContain(
      'after everything due was done, something is due in the past',
    );
  });

  it('finds a next step that nobody can take, one that it does not know, and a deed that nobody is told of', () => {
    const promises = [[/^open it$/, ['open']]] as const;
    const steps = ({ stage }: Door) => (stage === 'gone' ? [] : [{ who: 'porter', what: 'open it' }]);
    expect(wordsOf({ promises, steps })).toEqual([
      'porter is told to “open it”, and nothing of the kind is accepted',
    ]);
    expect(wordsOf({ steps })).toContain('no deed is known for the next step “open it”');
    const silent = () => [{ who: 'porter', what: 'rest' }];
    expect(wordsOf({ promises: [[/^rest$/, [DUE, 'take out']]], steps: silent })).toContain(
      'staff can “open”, and nobody is told (told: rest)',
    );
  });

  it('finds an error that is no refusal, and a rule that changes what it was given', () => {
    const broken = {
      ...remove,
      run: () => {
        throw new InvariantBroken('hinge');
      },
    };
    expect(wordsOf({ commands: [open, shut, remove, { ...broken, name: 'wind: slams' }] })).toContain(
      'threw InvariantBroken: hinge',
    );
    const inPlace = { ...open, run: (door: Door) => Object.assign(door, { stage: 'open' }) };
    expect(wordsOf({ commands: [inPlace, shut, remove] })[0]).toMatch(/^threw TypeError/);
  });

  it('calls it a fault when the bound is reached, and does not stop in silence', () => {
    let made = 0;
    const key = () => {
      made += 1;
      return made;
    };
    expect(wordsOf({ key, most: 50 })).toEqual([
      'there are more states than the bound: the projection tells too much apart',
    ]);
  });

  it('expands more than one state of a key when it is asked to, so that a key that hides something is found', () => {
    const mind = { ...open, run: (door: Door) => ({ ...open.run(door), now: ONE }) };
    expect(explore(machine({ commands: [mind, shut, remove] }), 2).transitions).toBeGreaterThan(4);
  });
});
