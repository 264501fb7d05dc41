import { CsvError, parse } from 'csv-parse/sync';
import { type Line, LONGEST_LINE } from './lines.ts';

/** A row of cells, or what is wrong with it and its first line as it stands. `line` is where it begins. */
export type RawRecord = { line: number; cells: string[] } | { line: number; fault: string; text: string };

/** Lines that belong together by their quotes; `lines` is how many they are. */
type Span = { line: number; lines: number; text: string; fault?: string };

const MOST_LINES = 20; // of one record: an address has a few; more is a quote that nobody closed

/**
 * The records of a file. We find where a record ends and csv-parse reads what is in it: left alone, it takes an
 * unclosed quote to swallow all that follows, up to the end of the file. Here a malformed record costs its first
 * line, and reading goes on at the very next one.
 */
export async function* recordsOf(lines: AsyncIterable<Line[]>): AsyncGenerator<RawRecord> {
  let pending: Line[] = [];
  for await (const more of lines) {
    pending = pending.concat(more);
    pending = pending.slice(yield* recordsIn(pending, false));
  }
  yield* recordsIn(pending, true);
}

/** @returns how many lines are done; what is left may go on in lines to come */
function* recordsIn(lines: readonly Line[], ended: boolean): Generator<RawRecord, number> {
  const spans: Span[] = [];
  let done = 0;
  for (let span = spanAt(lines, 0, ended); span !== undefined; span = spanAt(lines, done, ended)) {
    done += span.lines;
    spans.push(span);
  }
  const texts = spans.flatMap(({ text, fault }) => (fault === undefined ? [text] : []));
  const rows = parsed(texts);
  if (rows === undefined) return yield* oneByOne(lines, ended);
  let row = 0;
  for (const span of spans) {
    const { line, text, fault } = span;
    if (fault === undefined) yield { line, cells: rows[row++] ?? [] };
    else yield { line, fault, text };
  }
  return done;
}

/** Slower, and needed only where a record is malformed: its fault moves the borders of those that follow. */
function* oneByOne(lines: readonly Line[], ended: boolean): Generator<RawRecord, number> {
  let done = 0;
  for (let span = spanAt(lines, 0, ended); span !== undefined; span = spanAt(lines, done, ended)) {
    const { line, text, fault } = span;
    const cells = fault === undefined ? parsed([text])?.[0] : undefined;
    if (cells !== undefined) yield { line, cells };
    else yield { line, fault: fault ?? 'has a quote where none may stand', text: lines[done]?.text ?? '' };
    done += cells === undefined ? 1 : span.lines;
  }
  return done;
}

/** The record that begins at a line, or nothing when its end is still to come. */
function spanAt(lines: readonly Line[], at: number, ended: boolean): Span | undefined {
  const first = lines[at];
  if (first === undefined) return undefined;
  let isOpen = false;
  for (let count = 1; count <= MOST_LINES; count += 1) {
    const line = lines[at + count - 1];
    if (line === undefined && !ended) return undefined;
    if (line === undefined) break;
    if (line.text.length > LONGEST_LINE) {
      return { line: first.number, lines: 1, text: first.text, fault: tooLong(first, line) };
    }
    if (hasOddQuotes(line.text)) isOpen = !isOpen;
    if (!isOpen) {
      const text = lines.slice(at, at + count).map((part) => part.text);
      return { line: first.number, lines: count, text: text.join('\n') };
    }
  }
  return { line: first.number, lines: 1, text: first.text, fault: 'has a quote that is not closed' };
}

function tooLong(first: Line, line: Line): string {
  return first === line
    ? `is a line of more than ${LONGEST_LINE} characters`
    : 'has a quote that is not closed before a line that is too long';
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** One row of cells per text, in order, or nothing when any of them is malformed. */
function parsed(texts: readonly string[]): string[][] | undefined {
  try {
    // A blank line has one empty cell; the last of all would be taken for the end of the line before it.
    const rows = parse(`${texts.join('\n')}\n`, {
      relax_column_count: true,
      trim: true,
      record_delimiter: '\n',
    });
    return texts.length === 0 ? [] : rows.length === texts.length ? rows : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
