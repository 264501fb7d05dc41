import type { ComplaintCase } from '../../domain/complaint/case.ts';
import type { EvaluationCase } from '../../domain/evaluation/case.ts';
import type { Staff } from '../../domain/people.ts';
import type { SmsReply } from '../../domain/ports.ts';
import type { Firm, Sold } from './firm.ts';
import { NUMBER_BEFORE_EXTENSION, PUSH_TOKEN } from './firm-parts.ts';
import { CORE_SYSTEM, staff } from './people.ts';
import { present } from './present.ts';
import { wall } from './wall.ts';

export const HANDLER = staff('complaint-handler', 'handler-ren');

const SECONDS_ONLY = 19; // `2026-03-02T10:00:00`
const SHANGHAI_MS = 8 * 3_600_000;

/** As Aliyun writes an instant: in Shanghai, without saying so. */
function aliyunTime(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, SECONDS_ONLY).replace('T', ' ');
}

let written = 0;

/** What a customer wrote, as Aliyun pushes it: now, without the code of a message. */
export function writtenBy(
  phone: string,
  content: string,
  { at, extension = '' }: { at: Date; extension?: string },
): Record<string, unknown> {
  written += 1;
  return {
    phone_number: phone,
    content,
    send_time: aliyunTime(at),
    sign_name: '某某经纪',
    dest_code: extension === '' ? '10690000999' : `${NUMBER_BEFORE_EXTENSION}${extension}`,
    sequence_id: written,
  };
}

/** The same as the gateway holds it for who asks. */
export function held(phone: string, text: string, at: Date): SmsReply {
  written += 1;
  return { id: `held-${written}`, phone, text, receivedAt: at };
}

export async function push(firm: Firm, items: readonly object[], token = PUSH_TOKEN): Promise<unknown> {
  const answer = await firm.ask<unknown>('customer', 'POST', `/sms/replies/aliyun/${token}`, items);
  await firm.quiet();
  return answer;
}

/** One evaluation of a firm, everything done to it through the API and the gateway. */
export class Survey {
  readonly firm: Firm;
  readonly caseId: string;
  readonly phone: string;

  private constructor(firm: Firm, caseId: string, phone: string) {
    this.firm = firm;
    this.caseId = caseId;
    this.phone = phone;
  }

  /** The core system tells of a moment of a policy that was sold. */
  static async open(firm: Firm, sold: Sold, over: Record<string, unknown> = {}): Promise<Survey> {
    const policy = present(await firm.store.policies.byId(sold.policyId));
    const { id } = await firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/evaluations', {
      moment: 'policy-issued',
      policyId: sold.policyId,
      ...over,
    });
    await firm.quiet();
    return new Survey(firm, id, policy.customer.phone);
  }

  static of(firm: Firm, caseId: string, phone: string): Survey {
    return new Survey(firm, caseId, phone);
  }

  get case(): Promise<EvaluationCase> {
    return this.firm.store.cases.load('evaluation', this.caseId);
  }

  /** The customer writes, and the gateway pushes it. */
  async writes(
    content: string,
    { at = this.firm.now, code = false }: { at?: Date; code?: boolean } = {},
  ): Promise<Record<string, unknown>> {
    const extension = code ? { extension: (await this.case).extension } : {};
    const item = writtenBy(this.phone, content, { at, ...extension });
    await push(this.firm, [item]);
    return item;
  }

  /** What the gateway says became of the newest message. */
  async isReported(success: boolean): Promise<void> {
    const { id } = present((await this.case).sent.at(-1));
    const report_time = aliyunTime(this.firm.now);
    const report = { phone_number: this.phone, report_time, success, err_code: 'X', out_id: id, biz_id: 'b' };
    await this.firm.ask('customer', 'POST', `/sms/reports/aliyun/${PUSH_TOKEN}`, [report]);
    await this.firm.quiet();
  }

  async grades(says: object, by: Staff = HANDLER): Promise<{ complaint?: string }> {
    const { version, replies } = await this.case;
    const { content } = present(replies.find(({ awaitsPerson }) => awaitsPerson));
    const answer = await this.firm.ask<{ complaint?: string }>(
      by,
      'POST',
      `/evaluations/${this.caseId}/readings`,
      { version, reply: content, says },
    );
    await this.firm.quiet();
    return answer;
  }

  async types(): Promise<string[]> {
    return (await this.firm.store.cases.history(this.caseId)).map(({ type }) => type);
  }

  async timeline(): Promise<string[]> {
    const history = await this.firm.store.cases.history(this.caseId);
    return history.map(({ at, type }) => `${wall(at)} ${type}`);
  }

  /** Templates that went to the customer for it. */
  messages(): string[] {
    return this.firm.messages({ caseId: this.caseId } as Sold);
  }

  /** Complaints that came of it. */
  async complaints(): Promise<ComplaintCase[]> {
    const { customerRef } = await this.case;
    const { items } = await this.firm.store.cases.list({ by: 'customer', value: customerRef, limit: 50 });
    const ids = items.filter(({ kind }) => kind === 'complaint').map(({ id }) => id);
    return Promise.all(ids.map((id) => this.firm.store.cases.load('complaint', id)));
  }
}
