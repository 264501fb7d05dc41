import type { Sms } from '../../domain/ports.ts';
import { copied } from './copy.ts';

type SmsMessage = Parameters<Sms['send']>[0];

/** A gateway that keeps what it was given. The same id twice is one message with one receipt. */
export class MemorySms implements Sms {
  readonly #sent = new Map<string, SmsMessage>();
  readonly #failures: Error[] = [];

  get sent(): SmsMessage[] {
    return [...this.#sent.values()].map(copied);
  }

  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async send(message: SmsMessage): Promise<{ receipt: string }> {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
    if (!this.#sent.has(message.id)) this.#sent.set(message.id, copied(message));
    return { receipt: `receipt-${message.id}` };
  }
}
