import type { Activity } from './activity.ts';
import { JobFailed, StepFunctionsStopped } from './errors.ts';

export interface VirtualClock {
  /** The time of this system. */
  now(): Date;
  /**
   * Moves time from timer to timer, timers before jobs where both are due at one instant. Before each step
   * everything becomes quiet: no task call or job under way, then `quiet()`. Resolves when the target is
   * reached and all is quiet, so `advance(0)` just waits for that. Several moves run one after the other, so
   * a handler or job must not wait for one. Rejects with `JobFailed` when a job fails, where it failed.
   */
  advance(milliseconds: number): Promise<void>;
  /**
   * Runs `job` at each multiple of the interval since 1970 (UTC), as time passes or is moved. A job that takes
   * longer than its interval skips the instants it misses. Returns a function that stops it.
   */
  every(milliseconds: number, job: (at: Date) => Promise<void>): () => void;
}

/** What the clock drives. */
export interface Driven {
  /** Waits until all that was set in motion is done; tells when the next timer is due. */
  sync(): Promise<number | undefined>;
  /** Sets the time and fires the timers due by then. */
  tick(now: number): void;
  /** Waits for the rest of the system. */
  quiet(): Promise<void>;
  /** A job failed while nobody was moving time. */
  jobFailed(error: JobFailed): void;
}

interface Job {
  interval: number;
  next: number;
  run: (at: Date) => Promise<void>;
  running: boolean;
}

// A machine that slept wakes up with many timers due; those are taken one by one, as in a move.
const OVERSLEPT_MILLISECONDS = 1000;
// Node's own limit for a delay is 24.8 days, and a suspended machine's timers are late: look once in a while.
const LONGEST_NAP_MILLISECONDS = 60_000;

/** The one clock of the system: the interpreter's thread is told the time by it. */
export class SteppedClock implements VirtualClock {
  readonly #driven: Driven;
  readonly #activity: Activity;
  readonly #follows: boolean;
  readonly #jobs = new Set<Job>();
  /** The time while it stands still. */
  #at: number;
  /** From real to virtual time, while it runs. */
  #offset: number;
  #moves: Promise<void> = Promise.resolve();
  #moving = 0;
  #stopped = false;
  #nextTimer: number | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #failure: JobFailed | undefined;

  /** @param follows whether the time follows the real one when it is not being moved */
  constructor(start: number, follows: boolean, driven: Driven, activity: Activity) {
    this.#at = start;
    this.#offset = start - Date.now();
    this.#follows = follows;
    this.#driven = driven;
    this.#activity = activity;
  }

  now(): Date {
    return new Date(this.milliseconds());
  }

  milliseconds(): number {
    // Never back, also when the real clock is set back.
    if (this.#follows && this.#moving === 0) this.#at = Math.max(this.#at, Date.now() + this.#offset);
    return this.#at;
  }

  advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0))
      return Promise.reject(new RangeError(`time does not move by ${milliseconds} ms`));
    return this.#enqueue(async () => {
      const target = this.milliseconds() + milliseconds;
      try {
        await this.#move(() => target);
      } finally {
        this.#offset = this.#at - Date.now();
      }
    });
  }

  every(milliseconds: number, run: (at: Date) => Promise<void>): () => void {
    if (!(milliseconds >= 1)) throw new RangeError(`a job cannot run every ${milliseconds} ms`);
    const job = { interval: milliseconds, next: 0, run, running: false };
    skipTo(job, this.milliseconds());
    this.#jobs.add(job);
    this.#setAlarm();
    return () => {
      this.#jobs.delete(job);
    };
  }

  /** The interpreter's next timer has changed. */
  nextTimerAt(at: number | undefined): void {
    this.#nextTimer = at;
    this.#setAlarm();
  }

  /** Ends all waiting. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#alarm);
    this.#activity.release();
  }

  #enqueue(move: () => Promise<void>): Promise<void> {
    const moved = this.#moves.then(move);
    this.#moves = moved.catch(() => {});
    return moved;
  }

  /** Goes from timer to timer up to `target`, which may itself move on as real time passes. */
  async #move(target: () => number): Promise<void> {
    this.#moving++;
    clearTimeout(this.#alarm);
    try {
      for (;;) {
        const timer = (await this.#settle()) ?? Number.POSITIVE_INFINITY;
        const job = this.#nextJob();
        const due = Math.min(timer, job?.next ?? Number.POSITIVE_INFINITY);
        if (due > target()) break;
        this.#at = Math.max(this.#at, due);
        if (job === undefined || timer <= job.next) this.#driven.tick(this.#at);
        else this.#start(job);
      }
      this.#at = Math.max(this.#at, target());
      this.#driven.tick(this.#at);
      await this.#settle();
    } finally {
      this.#moving--;
      this.#setAlarm();
    }
  }

  /** Waits until nothing happens any more at this instant. */
  async #settle(): Promise<number | undefined> {
    for (;;) {
      await this.#activity.none();
      if (this.#stopped) throw new StepFunctionsStopped();
      const { started } = this.#activity;
      const next = await this.#driven.sync();
      const calm = () => this.#activity.open === 0 && this.#activity.started === started;
      if (!calm()) continue;
      await this.#driven.quiet();
      if (!calm()) continue;
      this.#throwFailure();
      this.#nextTimer = next;
      return next;
    }
  }

  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  #nextJob(): Job | undefined {
    let first: Job | undefined;
    for (const job of this.#jobs) if (first === undefined || job.next < first.next) first = job;
    return first;
  }

  #start(job: Job): void {
    const at = new Date(job.next);
    job.next += job.interval;
    if (job.running) return;
    job.running = true;
    const run = async () => {
      try {
        await job.run(at);
      } catch (cause) {
        const failure = new JobFailed(`a job that runs every ${job.interval} ms failed`, { cause });
        if (this.#moving > 0) this.#failure ??= failure;
        else this.#driven.jobFailed(failure);
      } finally {
        job.running = false;
      }
    };
    void this.#activity.during(run);
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm);
    if (!this.#follows || this.#stopped || this.#moving > 0) return;
    const due = this.#due();
    if (due === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(due - this.milliseconds(), 0), LONGEST_NAP_MILLISECONDS);
    this.#alarm = setTimeout(() => this.#ring(), delay);
  }

  #due(): number {
    return Math.min(
      this.#nextTimer ?? Number.POSITIVE_INFINITY,
      this.#nextJob()?.next ?? Number.POSITIVE_INFINITY,
    );
  }

  #ring(): void {
    const late = Date.now() + this.#offset - this.#due();
    if (late > OVERSLEPT_MILLISECONDS) {
      this.#catchUp();
      return;
    }
    const now = this.milliseconds();
    if (this.#nextTimer !== undefined && this.#nextTimer <= now) {
      this.#nextTimer = undefined;
      this.#driven.tick(now);
    }
    for (const job of this.#jobs) if (job.next <= now) this.#start(job);
    this.#setAlarm();
  }

  #catchUp(): void {
    const caughtUp = this.#enqueue(() => this.#move(() => Date.now() + this.#offset));
    caughtUp.catch((error) => {
      if (error instanceof JobFailed) this.#driven.jobFailed(error);
    });
  }
}

function skipTo(job: Job, now: number): void {
  job.next = (Math.floor(now / job.interval) + 1) * job.interval;
}
