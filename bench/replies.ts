import { type Card, cardFor } from '../domain/evaluation/cards.ts';
import { partsOf, readReply } from '../domain/evaluation/reply.ts';
import type { BenchOptions, Figure } from './report.ts';

const REPLIES = 1_000_000;
const SEED = 20_260_302;
const CARDS: readonly Card[] = [
  cardFor('policy-issued', 'life'),
  cardFor('policy-issued', 'property'),
  cardFor('claim-closed', 'life'),
];

/** What customers write, whole and in pieces: the pieces are put together at random, with junk between. */
const PIECES: readonly string[] = [
  ...['1A', '2B', '3C', 'A4', '５Ａ', '六B', '①A', '1', '7A', '12', '1-5', 'A', 'b', 'Ｃ', '第二项', '六项'],
  ...[
    '满意',
    '不满意',
    '不是很满意',
    '一般',
    '还行',
    '很差',
    '都满意',
    '其他',
    '全部',
    '滿意',
    '谢谢',
    '您好',
  ],
  ...[
    '业务员态度很好',
    '理赔太慢了',
    '我打了3次电话',
    'OK',
    'TD',
    '退订',
    'T',
    '#2345',
    '编号23',
    'https://example.cn',
  ],
  ...[
    '，',
    ' ',
    '。',
    '、',
    '\n',
    '　',
    '?',
    '-',
    '~',
    ':',
    '',
    '',
    '',
    '😊',
    '👎',
    '\u0000',
    '\u200b',
    '\ud83d',
    'é',
    '℃',
  ],
];

/**
 * A million replies, made from a seed, through the reader: none throws, and of none is a character lost. The rate is
 * of the reader alone, on one core by the processor time of the thread, and is information.
 */
export default async function replies({ cases: count = REPLIES }: BenchOptions): Promise<Figure[]> {
  const random = randomFrom(SEED);
  let thrown = 0;
  let lost = 0;
  let toPerson = 0;
  let micros = 0;
  for (let done = 0; done < count; ) {
    const batch = Array.from({ length: Math.min(10_000, count - done) }, () => replyFrom(random));
    const from = process.threadCpuUsage();
    for (const [index, text] of batch.entries()) {
      try {
        if (readReply(text, cardAt(index)).needsPerson) toPerson += 1;
      } catch {
        thrown += 1;
      }
    }
    const { user, system } = process.threadCpuUsage(from);
    micros += user + system;
    for (const [index, text] of batch.entries()) lost += isWhole(text, cardAt(index)) ? 0 : 1;
    done += batch.length;
  }
  return [
    { what: 'replies that throw', measured: thrown, budget: { most: 0 } },
    { what: 'replies that lose a character', measured: lost, budget: { most: 0 } },
    { what: 'replies for a person, of all', measured: toPerson / count },
    { what: 'replies a second', measured: count / (micros / 1_000_000) },
  ];
}

function cardAt(index: number): Card {
  return CARDS[index % CARDS.length] ?? cardFor('policy-issued', 'life');
}

/** Every part in its place, and what is for a person shown to one. */
function isWhole(text: string, card: Card): boolean {
  try {
    const parts = partsOf(text, card);
    const { raw, unread, freeText = '' } = readReply(text, card);
    const isForPerson = parts.some(({ is }) => is === 'unread' || is === 'free');
    const isShown = !isForPerson || unread.length > 0 || freeText !== '';
    return raw === text && isShown && parts.map((part) => part.text).join('') === text;
  } catch {
    return false;
  }
}

function replyFrom(random: () => number): string {
  let text = '';
  for (let pieces = 1 + Math.floor(random() * 12); pieces > 0; pieces -= 1) {
    text += PIECES[Math.floor(random() * PIECES.length)] ?? '';
  }
  return text;
}

/** Mulberry32: the same numbers from the same seed, between 0 and 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
