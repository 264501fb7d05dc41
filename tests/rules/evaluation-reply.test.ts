import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../adapters/sms/texts.ts';
import { type Card, cardFor, Grade, OPTIONS } from '../../domain/evaluation/cards.ts';
import { evaluationWords } from '../../domain/evaluation/message.ts';
import { isValid, MOST_READ, partsOf, readReply, rendered } from '../../domain/evaluation/reply.ts';

const LIFE = cardFor('policy-issued', 'life');
const CLAIMS = cardFor('claim-closed', 'life');
const ALL_A = '1A2A3A4A5A6A';

/** What is asserted of a reading, in the card's numbers. */
function said(text: string, card: Card = LIFE): string {
  const reading = readReply(text, card);
  const items = card.items.map(({ code }, index) =>
    reading.grades[code] === undefined ? '' : `${index + 1}${reading.grades[code]}`,
  );
  return `${items.join('')}${reading.overall === undefined ? '' : ` all ${reading.overall}`}`.trim();
}

describe('a reply by number and option', () => {
  it.each([
    ['1A2B3C', '1A2B3C'],
    ['1a2b3c', '1A2B3C'],
    ['1A 2B 3C', '1A2B3C'],
    ['1A,2B,3C', '1A2B3C'],
    ['1A，2B、3C。', '1A2B3C'],
    ['1.A，2.C', '1A2C'],
    ['1:A;2:B;3:C', '1A2B3C'],
    ['1：Ａ；２：Ｂ', '1A2B'],
    ['１Ａ２Ｂ', '1A2B'],
    ['（1）A（2）B', '1A2B'],
    ['⑴A⑵B', '1A2B'],
    ['⒈A⒉B', '1A2B'],
    ['①A②B', '1A2B'],
    ['①②A', '1A2A'],
    ['1️⃣A2️⃣C', '1A2C'],
    ['一A二B三C', '1A2B3C'],
    ['一、A 二、B', '1A2B'],
    ['壹A贰B', '1A2B'],
    ['两A', '2A'],
    ['01A02B', '1A2B'],
    ['1-A 2-B', '1A2B'],
    ['1A-2B-3C', '1A2B3C'],
    ['1A/2B/3C', '1A2B3C'],
    ['1A\n2B\r\n3C\t4A', '1A2B3C4A'],
    ['  1A　2B  ', '1A2B'],
    ['3C', '3C'],
    ['6B5A', '5A6B'],
    ['A1B2', '1A2B'],
    ['A1 B2 C3', '1A2B3C'],
    ['A:1,2,3 B:4', '1A2A3A4B'],
    ['第1题A 第2题B', '1A2B'],
    ['第一项A第二项C', '1A2C'],
    ['1选A，2选B', '1A2B'],
    ['1号A', '1A'],
    ['1、2、3A', '1A2A3A'],
    ['1,2,3 A 4,5,6 B', '1A2A3A4B5B6B'],
    ['1-5A', '1A2A3A4A5A'],
    ['1—3A，4~6B', '1A2A3A4B5B6B'],
    ['1至6A', ALL_A],
    ['一到六都满意', ALL_A],
    ['1-2-3A', '1A2A3A'],
    ['123456A', ALL_A],
    ['AAAAAA', ALL_A],
    ['ABCABC', '1A2B3C4A5B6C'],
    ['A B C A B C', '1A2B3C4A5B6C'],
    ['1AA2B', '1A2B'],
    ['1A1A', '1A'],
    ['1A满意2C不满意', '1A2C'],
    ['#2345 1A2B', '1A2B'],
    ['编号23：1A', '1A'],
    ['您好，1A2B，谢谢', '1A2B'],
    [`${ALL_A}👍`, ALL_A],
  ])('reads %s', (text, grades) => {
    expect(said(text)).toBe(grades);
    expect(readReply(text, LIFE)).toMatchObject({ raw: text, unread: [], needsPerson: false });
  });
});

describe('a reply in words', () => {
  it.each([
    ['满意', 'all A'],
    ['滿意', 'all A'],
    ['A', 'all A'],
    ['a。', 'all A'],
    ['A满意', 'all A'],
    ['满意！', 'all A'],
    ['很满意', 'all A'],
    ['非常满意，谢谢', 'all A'],
    ['我很满意', 'all A'],
    ['服务不错', 'all A'],
    ['满意了', 'all A'],
    ['一般', 'all B'],
    ['还行', 'all B'],
    ['还可以吧', 'all B'],
    ['不满意', 'all C'],
    ['非常不满意！！', 'all C'],
    ['很差', 'all C'],
    ['太差了', 'all C'],
    ['都满意', ALL_A],
    ['全部A', ALL_A],
    ['全部都是A', ALL_A],
    ['都很满意', 'all A'],
    ['六项都满意', ALL_A],
    ['1满意2一般3不满意', '1A2B3C'],
    ['一一般', '1B'],
    ['1、满意；2、不满意', '1A2C'],
    ['满意1，一般2', '1A2B'],
    ['第三项不满意', '3C'],
    ['3不满意，其他都满意', '1A2A3C4A5A6A'],
    ['其余A，3C', '1A2A3C4A5A6A'],
    ['3C别的都A', '1A2A3C4A5A6A'],
    ['1、2项都满意', '1A2A'],
  ])('reads %s', (text, grades) => {
    expect(said(text)).toBe(grades);
    expect(readReply(text, LIFE)).toMatchObject({ unread: [], needsPerson: false });
  });

  it('is read as the option whose words it repeats', () => {
    for (const grade of Grade.options) expect(said(OPTIONS[grade].zh)).toBe(`all ${grade}`);
  });

  it('counts the items by the card: 五项都满意 is all of a claim, and not clear of a policy', () => {
    expect(said('五项都满意', CLAIMS)).toBe('1A2A3A4A5A');
    expect(readReply('五项都满意', LIFE)).toMatchObject({ grades: {}, needsPerson: true });
  });

  it.each(['满意，但是太慢', '1A，业务员很热情', '不满意，没人接电话', '3C 等了两个月'])(
    'takes the clear part of %s and shows a person the words',
    (text) => {
      const reading = readReply(text, LIFE);
      expect(reading.freeText ?? reading.unread.join()).not.toBe('');
      expect(reading.needsPerson).toBe(true);
    },
  );

  it('hears dissatisfaction beside a reason, and not satisfaction beside a but', () => {
    expect(readReply('不满意，等得太久', LIFE)).toMatchObject({ overall: 'C', freeText: '等得太久' });
    expect(readReply('满意，等得太久', LIFE)).not.toHaveProperty('overall');
    expect(readReply('1不满意，业务员乱讲', LIFE)).toMatchObject({ grades: { 'terms-told': 'C' } });
  });
});

describe('what a person must read', () => {
  it.each([
    '不是很满意',
    '不太满意',
    '不怎么满意',
    '谈不上满意',
    '没有满意',
    '没有不满意',
    '不 满意',
    '1不 满意',
    '满意？',
    '满意吗',
    '满意个屁',
    '满意才怪',
    '满意度低',
    '基本满意',
    '比较满意',
    '不都满意',
    '不一般',
    '差不多',
    '维生素C',
    'A座302',
    '我住3A大厦',
    'ABC保险',
    '好的',
    '好',
    'OK',
    '收到',
    '谢谢',
    '在开会，晚点说',
    '你是谁',
    '12',
    '7A',
    '0A',
    '12A',
    '1D',
    '100%满意',
    'A B',
    'AA',
    'AABB',
    'A1B',
    'AB1',
    '1',
    '1 2 3',
    '1-3-5A',
    '5-1A',
    '三项都满意',
    '满意一般不满意',
    'A满意 B一般 C不满意',
    '除了3都满意',
    '我打了3次电话',
    '13800000000',
    '℃',
    'Á',
    '1Á',
    '😡',
    '满意😡',
    '',
    ' ',
    '\u0000',
    '\ud800',
    '【某某经纪】请评价我们的承保服务，回复题号加选项（A满意 B一般 C不满意），如1A2B',
  ])('is %j', (text) => {
    const reading = readReply(text, LIFE);
    expect(reading).toMatchObject({ raw: text, needsPerson: true });
    expect(reading).not.toHaveProperty('overall');
    expect(isValid(reading)).toBe(false);
  });

  it.each(['1A1B', '1AB', '1A，一不满意', '全部A，3C', '1-3A 2C'])(
    'is a contradiction as %s: that item has no grade',
    (text) => {
      const reading = readReply(text, LIFE);
      expect(reading).toMatchObject({ conflict: true, needsPerson: true });
      expect(isValid(reading)).toBe(false);
    },
  );

  it('is a contradiction of the whole, wherever the two words stand', () => {
    const reading = readReply('不满意，等得太久，满意', LIFE);
    expect(reading).toMatchObject({ conflict: true, needsPerson: true });
    expect(isValid(reading)).toBe(false);
  });

  it.each([
    ['1A 7B', '1A', ['7B']],
    ['1A2B3', '1A2B', ['3']],
    ['1A ? 2B', '1A2B', ['?']],
    ['不 2满意', '2A', ['不']],
    ['都满意，不满意', ALL_A, ['不满意']],
  ])('is the rest of %s', (text, grades, unread) => {
    expect(said(text)).toBe(grades);
    expect(readReply(text, LIFE)).toMatchObject({ unread, needsPerson: true });
    expect(isValid(readReply(text, LIFE))).toBe(false);
  });
});

describe('a reply that wants no more messages', () => {
  it.each([
    'T',
    't',
    'TD',
    'td',
    'ＴＤ',
    'T退订',
    '退订',
    '回T退订',
    '拒收',
    '不要再发了',
    'unsubscribe',
    'TD。',
  ])('is %s, and needs nobody', (text) => {
    expect(readReply(text, LIFE)).toMatchObject({ optOut: true, needsPerson: false, unread: [] });
  });

  it('is not one that says the contrary, or only holds the letter', () => {
    for (const text of ['不退订', '怎么退订', 'T恤', 'ATM', 'STD']) {
      expect(readReply(text, LIFE), text).not.toHaveProperty('optOut');
      expect(readReply(text, LIFE).needsPerson, text).toBe(true);
    }
  });

  it('is not one that quotes our own message, nor one with words beside: a person decides', () => {
    const { case: matter } = {
      case: { moment: 'policy-issued', line: 'life', cards: LIFE.version, extension: '0471' } as const,
    };
    const words = {
      id: 'm',
      phone: '13900000001',
      parameters: { ...evaluationWords(matter), link: 'https://hf.example.cn/c/x' },
    };
    for (const template of ['evaluation-request', 'evaluation-reminder', 'evaluation-unclear'] as const) {
      const reading = readReply(textOf({ ...words, template }, '某某经纪'), LIFE);
      expect(reading).not.toHaveProperty('optOut');
      expect(isValid(reading)).toBe(false);
    }
    expect(readReply('退订，烦死了', LIFE)).toMatchObject({ freeText: '烦死了', needsPerson: true });
  });

  it('may hold grades as well', () => {
    expect(readReply('1A2B TD', LIFE)).toMatchObject({
      optOut: true,
      grades: { 'terms-told': 'A', 'own-signature': 'B' },
    });
  });
});

describe('a code before the answer', () => {
  it.each([
    ['#2345 1A', '2345'],
    ['＃２３ 满意', '23'],
    ['编号 234：1A', '234'],
    ['编号：#23，1A', '23'],
    ['#23 #23 1A', '23'],
  ])('is found in %s', (text, code) => {
    expect(readReply(text, LIFE)).toMatchObject({ code, needsPerson: false });
  });

  it('is none when there are two, or when it is too long or too short', () => {
    expect(readReply('#23 #45 1A', LIFE)).toMatchObject({ code: '23', unread: ['#45'], needsPerson: true });
    expect(readReply('#23456 1A', LIFE)).not.toHaveProperty('code');
    expect(readReply('#2 1A', LIFE)).not.toHaveProperty('code');
  });
});

describe('a text of any length', () => {
  it('is cut for reading, and known by hash and length', () => {
    const text = `1A2B ${'很长'.repeat(MOST_READ)}`;
    const reading = readReply(text, LIFE);
    expect(reading.raw).toBe(text.slice(0, MOST_READ));
    expect(reading.whole).toEqual({ length: text.length, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(reading.needsPerson).toBe(true);
    expect(isValid(reading)).toBe(false);
  });

  it('is not cut through a character', () => {
    const reading = readReply('😀'.repeat(MOST_READ).slice(0, -1).replace(/^/, 'A'), LIFE);
    expect(reading.raw.isWellFormed()).toBe(true);
    expect(reading.raw.length).toBe(MOST_READ - 1);
  });

  it('of ten million characters costs no more than its hash', () => {
    const reading = readReply('1A'.repeat(5_000_000), LIFE);
    expect(reading.whole?.length).toBe(10_000_000);
    expect(said('1A'.repeat(1_000))).toBe('1A');
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ...'123456789一二三四五六两①②ＡＢabcABCTD满意一般不很都其他，。-~至到#?😊 \u0000\ud800第项退订',
      ),
      { maxLength: 40 },
    )
    .map((points) => points.join('')),
);
const grade = fc.constantFrom<Grade>('A', 'B', 'C');
const answers = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), grade), {
  minLength: 1,
  maxLength: 6,
  selector: ([item]) => item,
});

describe('any text at all', () => {
  it('is read without an error, and invents no item', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(LIFE, CLAIMS), (text, card) => {
        const codes = card.items.map(({ code }) => code);
        const reading = readReply(text, card);
        expect(codes).toEqual(expect.arrayContaining(Object.keys(reading.grades)));
        expect(reading.raw).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has each of its characters in a grade, a separator, free text or what is unread', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = partsOf(text, LIFE);
        const { unread, freeText } = readReply(text, LIFE);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const shown = [...unread, freeText ?? ''].join('\n');
        for (const part of parts) {
          if (part.is === 'unread' || part.is === 'free') expect(shown).toContain(part.text);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('means a grade for the machine only when a person has nothing to put right', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = readReply(text, LIFE);
        const hasGrades = reading.overall !== undefined || Object.keys(reading.grades).length > 0;
        expect(hasGrades || reading.optOut === true || reading.needsPerson).toBe(true);
        if (reading.unread.length > 0) expect(isValid(reading)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read the same from its own rendering', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { grades, overall, optOut } = readReply(text, LIFE);
        const again = readReply(rendered(readReply(text, LIFE), LIFE), LIFE);
        if (overall !== undefined || Object.keys(grades).length > 0)
          expect(again).toMatchObject({ grades, needsPerson: false });
        expect(again.overall).toBe(overall);
        expect(again.optOut).toBe(optOut);
      }),
      { numRuns: 2_000 },
    );
  });
});

const SEPARATORS = ['', ' ', '，', ',', '、', '。', ';', '\n', '　', '  ', '. ', '/', '：', '\u200b'];
const separator = fc.constantFrom(...SEPARATORS);
const letterForms: Readonly<Record<Grade, readonly string[]>> = {
  A: ['A', 'a', 'Ａ', 'ａ', 'Ⓐ', '满意', '很满意', 'A满意'],
  B: ['B', 'b', 'Ｂ', 'ｂ', 'Ⓑ', '一般', '还行'],
  C: ['C', 'c', 'Ｃ', 'ｃ', 'Ⓒ', '不满意', '很差'],
};
const numberForms = (item: number) => [
  `${item}`,
  `０１２３４５６`[item] ?? '',
  '一二三四五六'[item - 1] ?? '',
  '①②③④⑤⑥'[item - 1] ?? '',
  `第${item}项`,
];

describe('an answer', () => {
  it('is the same in any form, order, case and with any separators', () => {
    fc.assert(
      fc.property(
        answers,
        fc.infiniteStream(fc.tuple(separator, separator, fc.nat(), fc.nat())),
        fc.boolean(),
        (given, forms, letterFirst) => {
          let text = '';
          for (const [item, option] of given) {
            const [between, after, numberForm, letterForm] = forms.next().value;
            const numbers = numberForms(item);
            const number = numbers[numberForm % numbers.length] ?? '';
            const letters = letterForms[option];
            const letter = letters[letterForm % letters.length] ?? '';
            text += letterFirst
              ? `${letter}${between}${number}${after}`
              : `${number}${between}${letter}${after}`;
          }
          const expected = Object.fromEntries(
            given.map(([item, option]) => [LIFE.items[item - 1]?.code, option]),
          );
          expect(readReply(text, LIFE)).toMatchObject({ grades: expected, unread: [], needsPerson: false });
          expect(readReply(text, LIFE)).not.toHaveProperty('overall');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
