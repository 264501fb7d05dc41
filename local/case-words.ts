import { readFileSync, writeFileSync } from 'node:fs';
import { CaseKind } from '../domain/case.ts';

type Pair = readonly [chinese: string, english: string];
type Group = Readonly<Record<string, Pair>>;

/** Kinds whose screens are another feature's. */
const FEATURE: Partial<Record<CaseKind, string>> = { payout: 'commission' };
const GROUPS = ['stage', 'event'] as const;
const OF_EVERY = [
  wordsIn('../console/i18n/locales/zh-CN/common.json'),
  wordsIn('../console/i18n/locales/en/common.json'),
] as const;

/** What the screens call the stages and events of each kind of case: the page of an evidence packet says the same. */
export function readCaseWords(): Record<CaseKind, Record<(typeof GROUPS)[number], Group>> {
  const words = CaseKind.options.map((kind) => {
    const feature = `../console/features/${FEATURE[kind] ?? kind}/locales`;
    const own = [wordsIn(`${feature}/zh-CN.json`), wordsIn(`${feature}/en.json`)] as const;
    const groups = GROUPS.map(
      (group) => [group, { ...paired(OF_EVERY, group), ...paired(own, group) }] as const,
    );
    return [kind, Object.fromEntries(groups)] as const;
  });
  return Object.fromEntries(words) as ReturnType<typeof readCaseWords>;
}

type Words = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

function paired([chinese, english]: readonly [Words, Words], group: string): Group {
  const { [group]: zh = {} } = chinese;
  const { [group]: en = {} } = english;
  return Object.fromEntries(Object.keys(zh).map((code) => [code, [zh[code] ?? code, en[code] ?? code]]));
}

function wordsIn(path: string): Words {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

if (import.meta.main) {
  const written = new URL('../domain/evidence/case-words.json', import.meta.url);
  writeFileSync(written, `${JSON.stringify(readCaseWords(), null, 2)}\n`);
}
