import type { Visitor } from '../visitor.ts';

export const say = (line: string): void => console.log(line);

/** The time of the firm's day, to the minute. */
export const inShanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Says a line with the time that the system has. */
export const telling =
  (visitor: Visitor) =>
  async (line: string): Promise<void> =>
    say(`${inShanghai(await visitor.now())}  ${line}`);
