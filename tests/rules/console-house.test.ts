import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../console');
const SOURCES = globSync('**/*.{ts,tsx}', { cwd: ROOT, exclude: ['node_modules/**', 'api/schema.ts'] });
const CHINESE = /[\u3400-\u9fff]/;

/** What each room of the console may import; a feature only itself beside these. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'features', 'components', 'api', 'i18n'],
  features: ['components', 'api', 'i18n'],
  components: ['components', 'api', 'i18n'],
  api: ['api'],
  i18n: ['i18n'],
  customer: ['customer'],
};

interface Words {
  zh: Record<string, string>;
  en: Record<string, string>;
}

function flat(words: object, at = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]) =>
      typeof value === 'object' ? flat(value, `${at}${key}.`) : { [`${at}${key}`]: value },
    ),
  );
}

function wordsOf(zh: string): Words {
  const read = (path: string) => flat(JSON.parse(readFileSync(join(ROOT, path), 'utf8')));
  return { zh: read(zh), en: read(zh.replace('zh-CN', 'en')) };
}

/** `{{count}}` and its like, and i18next's plural endings, which Chinese does not have. */
function holes(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort();
}

const WORD_FILES = globSync(
  ['i18n/locales/zh-CN/*.json', 'features/*/locales/zh-CN.json', 'customer/locales/zh-CN.json'],
  { cwd: ROOT },
);

describe('the words of the console', () => {
  it('are found', () => {
    expect(WORD_FILES.length).toBeGreaterThan(10);
  });

  it.each(WORD_FILES)('%s says everything in both languages', (file) => {
    const { zh, en } = wordsOf(file);
    const key = (name: string) => name.replace(/_(one|other)$/, '');
    expect([...new Set(Object.keys(en).map(key))].sort()).toEqual(
      [...new Set(Object.keys(zh).map(key))].sort(),
    );
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, word]) => word.trim() === '')).toEqual(
      [],
    );
    const otherHoles = Object.keys(zh).filter(
      (name) => en[name] !== undefined && holes(zh[name] ?? '').join() !== holes(en[name] ?? '').join(),
    );
    expect(otherHoles).toEqual([]);
  });

  it('stand in the word files and nowhere in the code', () => {
    const spoken = SOURCES.filter((file) => {
      const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return CHINESE.test(code);
    });
    expect(spoken).toEqual([]);
  });
});

describe('the rooms of the console', () => {
  it('import one way, and a feature imports no other', () => {
    const wrong = SOURCES.flatMap((file) => {
      const room = file.split('/')[0] ?? '';
      const allowed = MAY_IMPORT[room];
      if (allowed === undefined) return [];
      const code = readFileSync(join(ROOT, file), 'utf8');
      return [...code.matchAll(/(?:from |import\()'(\.[^']+)'/g)].flatMap(([, path = '']) => {
        const target = relative(ROOT, resolve(join(ROOT, dirname(file)), path));
        const [into = '', feature] = target.split('/');
        const own = room === 'features' && into === 'features' && feature === file.split('/')[1];
        // The navigation entry of a feature is a type of the app's; the local bar is loaded by the shell.
        const entry = room === 'features' && target === 'app/feature.ts';
        // Types of the API's description, which leave nothing in the script.
        const described = room === 'customer' && target === 'api/schema.ts';
        return own || entry || described || allowed.includes(into) ? [] : [`${file} -> ${target}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});
