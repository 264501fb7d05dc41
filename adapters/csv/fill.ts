import { stringify } from 'csv-stringify/sync';
import { encodingOfFile } from './encoding.ts';
import { toGb18030 } from './gb18030.ts';
import { formulaSafe } from './write.ts';

/** What is written into a row: `columns` are all of the file's, in its order. */
export interface Fill {
  line: number;
  columns: readonly string[];
  cells: Readonly<Record<string, string>>;
}

interface Place {
  start: number;
  end: number;
}

/** An empty cell, quoted or not. */
const EMPTY = /^[ \t]*(?:""[ \t]*)?$/;

/**
 * The same file with empty cells filled. Every other byte stays: order, quotes, line ends, byte-order mark, bytes that
 * mean nothing in the file's encoding. A cell that holds something is left as it is. What is written is in the file's
 * own encoding, and safe where it looks like a formula.
 *
 * The file is cut byte by byte: of a comma, a quote and a line end, none is a part of a longer character in UTF-8 or
 * GB18030.
 */
export function filledFile(bytes: Uint8Array, fills: readonly Fill[]): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const encode = encodingOfFile(bytes) === 'utf-8' ? toUtf8 : toGb18030;
  const starts = lineStarts(text);
  const pieces: string[] = [];
  let done = 0;
  for (const { line, columns, cells } of fills.toSorted((a, b) => a.line - b.line)) {
    const places = placesFrom(text, starts[line - 1] ?? text.length);
    for (const [at, name] of columns.entries()) {
      const [place, cell] = [places[at], cells[name] ?? ''];
      if (place === undefined || cell === '') continue;
      const before = text.slice(place.start, place.end);
      if (!EMPTY.test(before)) continue;
      const written = encode(cellText(cell, before.includes('"')));
      pieces.push(text.slice(done, place.start), Buffer.from(written).toString('latin1'));
      done = place.end;
    }
  }
  return Buffer.from(pieces.join('') + text.slice(done), 'latin1');
}

function toUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

function cellText(cell: string, quoted: boolean): string {
  return stringify([[formulaSafe(cell)]], { eof: false, quoted, quoted_match: /[\r\n]/ });
}

/** Where each line begins, as `linesOf` counts them. */
function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
}

/** The cells of the record that begins there, up to the line end that stands in no quotes. */
function placesFrom(text: string, from: number): Place[] {
  const places: Place[] = [];
  let start = from;
  let isQuoted = false;
  for (let at = from; ; at += 1) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    const isEnd = char === undefined || (!isQuoted && (char === '\n' || char === '\r'));
    if (isEnd || (!isQuoted && char === ',')) {
      places.push({ start, end: at });
      start = at + 1;
    }
    if (isEnd) return places;
  }
}
