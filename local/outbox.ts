import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { textOf } from '../adapters/sms/texts.ts';
import type { Sms } from '../domain/ports.ts';

export interface Sent {
  id: string;
  at: string;
  phone: string;
  template: string;
  link: string;
  text: string;
  /** What the customer's reply comes back with. */
  extension?: string;
}

const SIGN_NAME = '示例经纪';

/** The gateway of one machine: every message to a customer stays here, to be read and answered by whoever tries it. */
export class Outbox implements Sms {
  readonly #file: string;
  readonly #sent = new Map<string, Sent>();
  readonly #now: () => Date;

  constructor(file: string, now: () => Date) {
    this.#file = file;
    this.#now = now;
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // A line cut short by a kill was not acknowledged: its message comes again.
      if (!line.endsWith('}')) continue;
      const sent: Sent = JSON.parse(line);
      this.#sent.set(sent.id, sent);
    }
  }

  async send(message: Parameters<Sms['send']>[0]): Promise<{ receipt: string }> {
    const { id, phone, template, parameters } = message;
    const link = parameters.link ?? '';
    if (!this.#sent.has(id)) {
      const sent: Sent = {
        id,
        at: this.#now().toISOString(),
        phone,
        template,
        link,
        text: textOf(message, SIGN_NAME),
        ...(message.extension === undefined ? {} : { extension: message.extension }),
      };
      appendFileSync(this.#file, `${JSON.stringify(sent)}\n`);
      this.#sent.set(id, sent);
    }
    return { receipt: `local-${id}` };
  }

  /** Newest first. */
  all(): Sent[] {
    return [...this.#sent.values()].reverse();
  }
}
