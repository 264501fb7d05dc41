import type { SmsInbox, SmsReply } from '../../domain/ports.ts';

/** Replies that a gateway holds until they are forgotten. */
export class MemorySmsInbox implements SmsInbox {
  readonly #held = new Map<string, SmsReply>();
  readonly #failures: Error[] = [];

  /** A customer wrote. */
  hold(reply: SmsReply): void {
    this.#held.set(reply.id, structuredClone(reply));
  }

  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async pull(since: Date): Promise<SmsReply[]> {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
    return [...this.#held.values()]
      .filter(({ receivedAt }) => receivedAt >= since)
      .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
      .map((reply) => structuredClone(reply));
  }

  async forget(replies: readonly SmsReply[]): Promise<void> {
    for (const { id } of replies) this.#held.delete(id);
  }
}
