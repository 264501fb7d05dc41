import { Input, type InputProps } from 'antd';
import { instantOf, minuteOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';

/** A day and a minute of Shanghai, not ahead of now. What it holds is `2026-03-02T10:00`. */
export function MomentInput(props: InputProps) {
  const now = useNow();
  return <Input type="datetime-local" max={minuteOf(now)} {...props} />;
}

/**
 * The instant that somebody entered as a minute. What happened in the minute of what it follows comes right after it.
 * @param from what it cannot have been before
 */
export function momentOf(local: string, from?: string): string {
  const instant = instantOf(local);
  return from !== undefined && instant < from && minuteOf(from) === local ? from : instant;
}
