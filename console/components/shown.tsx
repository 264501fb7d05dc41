import { Typography } from 'antd';
import { useFormat } from '../i18n/use-words.ts';

export function When({ at }: { at: string | undefined }) {
  const { when } = useFormat();
  return at === undefined ? <>–</> : <time dateTime={at}>{when(at)}</time>;
}

export function Day({ on }: { on: string | undefined }) {
  const { day } = useFormat();
  return on === undefined ? <>–</> : <time dateTime={on}>{day(on)}</time>;
}

/** An amount in whole fen. A negative one is red and has its sign: colour alone tells nobody anything. */
export function Money({ fen }: { fen: number | undefined }) {
  const { money } = useFormat();
  if (fen === undefined) return <>–</>;
  return (
    <Typography.Text className="money" {...(fen < 0 ? { type: 'danger' as const } : {})}>
      {money(fen)}
    </Typography.Text>
  );
}
