import * as z from 'zod/mini';

const WorkingDays = z.strictObject({ workingDays: z.int().check(z.minimum(0), z.maximum(250)) });
const Days = z.strictObject({ days: z.int().check(z.minimum(0), z.maximum(365)) });
const hours = (least: number) => z.strictObject({ hours: z.int().check(z.minimum(least), z.maximum(8760)) });

/** How long after the step before. Working days count by the Chinese working calendar. */
const Delay = z.union([WorkingDays, Days, hours(0)]);
export type Delay = z.infer<typeof Delay>;

/** What comes again and again: days end at midnight, but a repetition after no hours would never end. */
const Span = z.union([WorkingDays, Days, hours(1)]);

export const Way = z.enum(['call', 'letter', 'visit']);
export type Way = z.infer<typeof Way>;

const Rung = z.discriminatedUnion('does', [
  z.strictObject({
    rung: z.string(),
    does: z.literal('message'),
    template: z.enum([
      'callback-invitation',
      'callback-reminder',
      'confirmation-request',
      'confirmation-reminder',
    ]),
    after: Delay,
  }),
  /** A person's task: it opens `after` the rung before, is expected `within`, and is missed aloud. */
  z.strictObject({ rung: z.string(), does: z.literal('task'), way: Way, after: Delay, within: Span }),
  z.strictObject({ rung: z.string(), does: z.literal('remind'), after: Delay }),
  z.strictObject({
    rung: z.string(),
    does: z.literal('escalate'),
    to: z.enum(['branch-manager', 'head-office-manager']),
    after: Delay,
  }),
]);
export type Rung = z.infer<typeof Rung>;

const Ladder = z.strictObject({
  rungs: z.array(Rung).check(z.minLength(1)),
  /** After the last rung: `answers` gives the customer up as unreached then; the others repeat the last rung so often. */
  afterwards: Span,
});
export type Ladder = z.infer<typeof Ladder>;

export const LadderName = z.enum(['answers', 'remedy', 'remedy-urgent', 'confirmation']);
export type LadderName = z.infer<typeof LadderName>;

/** What a firm may set: it is data, versioned, and the version is kept on each case. */
export const CallbackSettings = z.strictObject({
  version: z.string(),
  ladders: z.record(LadderName, Ladder),
});
export type CallbackSettings = z.infer<typeof CallbackSettings>;

/**
 * The ladder in use (回访阶梯): link by SMS, a reminder, three calls on different days and hours, a letter, a visit.
 * Three calls, and five working days (two when urgent) for a problem, are what the trade does, not law.
 */
export const DEFAULT_CALLBACK_SETTINGS: CallbackSettings = {
  version: '2026-1',
  ladders: {
    answers: {
      rungs: [
        { rung: 'sms-invitation', does: 'message', template: 'callback-invitation', after: { hours: 0 } },
        { rung: 'sms-reminder', does: 'message', template: 'callback-reminder', after: { workingDays: 1 } },
        { rung: 'call-1', does: 'task', way: 'call', after: { workingDays: 1 }, within: { workingDays: 1 } },
        { rung: 'call-2', does: 'task', way: 'call', after: { workingDays: 1 }, within: { workingDays: 1 } },
        { rung: 'call-3', does: 'task', way: 'call', after: { workingDays: 1 }, within: { workingDays: 1 } },
        {
          rung: 'letter',
          does: 'task',
          way: 'letter',
          after: { workingDays: 1 },
          within: { workingDays: 2 },
        },
        { rung: 'visit', does: 'task', way: 'visit', after: { days: 10 }, within: { workingDays: 5 } },
      ],
      afterwards: { workingDays: 2 },
    },
    remedy: {
      rungs: [
        { rung: 'remedy-reminder', does: 'remind', after: { workingDays: 3 } },
        { rung: 'remedy-overdue', does: 'escalate', to: 'branch-manager', after: { workingDays: 2 } },
        {
          rung: 'remedy-head-office',
          does: 'escalate',
          to: 'head-office-manager',
          after: { workingDays: 5 },
        },
      ],
      afterwards: { workingDays: 10 },
    },
    'remedy-urgent': {
      rungs: [
        { rung: 'remedy-reminder', does: 'remind', after: { workingDays: 1 } },
        { rung: 'remedy-overdue', does: 'escalate', to: 'branch-manager', after: { workingDays: 1 } },
        {
          rung: 'remedy-head-office',
          does: 'escalate',
          to: 'head-office-manager',
          after: { workingDays: 3 },
        },
      ],
      afterwards: { workingDays: 5 },
    },
    confirmation: {
      rungs: [
        {
          rung: 'confirmation-request',
          does: 'message',
          template: 'confirmation-request',
          after: { hours: 0 },
        },
        {
          rung: 'confirmation-reminder',
          does: 'message',
          template: 'confirmation-reminder',
          after: { workingDays: 2 },
        },
        {
          rung: 'confirmation-call-1',
          does: 'task',
          way: 'call',
          after: { workingDays: 2 },
          within: { workingDays: 1 },
        },
        {
          rung: 'confirmation-call-2',
          does: 'task',
          way: 'call',
          after: { workingDays: 1 },
          within: { workingDays: 1 },
        },
        { rung: 'confirmation-silence', does: 'escalate', to: 'branch-manager', after: { workingDays: 3 } },
      ],
      afterwards: { workingDays: 10 },
    },
  },
};
