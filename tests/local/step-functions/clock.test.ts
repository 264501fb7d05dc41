import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { StepFunctionsStopped } from '../../../local/step-functions/index.ts';
import { call, days, START, startSystem, wait } from './system.ts';

const HOUR = 3_600_000;
const instant = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
const later = {
  StartAt: 'Pause',
  States: {
    Pause: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Note' },
    Note: call('note', { 'what.$': '$.what' }, { End: true }),
  },
};

describe('moving time', () => {
  it('stands still until it is moved', async () => {
    const system = await startSystem({ instant });
    expect(system.clock.now()).toEqual(START);
    await system.clock.advance(HOUR);
    expect(system.clock.now()).toEqual(new Date(START.getTime() + HOUR));
  });

  it('fires timers beyond 24.8 days when they are due and not before', async () => {
    const log: string[] = [];
    const system = await startSystem({ later }, { note: () => log.push(system.clock.now().toISOString()) });
    await system.start('later', { seconds: 400 * 86_400, what: 'far' });
    await system.clock.advance(days(400) - 1);
    expect(log).toEqual([]);
    await system.clock.advance(days(1));
    expect(log).toEqual(['2027-02-05T00:00:00.000Z']);
  });

  it('goes from timer to timer, with everything quiet in between', async () => {
    const log: string[] = [];
    const hours = () => (system.clock.now().getTime() - START.getTime()) / HOUR;
    const note = async ({ what }: { what: string }) => {
      log.push(`${hours()} begin ${what}`);
      await new Promise(setImmediate);
      log.push(`${hours()} end ${what}`);
    };
    const quiet = async () => {
      if (log.at(-1)?.includes('end')) log.push(`${hours()} quiet`);
    };
    const system = await startSystem({ later }, { note }, { quiet });
    await system.start('later', { seconds: 2 * 3600, what: 'second' });
    await system.start('later', { seconds: 3600, what: 'first' });
    await system.clock.advance(3 * HOUR);

    expect(log).toEqual([
      '1 begin first',
      '1 end first',
      '1 quiet',
      '2 begin second',
      '2 end second',
      '2 quiet',
    ]);
  });

  it('lets what the rest of the system starts in its quiet time finish too', async () => {
    const log: string[] = [];
    const started: string[] = [];
    const quiet = async () => {
      if (log.length === 1 && started.length === 0)
        started.push(await system.start('later', { seconds: 1800, what: 'follow-up' }));
    };
    const note = ({ what }: { what: string }) => log.push(what);
    const system = await startSystem({ later }, { note }, { quiet });
    await system.start('later', { seconds: 3600, what: 'first' });
    await system.clock.advance(1.5 * HOUR);
    expect(log).toEqual(['first', 'follow-up']);
  });

  it('does one move after the other', async () => {
    const system = await startSystem({ instant });
    await Promise.all([system.clock.advance(HOUR), system.clock.advance(HOUR)]);
    expect(system.clock.now()).toEqual(new Date(START.getTime() + 2 * HOUR));
  });

  it('refuses to go back', async () => {
    const system = await startSystem({ instant });
    await expect(system.clock.advance(-1)).rejects.toBeInstanceOf(RangeError);
  });

  it('takes 100 executions through a month of ten timeouts each', async () => {
    const rungs = Array.from({ length: 10 }, (_, index) => `Rung${index}`);
    const next = (index: number) => rungs[index + 1] ?? 'End';
    const states = rungs.map((name, index) => [
      name,
      wait('ask', {
        TimeoutSeconds: 3 * 86_400,
        ResultPath: null,
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: next(index) }],
        Next: next(index),
      }),
    ]);
    const ladder = { StartAt: 'Rung0', States: { ...Object.fromEntries(states), End: { Type: 'Succeed' } } };
    let asked = 0;
    const system = await startSystem({ ladder }, { ask: () => void asked++ });
    for (let index = 0; index < 100; index++) {
      await system.start('ladder', {});
      await system.clock.advance(1000);
    }
    await system.clock.advance(days(31));
    expect(asked).toBe(1000);
    expect(system.counts()).toEqual({ ladder: { transitions: 1100, invocations: 1000 } });
  });
});

describe('a job', () => {
  it('runs at each multiple of its interval, in order with the timers', async () => {
    const log: string[] = [];
    const hours = () => (system.clock.now().getTime() - START.getTime()) / HOUR;
    const system = await startSystem(
      { later },
      { note: ({ what }: { what: string }) => log.push(`${hours()} ${what}`) },
      { start: new Date(START.getTime() + HOUR / 2) },
    );
    const stop = system.clock.every(HOUR, async (at) => {
      log.push(`${hours()} hourly ${at.getUTCHours()}`);
      await new Promise(setImmediate);
      log.push(`${hours()} hourly done`);
    });
    system.clock.every(2 * HOUR, async () => void log.push(`${hours()} two-hourly`));
    await system.start('later', { seconds: 1800, what: 'with the hour' });
    await system.start('later', { seconds: 3600, what: 'between' });

    await system.clock.advance(1.5 * HOUR);
    stop();
    await system.clock.advance(2 * HOUR);

    expect(log).toEqual([
      '1 with the hour',
      '1 hourly 1',
      '1 hourly done',
      '1.5 between',
      '2 hourly 2',
      '2 hourly done',
      '2 two-hourly',
      '4 two-hourly',
    ]);
  });

  it('that starts executions has them finished before time goes on', async () => {
    const log: number[] = [];
    const system = await startSystem({ later }, { note: () => log.push(system.clock.now().getTime()) });
    system.clock.every(HOUR, async () => void (await system.start('later', { seconds: 60, what: 'job' })));
    await system.clock.advance(2 * HOUR + 60_000);
    expect(log).toEqual([START.getTime() + HOUR + 60_000, START.getTime() + 2 * HOUR + 60_000]);
  });

  it('that fails stops the move where it failed', async () => {
    const system = await startSystem({ instant });
    system.clock.every(HOUR, async () => {
      throw new Error('sweeper broke');
    });
    await expect(system.clock.advance(days(1))).rejects.toMatchObject({
      name: 'JobFailed',
      cause: { message: 'sweeper broke' },
    });
    expect(system.clock.now()).toEqual(new Date(START.getTime() + HOUR));
  });
});

describe('running with real time', () => {
  it('fires timers and jobs as they come due, from wherever time has been moved to', async () => {
    const events = new EventTarget();
    const happened = (what: string) => once(events, what);
    const note = () => events.dispatchEvent(new Event('note'));
    const system = await startSystem({ later }, { note }, { mode: 'running' });
    const noted = happened('note');
    await system.start('later', { seconds: 1, what: 'soon' });
    await noted;
    const after = system.clock.now().getTime() - START.getTime();
    expect(after).toBeGreaterThanOrEqual(1000);
    expect(after).toBeLessThan(60_000);

    await system.clock.advance(days(30));
    expect(system.clock.now().getTime() - START.getTime()).toBeGreaterThanOrEqual(days(30));
    const swept = happened('sweep');
    const stop = system.clock.every(50, async () => void events.dispatchEvent(new Event('sweep')));
    await swept;
    stop();
  });

  it('reports a failed job', async () => {
    const { promise: failure, resolve } = Promise.withResolvers<Error>();
    const system = await startSystem({ instant }, {}, { mode: 'running', onFailure: resolve });
    const stop = system.clock.every(20, async () => {
      throw new Error('sweeper broke');
    });
    expect(await failure).toMatchObject({ name: 'JobFailed', cause: { message: 'sweeper broke' } });
    stop();
  });
});

describe('stopping', () => {
  it('refuses what is asked afterwards and breaks off a move', async () => {
    const gate = Promise.withResolvers<void>();
    const system = await startSystem({ later }, { note: () => gate.promise });
    await system.start('later', { seconds: 1, what: 'x' });
    const move = system.clock.advance(HOUR);
    const broken = expect(move).rejects.toBeInstanceOf(StepFunctionsStopped);
    const stopped = system.stop();
    gate.resolve();
    await Promise.all([broken, stopped]);
    await expect(system.start('later', {})).rejects.toBeInstanceOf(StepFunctionsStopped);
    await expect(fetch(system.endpoint)).rejects.toThrow();
  });

  it('counts what is under way as busy', async () => {
    const gate = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    const note = () => {
      called.resolve();
      return gate.promise;
    };
    const system = await startSystem({ later }, { note });
    await system.start('later', { seconds: 0, what: 'x' });
    await called.promise;
    expect(system.busy()).toBe(1);
    gate.resolve();
    await system.clock.advance(0);
    expect(system.busy()).toBe(0);
  });
});
