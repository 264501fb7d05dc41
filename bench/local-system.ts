import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import type { Sms } from '../domain/ports.ts';
import { type FunctionName, registerFunctions } from '../local/functions.ts';
import type { LambdaHandler } from '../local/services/lambda-invoke.ts';
import { type System, startSystem } from '../local/system.ts';

export class BenchFailed extends Error {
  override readonly name = 'BenchFailed';
}

/** Stands around every call of a function. */
export type Around = <T>(name: FunctionName, event: unknown, call: () => Promise<T>) => Promise<T>;

export interface LocalSystem {
  system: System;
  /** As one of the sample's people, or as nobody. @throws BenchFailed when it is refused */
  ask(user: string | undefined, method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** A local system of its own in a folder of its own, in which time stands still unless it is moved. */
export async function startLocalSystem({
  start,
  around = (_name, _event, call) => call(),
  sms,
}: {
  start: Date;
  around?: Around | undefined;
  /** Hears of each message that went out. */
  sms?: (message: Parameters<Sms['send']>[0]) => void;
}): Promise<LocalSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-bench-'));
  const system = await startSystem({ dataDir: folder, port: 0, mode: 'manual', start });
  const register = (name: string, handler: LambdaHandler): void => {
    const call = handler as (event: unknown, context: Context) => unknown;
    system.registry.register(name, (event, context) =>
      around(name as FunctionName, event, async () => call(event, context)),
    );
  };
  const gateway: Sms = {
    send: async (message) => {
      const sent = await system.outbox.send(message);
      sms?.(message);
      return sent;
    },
  };
  const openapi = async (): Promise<string> => '{}';
  await registerFunctions({ ...system.registry, register }, system.place, { sms: gateway, openapi });

  const tokens = new Map<string, Promise<string>>();
  const authorization = async (user: string): Promise<string> => {
    const token = tokens.get(user) ?? system.identity.tokenFor(user);
    tokens.set(user, token);
    return `Bearer ${await token}`;
  };
  return {
    system,
    ask: async (user, method, path, body) => {
      const response = await fetch(`${system.http.origin}${path}`, {
        method,
        headers: {
          ...(user === undefined ? {} : { authorization: await authorization(user) }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new BenchFailed(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    },
    stop: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
