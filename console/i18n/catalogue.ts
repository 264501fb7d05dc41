/**
 * Sentences of the API in Chinese. The API says them in English, with numbers and dates in them; the catalogue has each
 * once, with `{}` where something stands that differs from case to case. In Chinese `{}` are filled in their order, or
 * by number, as `{2}`, where Chinese says them in another; what stands in one is said in Chinese too, as `3 working
 * days`.
 */
export interface Catalogue {
  whole: ReadonlyMap<string, string>;
  patterns: readonly { form: RegExp; chinese: string }[];
}

export function readCatalogue(sentences: Readonly<Record<string, string>>): Catalogue {
  const entries = Object.entries(sentences);
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
export function inChinese(catalogue: Catalogue, english: string): string {
  const { whole, patterns } = catalogue;
  const exact = whole.get(english);
  if (exact !== undefined) return exact;
  for (const { form, chinese } of patterns) {
    const found = form.exec(english);
    if (found === null) continue;
    let next = 0;
    return chinese.replace(/\{(\d?)\}/g, (_, number: string) => {
      next += 1;
      return inChinese(catalogue, found[number === '' ? next : Number(number)] ?? '');
    });
  }
  return english;
}
