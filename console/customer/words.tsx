import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from 'react';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export type Language = 'zh-CN' | 'en';
type Dictionary = typeof zh;
type KeysOf<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : KeysOf<T[K], `${P}${K}.`>;
}[keyof T & string];
export type Key = KeysOf<Dictionary>;

/** Both are loaded at once, 4 kB each: the switch works without a network. */
const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { 'zh-CN': zh, en };
const KEPT = 'recourse.language';

export interface Words {
  language: Language;
  speak(language: Language): void;
  t(key: Key, values?: Readonly<Record<string, string | number>>): string;
  /** A code's word, or the code itself when it is a free text or newer than this page. */
  term(group: keyof Dictionary, code: string): string;
  /** @param day `YYYY-MM-DD` */
  day(day: string): string;
  /** @param fen whole fen */
  money(fen: number): string;
}

const WordsContext = createContext<Words | undefined>(undefined);

export function useWords(): Words {
  const words = use(WordsContext);
  if (words === undefined) throw new Error('There are no words outside of their provider.');
  return words;
}

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const words = useMemo(
    () =>
      wordsIn(language, (chosen) => {
        keep(chosen);
        setLanguage(chosen);
      }),
    [language],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

function wordsIn(language: Language, speak: Words['speak']): Words {
  const dictionary: Readonly<Record<string, Readonly<Record<string, string>>>> = DICTIONARIES[language];
  const find = (group: string, name: string): string | undefined =>
    Object.hasOwn(dictionary[group] ?? {}, name) ? dictionary[group]?.[name] : undefined;
  return {
    language,
    speak,
    t: (key, values = {}) => {
      const [group = '', name = ''] = key.split('.');
      return (find(group, name) ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_, value: string) =>
        String(values[value] ?? ''),
      );
    },
    term: (group, code) => find(group, code) ?? code,
    day: (day) =>
      new Intl.DateTimeFormat(language, {
        timeZone: 'UTC',
        year: 'numeric',
        month: language === 'en' ? 'short' : 'long',
        day: 'numeric',
      }).format(new Date(`${day}T00:00:00Z`)),
    money: (fen) =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency: 'CNY',
        currencyDisplay: 'narrowSymbol',
      }).format(fen / 100),
  };
}

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === 'en' || kept === 'zh-CN') return kept;
  } catch {
    // A browser may refuse to keep anything: then the phone's own language decides each time.
  }
  return navigator.language.startsWith('en') ? 'en' : 'zh-CN';
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // As above: the page speaks it until it is closed.
  }
}
