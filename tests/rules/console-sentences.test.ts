import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inChinese, readCatalogue } from '../../console/i18n/catalogue.ts';
import { dueAt } from '../../domain/time/deadlines.ts';
import { RULES } from '../support/policies.ts';
import { spokenSentences } from '../support/spoken.ts';

const CATALOGUE: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../console/i18n/sentences.zh-CN.json'), 'utf8'),
);
const READ = readCatalogue(CATALOGUE);
const CHINESE = /[\u3400-\u9fff]/;

function holes(sentence: string): number {
  return sentence.split('{}').length - 1;
}

describe('what the API says to people', () => {
  const spoken = [...spokenSentences()];

  it('is found in the sources', () => {
    expect(spoken.length).toBeGreaterThan(300);
  });

  it('has a Chinese sentence each', () => {
    const silent = spoken.filter(([sentence]) => !CHINESE.test(inChinese(READ, sentence)));
    expect(silent.map(([sentence, file]) => `${file}: ${sentence}`)).toEqual([]);
  });

  it('has no more holes in Chinese than in English, and each is filled by its own', () => {
    expect(Object.entries(CATALOGUE).filter(([english, chinese]) => holes(chinese) > holes(english))).toEqual(
      [],
    );
    const read = readCatalogue({ 'from {} to {}': '{2}之前自{1}起' });
    expect(inChinese(read, 'from A to B')).toBe('B之前自A起');
  });

  it('explains a due date line by line in Chinese', () => {
    const { explanation } = dueAt({
      from: '2026-09-28T02:00:00.000Z',
      duration: { unit: 'working-days', amount: 10 },
      calendar: RULES.calendar,
    });
    const english = explanation
      .map(({ text }) => inChinese(READ, text))
      .filter((line) => /[A-Za-z]{2,}/.test(line));
    expect(english).toEqual([]);
  });

  it('stays as it is when nobody has put it into Chinese', () => {
    expect(inChinese(READ, 'A sentence of tomorrow.')).toBe('A sentence of tomorrow.');
  });
});
