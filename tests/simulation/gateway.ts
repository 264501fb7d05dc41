import { Refused } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';
import { Counts } from './counts.ts';
import type { Observer } from './observer.ts';

type SmsMessage = Parameters<Sms['send']>[0];

export interface SentLink {
  caseId: string;
  path: string;
  template: SmsMessage['template'];
}

export interface SentText {
  id: string;
  caseId: string;
  phone: string;
  template: SmsMessage['template'];
  extension?: string | undefined;
  reported: boolean;
}

/** The gateway, with what customers have on their phones. */
export class SimulatedGateway implements Sms {
  readonly counts = new Counts();
  readonly links: SentLink[] = [];
  readonly texts: SentText[] = [];
  readonly #observer: Observer;
  readonly #taken = new Map<string, { text: string; version: number | undefined }>();
  readonly #times = new Map<string, number>();
  /** How often the delivery of a message failed after the gateway may have taken it. */
  readonly #failed = new Map<string, number>();

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /** A delivery that failed may come again with the same id, and the gateway tells by the id that it is the same. */
  deliveryFailed(id: string): void {
    this.#failed.set(id, (this.#failed.get(id) ?? 0) + 1);
  }

  async send(message: SmsMessage): Promise<{ receipt: string }> {
    const { id, phone, template, parameters, extension } = message;
    if (phone.startsWith('130')) throw new Refused('no-such-number', 'The gateway knows no such number.');
    const times = (this.#times.get(id) ?? 0) + 1;
    this.#times.set(id, times);
    if (times > 1 + (this.#failed.get(id) ?? 0))
      this.#observer.violate('every message once per intent', id, `was sent ${times} times`);
    const text = JSON.stringify([phone, template, parameters, extension]);
    const caseId = id.slice(0, id.indexOf('.'));
    const version = this.#observer.cases.get(caseId)?.version;
    const before = this.#taken.get(id);
    if (before !== undefined) {
      // A link is made when it is sent: it is another one only where the case has changed since.
      if (before.text !== text && before.version === version)
        this.#observer.violate('every message once per intent', id, 'says something else now');
      return { receipt: `receipt-${id}` };
    }
    this.#taken.set(id, { text, version });
    this.#mustBeTheirs(message);
    this.counts.add(template);
    this.texts.push({ id, caseId, phone, template, extension, reported: false });
    const link = Object.values(parameters).find((value) => value.startsWith('https://'));
    if (link !== undefined) this.links.push({ caseId, path: new URL(link).pathname, template });
    return { receipt: `receipt-${id}` };
  }

  #mustBeTheirs({ id, phone }: SmsMessage): void {
    const meant = this.#observer.messages.get(id);
    if (meant === undefined) {
      this.#observer.violate('every message once per intent', id, 'was sent and never meant');
      return;
    }
    if (meant.template.startsWith('evaluation-') && this.#observer.optedOut.has(phone))
      this.#observer.violate('nobody is written to who said stop', id, meant.template);
    const policy = meant.policyId === undefined ? undefined : this.#observer.policies.get(meant.policyId);
    if (
      policy !== undefined &&
      meant.template.startsWith('c') &&
      policy.customer.phone !== phone &&
      meant.caseId.startsWith('cb-')
    )
      this.#observer.violate('no byte that is not theirs', id, 'went to a number that is not the customer’s');
  }
}
