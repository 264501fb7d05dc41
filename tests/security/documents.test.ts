import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const NAMED = /`(tests\/[^`]+\.ts)` "([^"]+)"/g;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const named = (text: string) => [...text.matchAll(NAMED)].map(([, file = '', name = '']) => ({ file, name }));

describe.each(['docs/threat-model.md', 'docs/asvs.md'])('%s', (document) => {
  const text = read(document);

  it('names tests that there are', () => {
    const missing = named(text).filter(
      ({ file, name }) => !existsSync(join(ROOT, file)) || !isIn(read(file), name),
    );

    expect(missing).toEqual([]);
    expect(named(text).length).toBeGreaterThan(25);
    expect(text.match(/`tests\//g)).toHaveLength(named(text).length);
  });

  it('names files that there are', () => {
    const files = [...text.matchAll(/`((?:adapters|domain|functions|infra|local)\/[^`]+\.ts)`/g)];

    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('says something of each of its rows: a test, or a reason', () => {
    const rows = text.split('\n').filter((line) => /^\| (?!-)/.test(line) && !line.startsWith('|---'));

    for (const row of rows)
      expect(
        row
          .split('|')
          .slice(1, -1)
          .filter((cell) => cell.trim() !== '').length,
        row,
      ).toBeGreaterThan(1);
  });
});

/** A name as a call of `it` has it, whatever its quotes. */
function isIn(file: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) =>
    file.includes(`${quote}${name.replaceAll(quote, `\\${quote}`)}${quote}`),
  );
}
