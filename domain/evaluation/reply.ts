import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Card, Grade } from './cards.ts';
import { type Piece, type Token, tokensOf } from './tokens.ts';

/** Longer texts are cut for reading; no card fills a tenth of it. UTF-16 units. */
export const MOST_READ = 2_000;

/** What of a reply could be read, and what must be read by a person. */
export const Reading = z.strictObject({
  /** The text as it came; of a text of more than `MOST_READ` units its beginning, and `whole` tells of all of it. */
  raw: z.string(),
  /** Length in UTF-16 units and SHA-256 over the UTF-8 (hex) of a text that was cut. */
  whole: z.optional(z.strictObject({ length: z.int(), hash: z.string() })),
  /** By the item's code. */
  grades: z.record(z.string(), Grade),
  /** One grade without an item: of the service as a whole. */
  overall: z.optional(Grade),
  /** The code of a message, when the customer wrote it. */
  code: z.optional(z.string()),
  freeText: z.optional(z.string()),
  optOut: z.optional(z.literal(true)),
  /** Parts that nobody could read. */
  unread: z.array(z.string()),
  /** One item with two grades in one text: the item has none then. */
  conflict: z.optional(z.literal(true)),
  needsPerson: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;

/** A part of a text. Polite words and what stands between answers are separators. The parts in order are the text. */
export interface Part {
  is: 'grade' | 'separator' | 'free' | 'unread' | 'opt-out' | 'code';
  text: string;
}

/**
 * Reads a reply. Total: any text gives a reading, in time linear in its first 2,000 characters, and nothing of the
 * text is dropped. A clause with a word that is not known here is not read at all: what 不是很满意 means is decided
 * by a person.
 */
export function readReply(text: string, card: Card): Reading {
  const raw = beginning(text);
  const { tokens, states, marks } = read(raw, card);
  const unread = joined(raw, tokens, states, 'unread');
  const free = joined(raw, tokens, states, 'free');
  const graded = gradesOf(marks, card);
  // One word for the whole holds beside nothing else: 满意 in a sentence may be its contrary. Dissatisfaction holds.
  const holds = unread.length === 0 && Object.keys(graded.grades).length === 0;
  const overall = holds && (free.length === 0 || marks.overall === 'C') ? marks.overall : undefined;
  const isEmpty = Object.keys(graded.grades).length === 0 && overall === undefined;
  // Beside other words it may be our own message, quoted: 回T退订.
  const optOut = states.includes('opt-out') && unread.length === 0 && free.length === 0;
  const isCut = raw.length < text.length;
  return {
    raw,
    ...(isCut
      ? { whole: { length: text.length, hash: createHash('sha256').update(text).digest('hex') } }
      : {}),
    grades: graded.grades,
    ...(overall === undefined ? {} : { overall }),
    ...(marks.code === undefined ? {} : { code: marks.code }),
    ...(free.length === 0 ? {} : { freeText: free.join(' ') }),
    ...(optOut ? { optOut: true } : {}),
    unread,
    ...(graded.conflict ? { conflict: true } : {}),
    needsPerson:
      unread.length > 0 ||
      free.length > 0 ||
      graded.conflict ||
      isCut ||
      (isEmpty && !optOut) ||
      lost(marks, overall),
  };
}

/** Nothing stands against taking the grades as they are; free text beside them is a comment. */
export function isValid(reading: Reading): boolean {
  const graded = reading.overall !== undefined || Object.keys(reading.grades).length > 0;
  return graded && reading.unread.length === 0 && reading.conflict !== true && reading.whole === undefined;
}

/** The parts of a text, of its first 2,000 characters when it is longer. */
export function partsOf(text: string, card: Card): Part[] {
  const raw = beginning(text);
  const { tokens, states } = read(raw, card);
  return tokens.map(({ from, to }, index) => ({ is: states[index] ?? 'unread', text: raw.slice(from, to) }));
}

/** A reading in the shortest words that are read as the same. */
export function rendered({ grades, overall, optOut }: Reading, card: Card): string {
  const items = card.items.flatMap(({ code }, index) => {
    const grade = grades[code];
    return grade === undefined ? [] : [`${index + 1}${grade}`];
  });
  return [...items, ...(overall === undefined ? [] : [overall]), ...(optOut ? ['TD'] : [])].join(' ');
}

function beginning(text: string): string {
  if (text.length <= MOST_READ) return text;
  const last = text.charCodeAt(MOST_READ - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MOST_READ - 1 : MOST_READ);
}

type State = Part['is'];

/** What the clauses said, before it is put together. */
interface Marks {
  said: { items: readonly number[] | 'all' | 'rest'; grade: Grade }[];
  overall?: Grade;
  /** A second grade without an item. */
  overallTwice?: true;
  conflicts: Set<number>;
  code?: string;
}

function read(raw: string, card: Card): { tokens: Token[]; states: State[]; marks: Marks } {
  const tokens = withoutCounts(withRanges(tokensOf(raw, card.items.length)), card.items.length);
  const states = statesOf(tokens);
  const marks: Marks = { said: [], conflicts: new Set() };
  readCode(tokens, states, marks);
  for (const segment of segmentsOf(tokens, states)) {
    if (!readSegment(segment, card.items.length, marks)) {
      for (const { index } of segment) states[index] = 'unread';
    } else {
      for (const { index, unused } of segment) if (unused) states[index] = 'unread';
    }
  }
  return { tokens, states, marks };
}

/** 1-5 and 1至5 are one piece with five items; a sign elsewhere is a separator. */
function withRanges(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  let said = -1; // the last that is no separator
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    let after = at + 1;
    if (token.is.kind === 'range') {
      while (tokens[after]?.is.kind === 'separator' || tokens[after]?.is.kind === 'range') after += 1;
    }
    const range = token.is.kind === 'range' ? rangeOf(found[said], tokens[after]) : undefined;
    if (range !== undefined) {
      found.splice(said, found.length - said, range);
      at = after + 1;
      continue;
    }
    for (const one of tokens.slice(at, after)) {
      const next = one.is.kind === 'range' ? plainOf(one, one.is.sign) : one;
      if (next.is.kind !== 'separator') said = found.length;
      found.push(next);
    }
    at = after;
  }
  return found;
}

function plainOf(range: Token, isSign: boolean): Token {
  return { ...range, is: { kind: isSign ? 'separator' : 'words' } };
}

function rangeOf(from: Token | undefined, to: Token | undefined): Token | undefined {
  if (from?.is.kind !== 'number' || to?.is.kind !== 'number') return undefined;
  const first = from.is.items.at(-1) ?? 0;
  const last = to.is.items[0] ?? 0;
  const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, index) => first + 1 + index);
  // 1-3-5 may be three items or five; 5-1 is a slip.
  const isClear =
    last > first && to.is.items.length === 1 && (from.is.items.length === 1 || between.length === 0);
  const is: Piece = isClear
    ? { kind: 'number', items: [...from.is.items, ...between, last] }
    : { kind: 'odd' };
  return { from: from.from, to: to.to, is };
}

/** 六项都满意 counts the items and does not name the sixth: it is the whole card, or nobody knows which of them. */
function withoutCounts(tokens: readonly Token[], items: number): Token[] {
  let before: Piece['kind'] | undefined; // the last that is no separator
  return tokens.map((token, at) => {
    const { is } = token;
    const named = before === 'number' || before === 'ordinal';
    if (is.kind !== 'separator') before = is.kind;
    if (is.kind !== 'number' || is.items.length !== 1 || named) return token;
    if (tokens[at + 1]?.is.kind !== 'measure' || tokens[at + 2]?.is.kind !== 'all') return token;
    return { ...token, is: { kind: is.items[0] === items ? 'polite' : 'odd' } };
  });
}

const PLAIN: Readonly<Record<Piece['kind'], State>> = {
  number: 'grade',
  grade: 'grade',
  all: 'grade',
  rest: 'grade',
  range: 'separator',
  ordinal: 'separator',
  measure: 'separator',
  polite: 'separator',
  separator: 'separator',
  'opt-out': 'opt-out',
  code: 'code',
  words: 'free',
  odd: 'unread',
  quote: 'unread',
};

/** One unknown word makes its whole clause free text, one unreadable sign makes it unread. */
function statesOf(tokens: readonly Token[]): State[] {
  const states: State[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    const kind = tokens[at]?.is.kind;
    if (kind !== undefined && kind !== 'separator' && kind !== 'quote') continue;
    const clause = tokens.slice(from, at);
    const has = (wanted: Piece['kind']): boolean => clause.some(({ is }) => is.kind === wanted);
    const all = has('words') ? 'free' : has('odd') ? 'unread' : undefined;
    states.push(...clause.map(({ is }) => all ?? PLAIN[is.kind]));
    if (kind !== undefined) states.push(PLAIN[kind]);
    from = at + 1;
  }
  return states;
}

/** Two codes that differ are none. */
function readCode(tokens: readonly Token[], states: State[], marks: Marks): void {
  for (const [index, { is }] of tokens.entries()) {
    if (is.kind !== 'code' || states[index] !== 'code') continue;
    if (marks.code !== undefined && marks.code !== is.code) states[index] = 'unread';
    else marks.code = is.code;
  }
}

/** A number, a grade, 都 or 其他, in a stretch that nothing unread or free interrupts. */
interface Said {
  index: number;
  is: Extract<Piece, { kind: 'number' | 'grade' | 'all' | 'rest' }>;
  unused?: true;
}

function segmentsOf(tokens: readonly Token[], states: readonly State[]): Said[][] {
  const segments: Said[][] = [];
  let segment: Said[] = [];
  for (const [index, { is }] of tokens.entries()) {
    const state = states[index];
    if (state === 'free' || state === 'unread') {
      segments.push(segment);
      segment = [];
    } else if (is.kind === 'number' || is.kind === 'grade' || is.kind === 'all' || is.kind === 'rest') {
      segment.push({ index, is });
    }
  }
  return [...segments, segment].filter(({ length }) => length > 0);
}

/** @returns false when nothing of the segment can be read */
function readSegment(segment: Said[], items: number, marks: Marks): boolean {
  const isGrade = segment.map(({ is }) => is.kind === 'grade');
  if (!isGrade.includes(false)) return readGradesAlone(segment, items, marks);
  if (!isGrade.includes(true)) return false;
  if (!isGrade[0]) return readTargetsFirst(segment, marks);
  // A1B2 is clear; in A1B each grade may belong to either side.
  return !isGrade.at(-1) && readGradesFirst(segment, marks);
}

/** One option, as A or 满意 or both; or as many letters as the card has items, which are in its order. */
function readGradesAlone(segment: readonly Said[], items: number, marks: Marks): boolean {
  const given = segment.flatMap(({ is }) => (is.kind === 'grade' ? [is] : []));
  const letters = given.filter(({ letter }) => letter).length;
  if (letters === items && given.length === items) {
    for (const [index, { grade }] of given.entries()) marks.said.push({ items: [index + 1], grade });
    return true;
  }
  const [first] = given;
  if (first === undefined || letters > 1 || given.some(({ grade }) => grade !== first.grade)) return false;
  if (marks.overall !== undefined && marks.overall !== first.grade) marks.overallTwice = true;
  marks.overall ??= first.grade;
  return true;
}

/** 1A2B, 1、2满意, 都满意: each grade is of the items before it. */
function readTargetsFirst(segment: readonly Said[], marks: Marks): boolean {
  let pending: Said[] = [];
  let last: { items: readonly number[]; grade: Grade } | undefined;
  for (const said of segment) {
    if (said.is.kind !== 'grade') {
      pending.push(said);
      continue;
    }
    const { grade } = said.is;
    if (pending.length > 0) {
      const target = targetOf(pending);
      marks.said.push({ items: target, grade });
      last = { items: Array.isArray(target) ? target : [], grade };
      pending = [];
    } else if (last !== undefined && last.grade !== grade) {
      if (last.items.length === 0) said.unused = true;
      for (const item of last.items) marks.conflicts.add(item);
    }
  }
  for (const said of pending) said.unused = true;
  return true;
}

/** A1B2, 满意1、2: each grade is of the items after it. */
function readGradesFirst(segment: readonly Said[], marks: Marks): boolean {
  const said: Marks['said'] = [];
  let grade: Grade | undefined;
  let pending: Said[] = [];
  for (const next of segment) {
    if (next.is.kind !== 'grade') {
      pending.push(next);
      continue;
    }
    if (pending.length > 0 && grade !== undefined) said.push({ items: targetOf(pending), grade });
    else if (grade !== undefined && grade !== next.is.grade) return false;
    pending = [];
    grade = next.is.grade;
  }
  if (grade !== undefined) said.push({ items: targetOf(pending), grade });
  marks.said.push(...said);
  return true;
}

/** Items that are named stand before 都 and 其他: 1、2都满意 is of two items. */
function targetOf(pending: readonly Said[]): readonly number[] | 'all' | 'rest' {
  const items = pending.flatMap(({ is }) => (is.kind === 'number' ? is.items : []));
  if (items.length > 0) return items;
  return pending.some(({ is }) => is.kind === 'rest') ? 'rest' : 'all';
}

function gradesOf(marks: Marks, card: Card): { grades: Record<string, Grade>; conflict: boolean } {
  const every = card.items.map((_, index) => index + 1);
  const byItem = new Map<number, Grade>();
  const conflicts = new Set(marks.conflicts);
  const say = (item: number, grade: Grade): void => {
    if (byItem.has(item) && byItem.get(item) !== grade) conflicts.add(item);
    byItem.set(item, grade);
  };
  const named = new Set<number>();
  for (const { items, grade } of marks.said) {
    if (items === 'rest') continue;
    for (const item of items === 'all' ? every : items) {
      named.add(item);
      say(item, grade);
    }
  }
  for (const { items, grade } of marks.said) {
    if (items !== 'rest') continue;
    for (const item of every) if (!named.has(item)) say(item, grade);
  }
  const grades: Record<string, Grade> = {};
  for (const [index, { code }] of card.items.entries()) {
    const grade = byItem.get(index + 1);
    if (grade !== undefined && !conflicts.has(index + 1)) grades[code] = grade;
  }
  return { grades, conflict: conflicts.size > 0 || marks.overallTwice === true };
}

/** A grade for the whole that was said and could not be taken. */
function lost(marks: Marks, overall: Grade | undefined): boolean {
  return marks.overall !== undefined && overall === undefined;
}

/** The text of each stretch of one state, without the separators at its ends. */
function joined(raw: string, tokens: readonly Token[], states: readonly State[], wanted: State): string[] {
  const found: { from: number; to: number }[] = [];
  let goesOn = false;
  for (const [index, { from, to }] of tokens.entries()) {
    const state = states[index];
    const last = found.at(-1);
    if (state === wanted) {
      if (goesOn && last !== undefined) last.to = to;
      else found.push({ from, to });
      goesOn = true;
    } else if (state !== 'separator') goesOn = false;
  }
  return found.map(({ from, to }) => raw.slice(from, to));
}
