import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/**
 * Sentences of the API in Chinese. The API says them in English, with numbers and dates in them; the catalogue has each
 * sentence once, with `{}` where something stands that differs from case to case.
 */
type Catalogue = Record<string, string>;

interface Pattern {
  form: RegExp;
  chinese: string;
}

interface Read {
  whole: ReadonlyMap<string, string>;
  patterns: readonly Pattern[];
}

export function readCatalogue(catalogue: Catalogue): Read {
  const entries = Object.entries(catalogue);
  return {
    whole: new Map(entries.filter(([english]) => !english.includes('{}'))),
    patterns: entries
      .filter(([english]) => english.includes('{}'))
      // The longest first: it says most, so a shorter one that also fits is the wrong one.
      .sort(([a], [b]) => b.length - a.length)
      .map(([english, chinese]) => ({ form: formOf(english), chinese })),
  };
}

function formOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}

/** The Chinese of a sentence, or the sentence itself: something true in English is better than nothing. */
export function inChinese({ whole, patterns }: Read, english: string): string {
  const exact = whole.get(english);
  if (exact !== undefined) return exact;
  for (const { form, chinese } of patterns) {
    const found = form.exec(english);
    if (found === null) continue;
    let at = 0;
    return chinese.replace(/\{\}/g, () => found[++at] ?? '');
  }
  return english;
}

/** Says a sentence of the API in the reader's language. */
export function useSentence(): (english: string) => string {
  const { i18n } = useTranslation();
  const chinese = i18n.language !== 'en';
  const { data } = useQuery({
    queryKey: ['sentences'],
    queryFn: async () => readCatalogue((await import('./sentences.zh-CN.json')).default as Catalogue),
    staleTime: Infinity,
    enabled: chinese,
  });
  return (english) => (chinese && data !== undefined ? inChinese(data, english) : english);
}
