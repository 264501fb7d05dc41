import * as z from 'zod/mini';

/** Where a complaint comes in. The counter to the regulator's hotline (12378); evaluations and callbacks by themselves. */
export const ComplaintChannel = z.enum([
  'counter',
  'hotline',
  'e-mail',
  'web',
  'wechat',
  'app',
  'letter',
  'sms-evaluation',
  'callback',
  'reception-day',
  'head-office',
  'association',
  'mediation-centre',
  'other-body',
  'regulator',
  'media',
]);
export type ComplaintChannel = z.infer<typeof ComplaintChannel>;

/** How high a channel is: who turns to a higher one has escalated (升级投诉). Our own ones are alike. */
const RANK: Readonly<Partial<Record<ComplaintChannel, number>>> = {
  'head-office': 2,
  association: 3,
  'mediation-centre': 3,
  'other-body': 3,
  regulator: 4,
  media: 5,
};

export function rankOf(channel: ComplaintChannel): number {
  return RANK[channel] ?? 1;
}

const REGULATOR_RANK = 4;

/** The regulator, or the public, looks on: a second pair of eyes reads the decision before it goes out. */
export function isWatched(channels: readonly ComplaintChannel[]): boolean {
  return channels.some((channel) => rankOf(channel) >= REGULATOR_RANK);
}
