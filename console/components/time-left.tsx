import { Popover, Skeleton, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../i18n/now.ts';
import { useFormat } from '../i18n/use-words.ts';

const MINUTE_MS = 60_000;
const SOON_MS = 24 * 60 * MINUTE_MS;

interface TimeLeftProps {
  dueAt?: string | undefined;
  closedAt?: string | undefined;
  openedAt?: string | undefined;
  /** Every coming deadline, asked for when somebody points at the time or moves onto it. */
  all?: () => ReactNode;
}

type Times = Pick<TimeLeftProps, 'dueAt' | 'closedAt' | 'openedAt'>;

/** How much time is left, in words and with the colour that goes with them: due in, overdue by, done in. */
export function useTimeLeft(): (times: Times) => { text: string; color: string } {
  const { t } = useTranslation();
  const now = useNow();
  const span = useSpan();
  return ({ dueAt, closedAt, openedAt }) => {
    if (closedAt !== undefined) {
      const took = msBetween(openedAt ?? closedAt, closedAt);
      return { text: t('time.doneIn', { span: span(took) }), color: 'green' };
    }
    if (dueAt === undefined) return { text: t('time.none'), color: 'default' };
    const left = new Date(dueAt).getTime() - now.getTime();
    if (left < 0) return { text: t('time.overdueBy', { span: span(-left) }), color: 'red' };
    return { text: t('time.dueIn', { span: span(left) }), color: left < SOON_MS ? 'orange' : 'blue' };
  };
}

/** A tag that says how much time is left, and on being pointed at or reached by Tab, when that is and what comes up. */
export function TimeLeft({ dueAt, closedAt, openedAt, all }: TimeLeftProps) {
  const { when } = useFormat();
  const [open, setOpen] = useState(false);
  const { text, color } = useTimeLeft()({ dueAt, closedAt, openedAt });
  const tag = <Tag color={color}>{text}</Tag>;
  const at = closedAt ?? dueAt;
  if (at === undefined) return tag;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={['hover', 'focus']}
      content={
        <div className="dues">
          <div>{when(at)}</div>
          {open && all?.()}
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a pointer is shown, a keyboard must be shown too */}
      <span tabIndex={0}>{tag}</span>
    </Popover>
  );
}

export function DuesLoading() {
  return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
}

function msBetween(from: string, to: string): number {
  return new Date(to).getTime() - new Date(from).getTime();
}

/** A span in its two largest units, as `3 d 4 h`. */
export function useSpan(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    if (days > 0) return hours > 0 ? t('time.daysHours', { days, hours }) : t('time.days', { days });
    return hours > 0
      ? t('time.hoursMinutes', { hours, minutes: minutes % 60 })
      : t('time.minutes', { minutes });
  };
}
