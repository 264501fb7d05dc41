import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Source } from '../api/settings.ts';

const COLOR = { law: 'green', guidance: 'blue' } as const;

/** The source that is about a part, or about what the part belongs to. */
export function sourceOf(sources: readonly Source[], of: string): Source | undefined {
  return sources
    .filter((source) => of === source.of || of.startsWith(`${source.of}.`))
    .toSorted((a, b) => b.of.length - a.of.length)[0];
}

export function useSourceText(): (source: Source | undefined) => string {
  const { t } = useTranslation('administration');
  const { language } = useFormat();
  return (source) =>
    source === undefined ? '' : `${t(`by.${source.by}`)}: ${language === 'en' ? source.en : source.zh}`;
}

/** Law binds, guidance is expected, the rest is the firm's: by word and colour, and in full. */
export function RestsOn({ sources, of }: { sources: readonly Source[]; of: string }) {
  const { t } = useTranslation('administration');
  const { language } = useFormat();
  const source = sourceOf(sources, of);
  if (source === undefined) return null;
  const { by } = source;
  const text = language === 'en' ? source.en : source.zh;
  // What is the firm's says so itself.
  if (by === 'firm') return <Tag>{text}</Tag>;
  return (
    <span>
      <Tag color={COLOR[by]}>{t(`by.${by}`)}</Tag>
      {text}
    </span>
  );
}
