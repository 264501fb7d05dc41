import type { Grade } from './cards.ts';
import { NUMERALS, OPT_OUTS, SIMPLIFIED, WORDS } from './words.ts';

/** A piece of a reply, from one place of the text to another: the pieces in order are the whole text. */
export interface Token {
  from: number;
  to: number;
  is: Piece;
}

export type Piece =
  /** Items of the card: one, or all of them when the digits are the whole card, as 123456. */
  | { kind: 'number'; items: readonly number[] }
  | { kind: 'grade'; grade: Grade; letter: boolean }
  | { kind: 'all' }
  | { kind: 'rest' }
  | { kind: 'ordinal' | 'measure' | 'polite' | 'opt-out' | 'separator' }
  | { kind: 'range'; sign: boolean }
  | { kind: 'code'; code: string }
  /** The brackets of a signature: who quotes our message does not answer it. */
  | { kind: 'quote' }
  /** Words that are not of the grammar: for a person. */
  | { kind: 'words' }
  /** What nobody can read: a number that is no item, a sign without a meaning here, a 不 by itself. */
  | { kind: 'odd' };

/** A code point of the text as it is read: full-width, circled and traditional forms folded, letters in capitals. */
interface Point {
  from: number;
  to: number;
  /** One code point. */
  read: string;
  /** A decimal digit of its own script's number, which joins its neighbours: ② after ① does not. */
  digit: boolean;
}

const WRAPPERS = /[().,\s]/g;
/** The last two are what turns 1 into 1️⃣. */
const SEPARATORS = /^(?:[\p{P}\p{Z}\p{Cc}\p{Cf}+=<>|^`$~]|[\u{FE00}-\u{FE0F}]|\u{20E3})$/u;
const LETTERS_OR_NUMBERS = /^[\p{L}\p{N}]$/u;
const RANGE_SIGNS: ReadonlySet<string> = new Set(['-', '~', '–', '—', '−', '‐', '‑', '―', '～', '〜']);
const RANGE_WORDS: ReadonlySet<string> = new Set(['至', '到']);

function pointsOf(text: string): Point[] {
  const points: Point[] = [];
  let from = 0;
  for (const point of text) {
    const to = from + point.length;
    const read = folded(point);
    points.push({ from, to, read, digit: isDigit(read) && /^\p{Nd}$/u.test(point) });
    from = to;
  }
  return points;
}

/** NFKC of one code point alone: of ⑴ and ⒈ the digit stays, and ℃ does not become a letter. */
function folded(point: string): string {
  if (point < '\u{80}') return capital(point);
  const plain = point.normalize('NFKC');
  const bare = isOne(plain) ? plain : plain.replaceAll(WRAPPERS, '');
  const one = isOne(bare) ? bare : point;
  return capital(SIMPLIFIED.get(one) ?? one);
}

function isOne(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}

function capital(point: string): string {
  return point >= 'a' && point <= 'z' && point.length === 1 ? point.toUpperCase() : point;
}

function isDigit(read: string): boolean {
  return read.length === 1 && read >= '0' && read <= '9';
}

function isLatin(read: string): boolean {
  return read.length === 1 && read >= 'A' && read <= 'Z';
}

/** Cuts a text into pieces. Each character is looked at a bounded number of times. */
export function tokensOf(text: string, items: number): Token[] {
  const points = pointsOf(text);
  const tokens: Token[] = [];
  let at = 0;
  while (at < points.length) {
    const next = wordAt(points, at) ?? runAt(points, at, items);
    const first = points[at];
    const last = points[next.end - 1];
    if (first === undefined || last === undefined) break;
    const [piece] = next.pieces;
    if (next.pieces.length === 1 && piece !== undefined)
      tokens.push({ from: first.from, to: last.to, is: piece });
    else {
      for (const [index, { from, to }] of points.slice(at, next.end).entries()) {
        tokens.push({ from, to, is: next.pieces[index] ?? { kind: 'odd' } });
      }
    }
    at = next.end;
  }
  return tokens;
}

/** Where a run ends, and what it is: one piece, or one for each of its points. */
interface Run {
  end: number;
  pieces: Piece[];
}

function one(end: number, piece: Piece): Run {
  return { end, pieces: [piece] };
}

function wordAt(points: readonly Point[], at: number): Run | undefined {
  const candidates = WORDS.get(points[at]?.read ?? '') ?? [];
  const word = candidates.find(({ points: wanted }) =>
    wanted.every((point, index) => points[at + index]?.read === point),
  );
  if (word === undefined) return undefined;
  const end = at + word.points.length;
  const { meaning } = word;
  if (meaning.is === 'code-word') return codeAt(points, end) ?? one(end, { kind: 'words' });
  if (meaning.is === 'grade') return one(end, { kind: 'grade', grade: meaning.grade, letter: false });
  return one(end, { kind: meaning.is === 'negation' ? 'odd' : meaning.is });
}

function runAt(points: readonly Point[], at: number, items: number): Run {
  const point = points[at];
  const read = point?.read ?? '';
  if (read === '#') return codeAt(points, at + 1) ?? one(at + 1, { kind: 'separator' });
  if (point?.digit === true) {
    const end = endOf(points, at, ({ digit }) => digit);
    return one(end, numberPiece(readOf(points, at, end), items));
  }
  const single = isDigit(read) ? Number(read) : NUMERALS.get(read);
  if (single !== undefined) return one(at + 1, itemPiece(single, items, isDigit(read)));
  if (isLatin(read)) {
    const end = endOf(points, at, (next) => isLatin(next.read));
    return { end, pieces: latinPieces(points, at, end) };
  }
  if (RANGE_SIGNS.has(read)) return one(at + 1, { kind: 'range', sign: true });
  if (RANGE_WORDS.has(read)) return one(at + 1, { kind: 'range', sign: false });
  if (read === '?') return one(at + 1, { kind: 'odd' });
  if (read === '【' || read === '】') return one(at + 1, { kind: 'quote' });
  if (SEPARATORS.test(read)) return one(at + 1, { kind: 'separator' });
  return one(at + 1, { kind: LETTERS_OR_NUMBERS.test(read) ? 'words' : 'odd' });
}

/** The code of a message, typed by the customer as #23 or 编号23: two to four digits. */
function codeAt(points: readonly Point[], after: number): Run | undefined {
  let at = after;
  while (at - after < 2 && SEPARATORS.test(points[at]?.read ?? '')) at += 1;
  const end = endOf(points, at, ({ digit }) => digit);
  const code = readOf(points, at, end);
  return code.length >= 2 && code.length <= 4 ? one(end, { kind: 'code', code }) : undefined;
}

function numberPiece(digits: string, items: number): Piece {
  const all = Array.from({ length: items }, (_, index) => index + 1);
  if (items > 1 && digits === all.join('')) return { kind: 'number', items: all };
  return itemPiece(/^0?[1-9]$/.test(digits) ? Number(digits) : 0, items, true);
}

function itemPiece(number: number, items: number, isNumber: boolean): Piece {
  if (number >= 1 && number <= items) return { kind: 'number', items: [number] };
  return { kind: isNumber ? 'odd' : 'words' };
}

/** A run of letters that are all options is one option each; any other run is a word. */
function latinPieces(points: readonly Point[], from: number, end: number): Piece[] {
  const letters = readOf(points, from, end);
  if (/^[ABC]+$/.test(letters)) {
    return Array.from(letters, (letter) => ({ kind: 'grade', grade: letter as Grade, letter: true }));
  }
  return [{ kind: OPT_OUTS.has(letters) ? 'opt-out' : 'words' }];
}

function endOf(points: readonly Point[], from: number, belongs: (point: Point) => boolean): number {
  let end = from;
  for (let next = points[end]; next !== undefined && belongs(next); next = points[end]) end += 1;
  return end;
}

function readOf(points: readonly Point[], from: number, end: number): string {
  let read = '';
  for (let at = from; at < end; at += 1) read += points[at]?.read ?? '';
  return read;
}
