import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import type { DocumentType } from '../domain/documents.ts';
import type { Sms } from '../domain/ports.ts';
import { FUNCTIONS, type FunctionName, registerFunctions } from '../local/functions.ts';
import type { LambdaHandler } from '../local/services/lambda-invoke.ts';
import { type System, startSystem } from '../local/system.ts';
import { Visitor } from '../local/visitor.ts';

export class BenchFailed extends Error {
  override readonly name = 'BenchFailed';
}

/** Stands around every call of a function. */
export type Around = <T>(name: FunctionName, event: unknown, call: () => Promise<T>) => Promise<T>;

export interface LocalSystem {
  system: System;
  /**
   * As one of the sample's people, as `reviewer@` any carrier, or as nobody.
   * @throws BenchFailed when it is refused
   */
  ask<T>(user: string | undefined, method: string, path: string, body?: unknown): Promise<T>;
  /** Brings a small PDF to a case as a browser would. `path` is that of the case. @returns the document's id */
  upload(user: string, path: string, type: DocumentType): Promise<string>;
  /** The path of the link in the next message of a case; to be asked for before the message goes out. */
  nextLink(caseId: string): Promise<string>;
  now(): Date;
  /** Moves time; nothing happens when it is there or past it already. */
  moveTo(moment: Date): Promise<void>;
  /** What otherwise runs by the clock. */
  runNow(name: FunctionName): Promise<void>;
  stop(): Promise<void>;
}

/** Marks a call by hand of what otherwise runs by the clock. */
const BY_HAND = 'by hand';
/** Carries the carrier of a reviewer whom the sample does not have. */
const REVIEWER_OF = 'x-reviewer-of';

/** A local system of its own in a folder of its own, in which time stands still unless it is moved. */
export async function startLocalSystem({
  start,
  around = (_name, _event, call) => call(),
  withSchedules = true,
  parent = tmpdir(),
}: {
  start: Date;
  around?: Around | undefined;
  /** `false`: the sweeper and the nightly jobs do nothing, however far time is moved. */
  withSchedules?: boolean;
  /** Where its folder is made. */
  parent?: string;
}): Promise<LocalSystem> {
  const folder = mkdtempSync(join(parent, 'recourse-bench-'));
  const system = await startSystem({ dataDir: folder, port: 0, mode: 'manual', start });
  const register = (name: string, handler: LambdaHandler): void => {
    const call = handler as (event: unknown, context: Context) => unknown;
    const isScheduled = FUNCTIONS[name as FunctionName].schedule !== undefined;
    system.registry.register(name, async (event: object, context) => {
      if (isScheduled && !withSchedules && !(BY_HAND in event)) return undefined;
      standIn(event);
      return around(name as FunctionName, event, async () => call(event, context));
    });
  };
  const links = new Links();
  const gateway: Sms = {
    send: async (message) => {
      const sent = await system.outbox.send(message);
      const { link } = message.parameters; // some messages are answered by a message
      if (link !== undefined) links.hear(link);
      return sent;
    },
  };
  await registerFunctions({ ...system.registry, register }, system.place, {
    ...system.outside,
    sms: gateway,
  });

  const visitor = new Visitor(system.http.origin);
  const { clock } = system.stepFunctions;
  let documents = 0;
  return {
    system,
    ask: askerOf(system),
    upload: (user, path, type) => {
      documents += 1;
      return visitor.upload(user, path, type, Buffer.from(`%PDF-1.4\n% document ${documents}\n%%EOF\n`));
    },
    nextLink: (caseId) => links.next(caseId),
    now: () => clock.now(),
    moveTo: (moment) => clock.advance(Math.max(0, moment.getTime() - clock.now().getTime())),
    runNow: async (name) => {
      await system.registry.invoke(name, { [BY_HAND]: true });
    },
    stop: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function askerOf({ http, identity }: System): LocalSystem['ask'] {
  const tokens = new Map<string, Promise<string>>();
  const authorization = async (user: string): Promise<string> => {
    const token = tokens.get(user) ?? identity.tokenFor(user);
    tokens.set(user, token);
    return `Bearer ${await token}`;
  };
  const signedIn = async (user: string): Promise<Record<string, string>> => {
    const [, carrier] = user.split('@');
    if (carrier === undefined) return { authorization: await authorization(user) };
    return { authorization: await authorization('reviewer-harbour-life'), [REVIEWER_OF]: carrier };
  };
  return async <T>(user: string | undefined, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${http.origin}${path}`, {
      method,
      headers: {
        ...(user === undefined ? {} : await signedIn(user)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new BenchFailed(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
}

/** A reviewer of any carrier comes with a sample reviewer's token; the claims are those that the own one would have. */
function standIn(event: object): void {
  const { headers, requestContext } = event as {
    headers?: Record<string, string>;
    requestContext?: { authorizer?: { jwt: { claims: Record<string, string> } } };
  };
  const carrier = headers?.[REVIEWER_OF];
  if (carrier === undefined || requestContext?.authorizer === undefined) return;
  Object.assign(requestContext.authorizer.jwt.claims, { sub: `reviewer-${carrier}`, carrier });
}

/** Who waits for a case's next link is given it when the message goes out. */
class Links {
  readonly #waiting = new Map<string, (link: string) => void>();

  next(caseId: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#waiting.set(caseId, resolve);
    return promise;
  }

  hear(link: string): void {
    const { pathname } = new URL(link);
    const [, caseId = ''] = /^\/c\/([a-z]{2}-[0-9a-f]+)/.exec(pathname) ?? [];
    this.#waiting.get(caseId)?.(pathname);
    this.#waiting.delete(caseId);
  }
}
