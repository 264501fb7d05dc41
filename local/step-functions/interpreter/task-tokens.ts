import { createHmac, randomBytes } from 'node:crypto';
import { StepFunctionsError } from '../errors.ts';

const BOOT_BYTES = 16;
const COUNTER_BYTES = 6;
const SEAL_BYTES = 32;

/**
 * Task tokens that say by themselves whether they were ever given out, so that no ended token has to be
 * remembered: run of the server, number, seal. They are Base64 with `+ / =`, as AWS's are.
 */
export class TaskTokens {
  readonly #boot = randomBytes(BOOT_BYTES);
  readonly #secret = randomBytes(32);
  #minted = 0;

  mint(): string {
    const body = Buffer.alloc(BOOT_BYTES + COUNTER_BYTES);
    this.#boot.copy(body);
    body.writeUIntBE(++this.#minted, BOOT_BYTES, COUNTER_BYTES);
    return Buffer.concat([body, this.#seal(body)]).toString('base64');
  }

  /** The API error for a token that no open task has. */
  refusal(token: string): StepFunctionsError {
    const bytes = Buffer.from(token, 'base64');
    const body = bytes.subarray(0, BOOT_BYTES + COUNTER_BYTES);
    if (bytes.length !== BOOT_BYTES + COUNTER_BYTES + SEAL_BYTES || bytes.toString('base64') !== token) {
      return new StepFunctionsError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    // A token from before a restart: the execution is gone with the process that held it.
    if (!body.subarray(0, BOOT_BYTES).equals(this.#boot)) {
      return new StepFunctionsError(
        'TaskDoesNotExist',
        "Task Does Not Exist: 'Provided task does not exist'",
      );
    }
    if (!this.#seal(body).equals(bytes.subarray(-SEAL_BYTES))) {
      return new StepFunctionsError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    // AWS says this of every ended task: timed out, answered already, stopped.
    return new StepFunctionsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }

  #seal(body: Uint8Array): Buffer {
    return createHmac('sha256', this.#secret).update(body).digest();
  }
}
