import { describe, expect, it } from 'vitest';
import { CaseKind } from '../../domain/case.ts';
import carried from '../../domain/evidence/case-words.json' with { type: 'json' };
import { named } from '../../domain/evidence/page-words.ts';
import { readCaseWords } from '../../local/case-words.ts';

describe('the words of an evidence packet', () => {
  it('are those of the screens; `npm run words` takes them over', () => {
    expect(carried).toEqual(readCaseWords());
  });

  it.each(CaseKind.options)('say in both languages what happened to a %s and at what stage it is', (kind) => {
    for (const group of ['stage', 'event'] as const) {
      const words = Object.entries(readCaseWords()[kind][group]);
      expect(words.length).toBeGreaterThan(1);
      for (const [code, [chinese, english]] of words)
        expect(named(kind, group, code)).toEqual([`${chinese} / ${english}`, code]);
    }
  });

  it('are the code itself where the screens have no word', () => {
    expect(named('callback', 'event', 'happened-tomorrow')).toEqual(['happened-tomorrow']);
  });
});
