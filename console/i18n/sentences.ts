import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inChinese, readCatalogue } from './catalogue.ts';

/** Says a sentence of the API in the reader's language. */
export function useSentence(): (english: string) => string {
  const { i18n } = useTranslation();
  const chinese = i18n.language !== 'en';
  const { data } = useQuery({
    queryKey: ['sentences'],
    queryFn: async () => readCatalogue((await import('./sentences.zh-CN.json')).default),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: chinese,
  });
  return (english) => (chinese && data !== undefined ? inChinese(data, english) : english);
}
