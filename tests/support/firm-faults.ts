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

/** Workflows whose calls can fail, in front of real ones; it notes what was asked of them. */
export class FirmWorkflows implements Workflows {
  readonly #behind: Workflows;
  readonly #failures: Error[] = [];
  /** What came of each wake-up, in order. */
  readonly wakes: ('woken' | 'gone')[] = [];

  constructor(behind: Workflows) {
    this.#behind = behind;
  }

  /** The next start or wake-up fails and reaches nobody. */
  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async start(...start: Parameters<Workflows['start']>): Promise<void> {
    this.#failIfPlanned();
    await this.#behind.start(...start);
  }

  async wake(token: string, output: object): Promise<'woken' | 'gone'> {
    this.#failIfPlanned();
    const outcome = await this.#behind.wake(token, output);
    this.wakes.push(outcome);
    return outcome;
  }

  #failIfPlanned(): void {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
  }
}
