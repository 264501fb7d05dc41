import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Sms } from '../domain/ports.ts';

export interface Sent {
  id: string;
  at: string;
  phone: string;
  template: string;
  link: string;
  text: string;
}

const TEXTS: Readonly<Record<string, string>> = {
  'callback-invitation': '您新购的保单需要您确认几个问题,请点击:',
  'callback-reminder': '提醒:您的保单回访问卷尚未填写,请点击:',
  'confirmation-request': '您反映的问题已有处理结果,是否满意请点击确认:',
  'confirmation-reminder': '提醒:请确认您反映的问题是否已解决:',
};

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
        text: `${TEXTS[template] ?? template} ${link}`,
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
