import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import * as z from 'zod/mini';
import type { Outbox } from './outbox.ts';
import type { PageRoute } from './services/http.ts';
import { type Identity, LOOPBACK, UserUnknown } from './services/identity.ts';
import { signInPage } from './sign-in.ts';
import type { VirtualClock } from './step-functions/index.ts';

dayjs.extend(duration);

export interface LocalPagesDeps {
  identity: Identity;
  outbox: Outbox;
  clock: VirtualClock;
  endpoints: Readonly<Record<string, string>>;
  keepTime: () => void;
  /** Hands an event of the core system to its function, as the bus does in AWS. */
  coreEvent: (detail: unknown) => Promise<unknown>;
  /** A customer answers by SMS. */
  smsReply: (reply: Reply) => Promise<unknown>;
}

const Move = z.strictObject({
  advance: z
    .string()
    .check(
      z.regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/, 'is an ISO 8601 duration such as P3D or PT6H'),
    ),
});

const Reply = z.strictObject({
  phone: z.string().check(z.regex(/^1\d{10}$/, 'is not a mobile number')),
  text: z.string(),
  extension: z.optional(z.string().check(z.regex(/^\d{2,4}$/, 'is two to four digits'))),
});
type Reply = z.infer<typeof Reply>;

/** What exists on one machine only: tokens, time, the outbox, the endpoints. The deployed API has none of it. */
export function localRoutes({
  identity,
  outbox,
  clock,
  endpoints,
  keepTime,
  coreEvent,
  smsReply,
}: LocalPagesDeps): PageRoute[] {
  return [
    {
      method: 'GET',
      path: '/_local/users',
      respond: () => Response.json({ users: identity.users }),
    },
    {
      method: 'GET',
      path: '/_local/sign-in',
      respond: (request) => {
        const { port, searchParams } = new URL(request.url);
        const back = URL.parse(searchParams.get('redirect_uri') ?? '');
        // Nobody else's page is given a code. A browser may know this machine by either name.
        if (back?.protocol !== 'http:' || back.port !== port || !LOOPBACK.includes(back.hostname)) {
          return problem(400, 'redirect_uri is no page of this machine.');
        }
        return signInPage(identity, searchParams);
      },
    },
    {
      method: 'GET',
      path: '/_local/token',
      respond: async (request) => {
        const user = new URL(request.url).searchParams.get('user') ?? '';
        try {
          return Response.json({ token: await identity.tokenFor(user) });
        } catch (error) {
          if (!(error instanceof UserUnknown)) throw error;
          return problem(404, `There is no sample user ${user}: GET /_local/users lists them.`);
        }
      },
    },
    {
      method: 'GET',
      path: '/_local/clock',
      respond: () => Response.json({ now: clock.now().toISOString() }),
    },
    {
      method: 'POST',
      path: '/_local/clock',
      respond: async (request) => {
        const move = Move.safeParse(await request.json().catch(() => undefined));
        if (!move.success)
          return problem(
            400,
            'Give {"advance": "P3D"}: an ISO 8601 duration of days, hours, minutes, seconds.',
          );
        await clock.advance(dayjs.duration(move.data.advance).asMilliseconds());
        keepTime();
        return Response.json({ now: clock.now().toISOString() });
      },
    },
    { method: 'GET', path: '/_local/outbox', respond: () => Response.json({ messages: outbox.all() }) },
    { method: 'GET', path: '/_local/endpoints', respond: () => Response.json(endpoints) },
    {
      method: 'POST',
      path: '/_local/sms/reply',
      respond: async (request) => {
        const reply = Reply.safeParse(await request.json().catch(() => undefined));
        if (!reply.success) return problem(400, 'Give {"phone": "13900000001", "text": "1A2B"}.');
        await smsReply(reply.data);
        return Response.json({ pushed: true });
      },
    },
    {
      method: 'POST',
      path: '/_local/events',
      respond: async (request) => {
        try {
          await coreEvent(await request.json());
          return Response.json({ taken: true });
        } catch (error) {
          return problem(422, `The event was refused: ${error instanceof Error ? error.message : error}`);
        }
      },
    },
  ];
}

function problem(status: number, title: string): Response {
  return Response.json(
    { type: '/problems/local', title, status },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
