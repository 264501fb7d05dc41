import { createHash } from 'node:crypto';

export class NotRunning extends Error {
  override readonly name = 'NotRunning';
}

export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

interface CaseSeen {
  case: { id: string; stage: string; version: number; problem?: { categories: string[] } };
  next?: { who: string; what: string; by?: string };
  timeline: { seq: number; at: string; type: string; by: { kind: string; id?: string }; hash: string }[];
}

/** Someone who uses a running local system from outside, as one of its sample people or as a customer. */
export class Visitor {
  readonly #origin: string;
  readonly #tokens = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** @throws NotRunning */
  async mustRun(): Promise<void> {
    try {
      await fetch(`${this.#origin}/_local/clock`);
    } catch (cause) {
      throw new NotRunning(
        `Nothing runs at ${this.#origin}: start it with "npm start" in another terminal.`,
        { cause },
      );
    }
  }

  async now(): Promise<string> {
    const { now } = await this.#json<{ now: string }>('GET', `${this.#origin}/_local/clock`);
    return now;
  }

  /** Moves time; everything that would have happened on the way has happened when it returns. */
  async advance(duration: string): Promise<void> {
    await this.#json('POST', `${this.#origin}/_local/clock`, { advance: duration });
  }

  quiet(): Promise<void> {
    return this.advance('PT0S');
  }

  /** Moves to a time at which messages are sent, so that an invitation goes out at once. */
  async intoOfficeHours(): Promise<void> {
    await this.quiet();
    const hour = (new Date(await this.now()).getUTCHours() + 8) % 24;
    if (hour < 9) await this.advance(`PT${9 - hour}H`);
    else if (hour >= 20) await this.advance(`PT${33 - hour}H`);
  }

  get<T>(user: string, path: string): Promise<T> {
    return this.#as(user, 'GET', path);
  }

  post<T>(user: string, path: string, body: unknown): Promise<T> {
    return this.#as(user, 'POST', path, body);
  }

  put<T>(user: string, path: string, body: unknown): Promise<T> {
    return this.#as(user, 'PUT', path, body);
  }

  case(id: string): Promise<CaseSeen> {
    return this.get('head-office', `/cases/${id}`);
  }

  /** The newest link that the customer of a case was sent. */
  async linkFor(caseId: string): Promise<string> {
    await this.quiet();
    const { messages } = await this.#json<{ messages: { link: string }[] }>(
      'GET',
      `${this.#origin}/_local/outbox`,
    );
    const found = messages.find(({ link }) => link.includes(caseId));
    if (found === undefined) throw new Unexpected(`The customer of ${caseId} got no message.`);
    // The link names the host that customers use; here that is this machine.
    return `${this.#origin}${new URL(found.link).pathname}`;
  }

  /** Brings a document to a case as a browser would: announced, put into the files, said to be there. @returns its id */
  async upload(user: string, path: string, type: string, bytes: Buffer): Promise<string> {
    const media = bytes.subarray(0, 4).toString('latin1') === '%PDF' ? 'application/pdf' : 'image/png';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { document, uploadUrl } = await this.post<{ document: string; uploadUrl: string }>(
      user,
      `${path}/documents`,
      { type, media, bytes: bytes.length, sha256 },
    );
    const put = await fetch(uploadUrl, {
      method: 'PUT',
      headers: {
        'content-type': media,
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      },
      body: new Uint8Array(bytes),
    });
    if (!put.ok) throw new Unexpected(`The upload of ${document} was not taken: ${put.status}.`);
    await this.post(user, `${path}/documents/${document}/stored`, {});
    return document;
  }

  /** The newest message to a number. */
  async messageTo(phone: string): Promise<{ text: string; extension?: string }> {
    const { messages } = await this.#json<{
      messages: { phone: string; text: string; extension?: string }[];
    }>('GET', `${this.#origin}/_local/outbox`);
    const found = messages.find((message) => message.phone === phone);
    if (found === undefined) throw new Unexpected(`Nothing was sent to ${phone}.`);
    return found;
  }

  /** A customer answers a message. */
  async replyBySms(reply: { phone: string; text: string; extension?: string }): Promise<void> {
    await this.#json('POST', `${this.#origin}/_local/sms/reply`, reply);
  }

  open<T>(link: string): Promise<T> {
    return this.#json('GET', link);
  }

  answer<T>(link: string, word: unknown): Promise<T> {
    return this.#json('POST', link, word);
  }

  /** What somebody is told who asks for what may not be. */
  async refusal(user: string, path: string, body: unknown): Promise<string> {
    return this.#refused(`${this.#origin}${path}`, body, await this.#token(user));
  }

  refusalOfLink(link: string, word: unknown): Promise<string> {
    return this.#refused(link, word);
  }

  async #refused(url: string, body: unknown, token?: string): Promise<string> {
    const response = await this.#send('POST', url, body, token);
    const problem = (await response.json()) as { title?: string };
    if (response.ok) throw new Unexpected(`${url} was not refused.`);
    return `${response.status}, "${problem.title}"`;
  }

  async #as<T>(user: string, method: string, path: string, body?: unknown): Promise<T> {
    return this.#json(method, `${this.#origin}${path}`, body, await this.#token(user));
  }

  async #token(user: string): Promise<string> {
    const known = this.#tokens.get(user);
    if (known !== undefined) return known;
    const { token } = await this.#json<{ token: string }>('GET', `${this.#origin}/_local/token?user=${user}`);
    this.#tokens.set(user, token);
    return token;
  }

  async #json<T>(method: string, url: string, body?: unknown, token?: string): Promise<T> {
    const response = await this.#send(method, url, body, token);
    const text = await response.text();
    if (!response.ok) throw new Unexpected(`${method} ${new URL(url).pathname}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  #send(method: string, url: string, body?: unknown, token?: string): Promise<Response> {
    return fetch(url, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
