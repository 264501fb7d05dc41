import * as z from 'zod/mini';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import type { SmsPush } from '../../domain/ports.ts';
import { type Answered, type Asked, type Route, route } from '../http/route.ts';
import { mustBeTaken, type ReceiveDeps, receive } from './receive.ts';

/** A gateway that pushes: how its pushes are read, and what it wants to hear. */
export interface PushingGateway {
  push: SmsPush;
  taken: Readonly<Record<string, unknown>>;
}

export type SmsApiDeps = ReceiveDeps & {
  gateways: Readonly<Record<string, PushingGateway | undefined>>;
  logger: { warn(message: string, facts: Record<string, unknown>): void };
};

const ByGateway = z.object({
  gateway: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,19}$/)),
  token: z.string().check(z.maxLength(200)),
});

/**
 * Where gateways push replies and delivery reports. What proves a gateway stands in the path, so a wrong one is told
 * that there is nothing. Whatever was understood is answered with 200, also what nobody can match: only a fault of ours
 * is answered with 5xx, and then the gateway comes again.
 */
export function smsRoutes(deps: SmsApiDeps): Route[] {
  const handle = async ({
    path: { gateway: name, token },
    bytes,
  }: Asked<z.output<typeof ByGateway>, unknown, unknown>): Promise<Answered> => {
    const gateway = Object.hasOwn(deps.gateways, name) ? deps.gateways[name] : undefined;
    if (gateway === undefined) throw new NotFound(NOTHING_HERE);
    const pushed = gateway.push.read({ body: bytes, proof: token, now: deps.clock.now() });
    const { unreadable } = pushed;
    if (unreadable > 0) deps.logger.warn('push with items of no known form', { gateway: name, unreadable });
    mustBeTaken(await receive(pushed, deps));
    return { body: gateway.taken };
  };
  const push = { method: 'POST', public: true, raw: true, params: ByGateway } as const;
  const answer = z.looseObject({});
  const replies = { path: '/sms/replies/{gateway}/{token}', summary: 'What customers wrote, from a gateway' };
  const reports = {
    path: '/sms/reports/{gateway}/{token}',
    summary: 'What became of messages, from a gateway',
  };
  return [route({ ...push, ...replies, answer, handle }), route({ ...push, ...reports, answer, handle })];
}
