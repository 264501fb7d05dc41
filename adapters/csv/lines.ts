/** A line as an editor counts it, without its end. */
export interface Line {
  number: number;
  text: string;
}

/** A line longer than this is cut here, so that a file without line ends does not fill the memory. */
export const LONGEST_LINE = 65_536;

const LINE_END = /\r\n|\n|\r(?!$)/g; // a CR at the very end may be the first half of a CRLF

/** All lines that a piece of text completes, together: one step per line would be slow. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = '';
  let number = 0;
  for await (const text of texts) {
    rest += text;
    const lines: Line[] = [];
    let start = 0;
    for (const end of rest.matchAll(LINE_END)) {
      number += 1;
      lines.push({ number, text: cut(rest.slice(start, end.index)) });
      start = end.index + end[0].length;
    }
    rest = rest.slice(start);
    if (rest.length > LONGEST_LINE) rest = cut(rest) + (rest.endsWith('\r') ? '\r' : '');
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [{ number: number + 1, text: cut(rest.replace(/\r$/, '')) }];
}

function cut(text: string): string {
  return text.length > LONGEST_LINE ? text.slice(0, LONGEST_LINE + 1) : text;
}
