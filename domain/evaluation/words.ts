import type { Grade } from './cards.ts';

/** What a known word of a reply means. */
export type Meaning =
  | { is: 'grade'; grade: Grade }
  | { is: 'all' }
  | { is: 'rest' }
  | { is: 'ordinal' }
  | { is: 'measure' }
  | { is: 'polite' }
  /** Turns into its contrary what somebody may say before or after it. */
  | { is: 'negation' }
  | { is: 'opt-out' }
  | { is: 'code-word' };

/** How much, in front of a grade. Nothing that weakens: 不太, 比较 and 基本 make it unclear, so a person reads those. */
const MUCH = [
  '',
  ...['很', '挺', '蛮', '太', '好', '真', '真的', '真的很', '非常', '非常的', '十分', '特别', '相当', '都很'],
];

const GRADES: Readonly<Record<Grade, { plain: readonly string[]; only: readonly string[] }>> = {
  A: {
    plain: ['满意', '不错'],
    // 好 alone is how people say that they have read it.
    only: ['很好', '挺好', '蛮好', '非常好', '特别好', '真好', '真的很好', '很棒', '非常棒', '优秀', '好评'],
  },
  B: {
    plain: ['一般', '普通'],
    only: ['一般般', '一般吧', '还行', '还行吧', '还可以', '还可以吧', '尚可', '中等', '凑合', '马马虎虎'],
  },
  C: {
    plain: ['不满意', '不满', '差', '差劲', '糟糕', '糟', '不好', '失望'],
    only: ['差评', '不行', '不怎么样', '极差', '极不满意'],
  },
};

const OTHERS: readonly [Meaning['is'], readonly string[]][] = [
  ['all', ['都', '全', '均', '全都', '全部', '全部都', '所有', '每项', '各项', '每一项', '各项都', '所有都']],
  [
    'rest',
    ['其他', '其它', '其余', '剩下', '别的', '其他都', '其它都', '其余都', '其余均', '剩下都', '别的都'],
  ],
  ['ordinal', ['第']],
  ['measure', ['项', '题', '条', '个', '号', '点']],
  ['opt-out', ['退订', '拒收', '取消订阅', '取消短信', '停止发送', '不要再发', '别再发', '勿扰']],
  ['code-word', ['编号']],
  ['negation', ['不', '没', '没有', '无', '非', '未', '别']],
  [
    'polite',
    [
      ...[
        '谢谢',
        '谢谢你',
        '谢谢您',
        '谢谢你们',
        '谢谢您们',
        '多谢',
        '感谢',
        '非常感谢',
        '辛苦',
        '辛苦了',
        '您好',
        '你好',
      ],
      ...[
        '回复',
        '回',
        '我',
        '我选',
        '我选择',
        '选',
        '选择',
        '是',
        '为',
        '评价',
        '评',
        '打',
        '答',
        '答案',
        '服务',
        '感觉',
      ],
      ...['了', '的', '啊', '哦', '呀', '啦', '哈', '哈哈', '噢', '题目', '选项', '已收到', '收到'],
      ...['😊', '🙂', '😀', '😃', '😄', '😁', '👍', '🙏', '🌹', '💐'],
    ],
  ],
];

export interface Word {
  points: readonly string[];
  meaning: Meaning;
}

/** By first character, the longest first: 不满意 is found before 不满. */
export const WORDS: ReadonlyMap<string, readonly Word[]> = byFirst([
  ...(['A', 'B', 'C'] as const).flatMap((grade) => {
    const { plain, only } = GRADES[grade];
    const texts = [...plain.flatMap((text) => MUCH.map((much) => much + text)), ...only];
    return texts.map((text): Word => ({ points: [...text], meaning: { is: 'grade', grade } }));
  }),
  ...OTHERS.flatMap(([is, texts]) =>
    texts.map((text): Word => ({ points: [...text], meaning: { is } as Meaning })),
  ),
]);

function byFirst(words: readonly Word[]): Map<string, Word[]> {
  const found = new Map<string, Word[]>();
  for (const word of words) {
    const first = word.points[0] ?? '';
    found.set(first, [...(found.get(first) ?? []), word]);
  }
  for (const same of found.values()) same.sort((a, b) => b.points.length - a.points.length);
  return found;
}

/** Words in Latin letters, in capitals. TD is what the carriers teach their customers. */
export const OPT_OUTS: ReadonlySet<string> = new Set(['T', 'TD', 'TT', 'STOP', 'QUIT', 'UNSUBSCRIBE']);

/** Chinese numerals, those of banks as well; 两 is two. */
export const NUMERALS: ReadonlyMap<string, number> = new Map(
  [...'一二三四五六七八九壹贰叁肆伍陆柒捌玖'].map((numeral, index) => [numeral, (index % 9) + 1] as const),
).set('两', 2);

/** Characters of the traditional script that these words are written with. */
export const SIMPLIFIED: ReadonlyMap<string, string> = new Map([
  ['滿', '满'],
  ['還', '还'],
  ['謝', '谢'],
  ['評', '评'],
  ['餘', '余'],
  ['項', '项'],
  ['題', '题'],
  ['條', '条'],
  ['個', '个'],
  ['號', '号'],
  ['兩', '两'],
  ['貳', '贰'],
  ['參', '叁'],
  ['陸', '陆'],
  ['編', '编'],
  ['訂', '订'],
]);
