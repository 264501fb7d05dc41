import { useTranslation } from 'react-i18next';

/** Where the words of a kind of case are when it has no feature of its own name. */
const WORDS: Readonly<Record<string, string>> = { payout: 'commission' };

const wordsOf = (kind: string): string => WORDS[kind] ?? kind;

export interface KindWords {
  /** The name of a stage; its code until the words of that kind are there. */
  stage: (kind: string, stage: string) => string;
  /** Every stage that a kind has, in the order of its words. */
  stages: (kind: string) => string[];
}

/** Stages of several kinds of cases in one list. The words of a kind load when the first case of it appears. */
export function useKindWords(kinds: readonly string[]): KindWords {
  const namespaces = [...new Set(kinds.map(wordsOf))];
  const { t, i18n } = useTranslation((namespaces.length === 0 ? ['common'] : namespaces) as ['common'], {
    useSuspense: false,
  });
  return {
    stage: (kind, stage) => {
      const ns = wordsOf(kind) as 'common';
      return i18n.exists(`stage.${stage}`, { ns }) ? t(`stage.${stage}` as never, { ns }) : stage;
    },
    stages: (kind) => {
      const words: unknown = i18n.getResource(i18n.language, wordsOf(kind), 'stage');
      return typeof words === 'object' && words !== null ? Object.keys(words) : [];
    },
  };
}
