import { Unavailable } from '../../domain/errors.ts';
import type { Sms, Workflows } from '../../domain/ports.ts';

/** A gateway that can be down, in front of one that keeps what it was given. */
export class FirmGateway implements Sms {
  readonly #behind: Sms;
  isDown = false;
  /** How often it was asked, down or not. */
  asked = 0;

  constructor(behind: Sms) {
    this.#behind = behind;
  }

  async send(message: Parameters<Sms['send']>[0]): Promise<{ receipt: string }> {
    this.asked += 1;
    if (this.isDown) throw new Unavailable('The gateway does not answer.');
    return this.#behind.send(message);
  }
}

/** Workflows whose calls can get lost or fail, in front of real ones. */
export class FirmWorkflows implements Workflows {
  readonly #behind: Workflows;
  readonly #failures: Error[] = [];
  #lost = 0;
  /** Names of all starts that were asked for. */
  readonly starts: string[] = [];
  readonly wakes: ('woken' | 'gone' | 'lost')[] = [];

  constructor(behind: Workflows) {
    this.#behind = behind;
  }

  /** The next wake-up is said to have arrived, and did not. */
  loseNextWake(): void {
    this.#lost += 1;
  }

  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async start(...start: Parameters<Workflows['start']>): Promise<void> {
    this.#failIfPlanned();
    this.starts.push(start[1]);
    await this.#behind.start(...start);
  }

  async wake(token: string, output: object): Promise<'woken' | 'gone'> {
    this.#failIfPlanned();
    if (this.#lost > 0) {
      this.#lost -= 1;
      this.wakes.push('lost');
      return 'woken';
    }
    const outcome = await this.#behind.wake(token, output);
    this.wakes.push(outcome);
    return outcome;
  }

  #failIfPlanned(): void {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
  }
}
