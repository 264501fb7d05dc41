import { createHash } from 'node:crypto';
import type { Staff } from '../../domain/people.ts';
import { SAMPLE_USERS } from '../../local/sample/people.ts';
import type { Visitor } from '../../local/visitor.ts';
import { present } from '../support/present.ts';
import { type House, LINKS_AT, NUMBER_BEFORE_EXTENSION, SECRETS, type Told } from './house.ts';
import { isoDuration } from './iso-duration.ts';

/** What was asked for in a story: an example of each request that the house takes. */
export interface Example {
  by: Staff | 'nobody';
  method: string;
  path: string;
  body?: unknown;
}

const MOST_BEFORE = 9;
const HOURS_AHEAD = 8;

/** One of the sample people, and a manager of the other branch, of whom the samples have none. */
export function personOf(id: string): Staff {
  if (id === 'manager-sh') return { kind: 'staff', id, role: 'branch-manager', branch: 'sh' };
  const { sub, role, branch, carrier } = present(SAMPLE_USERS.find((user) => user.sub === id));
  return {
    kind: 'staff',
    id: sub,
    role: role as Staff['role'],
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

/** The stories' visitor, who is in the house instead of before it. Personal values of what it brings are planted. */
export class HouseVisitor implements Pick<Visitor, keyof Visitor> {
  readonly #house: House;
  readonly #plant: (body: unknown) => unknown;
  readonly examples: Example[] = [];
  /** What was answered to them, word by word. */
  readonly heard: string[] = [];
  #pushed = 0;

  constructor(house: House, plant: (body: unknown) => unknown) {
    this.#house = house;
    this.#plant = plant;
  }

  async mustRun(): Promise<void> {}

  async now(): Promise<string> {
    return this.#house.now().toISOString();
  }

  advance(duration: string): Promise<void> {
    return this.#house.engine.clock.advance(isoDuration(duration));
  }

  quiet(): Promise<void> {
    return this.#house.quiet();
  }

  async intoOfficeHours(): Promise<void> {
    await this.quiet();
    const hour = (this.#house.now().getUTCHours() + HOURS_AHEAD) % 24;
    if (hour < MOST_BEFORE) await this.advance(`PT${MOST_BEFORE - hour}H`);
    else if (hour >= 20) await this.advance(`PT${24 + MOST_BEFORE - hour}H`);
  }

  get<T>(user: string, path: string): Promise<T> {
    return this.#must(personOf(user), 'GET', path);
  }

  post<T>(user: string, path: string, body: unknown): Promise<T> {
    return this.#must(personOf(user), 'POST', path, this.#plant(body));
  }

  put<T>(user: string, path: string, body: unknown): Promise<T> {
    return this.#must(personOf(user), 'PUT', path, this.#plant(body));
  }

  case(id: string): ReturnType<Visitor['case']> {
    return this.get('head-office', `/cases/${id}`);
  }

  async linkFor(caseId: string): Promise<string> {
    await this.quiet();
    const links = this.#house.sms.sent.flatMap(({ parameters }) => parameters.link ?? []);
    return present(links.findLast((link) => link.includes(caseId)));
  }

  async upload(user: string, path: string, type: string, bytes: Buffer): Promise<string> {
    const media = bytes.subarray(0, 4).toString('latin1') === '%PDF' ? 'application/pdf' : 'image/png';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { document, uploadUrl } = await this.post<{ document: string; uploadUrl: string }>(
      user,
      `${path}/documents`,
      { type, media, bytes: bytes.length, sha256 },
    );
    await this.putFile(uploadUrl, bytes, media);
    await this.post(user, `${path}/documents/${document}/stored`, {});
    return document;
  }

  /** Where the answer said that the bytes go. */
  async putFile(uploadUrl: string, bytes: Uint8Array, media: string): Promise<void> {
    await this.#house.files.put(decodeURIComponent(new URL(uploadUrl).pathname.slice(1)), bytes, media);
  }

  async messageTo(phone: string): Promise<{ text: string; extension?: string }> {
    const found = present(this.#house.sms.sent.findLast((message) => message.phone === phone));
    const { extension } = found;
    return {
      text: JSON.stringify(found.parameters),
      ...(extension === undefined ? {} : { extension }),
    };
  }

  async replyBySms(reply: { phone: string; text: string; extension?: string }): Promise<void> {
    this.#pushed += 1;
    const shanghai = new Date(this.#house.now().getTime() + HOURS_AHEAD * 3_600_000).toISOString();
    const item = {
      phone_number: reply.phone,
      content: reply.text,
      send_time: shanghai.slice(0, 19).replace('T', ' '),
      dest_code: `${NUMBER_BEFORE_EXTENSION}${reply.extension ?? ''}`,
      sequence_id: this.#pushed,
    };
    await this.#must('nobody', 'POST', `/sms/replies/aliyun/${SECRETS.pushToken}`, [item]);
  }

  open<T>(link: string): Promise<T> {
    return this.#must('nobody', 'GET', link.replace(LINKS_AT, ''));
  }

  answer<T>(link: string, word: unknown): Promise<T> {
    return this.#must('nobody', 'POST', link.replace(LINKS_AT, ''), word);
  }

  async refusal(user: string, path: string, body: unknown): Promise<string> {
    return this.#refused(personOf(user), path, body);
  }

  refusalOfLink(link: string, word: unknown): Promise<string> {
    return this.#refused('nobody', link.replace(LINKS_AT, ''), word);
  }

  async #refused(by: Staff | 'nobody', path: string, body: unknown): Promise<string> {
    const told = await this.#send(by, 'POST', path, body);
    if (told.status < 400) throw new Error(`${path} was not refused`);
    return String(told.status);
  }

  async #must<T>(by: Staff | 'nobody', method: string, path: string, body?: unknown): Promise<T> {
    const told = await this.#send(by, method, path, body);
    if (told.status >= 400) throw new Error(`${method} ${path}: ${told.status} ${told.text}`);
    return JSON.parse(told.text) as T;
  }

  async #send(by: Staff | 'nobody', method: string, path: string, body?: unknown): Promise<Told> {
    this.examples.push({ by, method, path, ...(body === undefined ? {} : { body }) });
    const told = await this.#house.ask({ by, method, path, ...(body === undefined ? {} : { body }) });
    this.heard.push(told.text);
    return told;
  }
}
