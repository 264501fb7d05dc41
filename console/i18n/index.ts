import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './format.ts';

const KEPT = 'recourse.language';
const files = import.meta.glob<{ default: Record<string, unknown> }>([
  './locales/*/*.json',
  '../features/*/locales/*.json',
]);

/** Words load with the screen that needs them: `common` is the console's own, every other namespace a feature's. */
const wordFiles: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const load =
      files[`./locales/${language}/${namespace}.json`] ??
      files[`../features/${namespace}/locales/${language}.json`];
    if (load === undefined) done(new Error(`no words: ${namespace} in ${language}`), null);
    else
      load().then(
        (file) => done(null, file.default),
        (error: Error) => done(error, null),
      );
  },
};

export function keptLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'zh-CN';
}

export async function startWords(): Promise<void> {
  await i18next
    .use(wordFiles)
    .use(initReactI18next)
    .init({
      lng: keptLanguage(),
      // A word that is missing shows its key: a test compares the keys, so nobody should ever see one.
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  mark(keptLanguage());
}

/** The words of a feature, before its first screen. */
export async function loadWords(feature: string): Promise<void> {
  await i18next.loadNamespaces(feature);
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
  mark(language);
}

function mark(language: Language): void {
  document.documentElement.lang = language;
}
