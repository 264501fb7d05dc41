/**
 * Masking (脱敏): what a person sees of a customer's data before a reveal. The forms are the common ones of Chinese
 * insurers. Each says how much must stay hidden: a text too short for that is hidden as a whole.
 */
type Mask = (text: string) => string;

const HIDDEN = '***'; // of fixed length where the length itself would tell something

/** Keeps the ends of a text. Counted in code points, so that a rare character outside the BMP is never cut in two. */
function keepEnds(head: number, tail: number, hiddenAtLeast: number): Mask {
  return (text) => {
    const points = [...text.trim()];
    const hidden = points.length - head - tail;
    if (hidden < hiddenAtLeast) return '*'.repeat(points.length);
    return points.slice(0, head).join('') + '*'.repeat(hidden) + points.slice(points.length - tail).join('');
  };
}

function maskEmail(text: string): string {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  const [first] = address;
  if (at < 1 || at === address.length - 1 || first === undefined) return HIDDEN;
  // A local part of one character would be shown whole.
  const isShort = [...address.slice(0, at)].length === 1;
  return `${isShort ? '' : first}${HIDDEN}${address.slice(at)}`;
}

function maskAddress(text: string): string {
  const points = [...text.trim()];
  const hidden = Math.min(8, points.length);
  return points.slice(0, points.length - hidden).join('') + '*'.repeat(hidden);
}

const MASKS = {
  /** 段正淳 -> 段** */
  name: keepEnds(1, 0, 1),
  /** 180****1999; a landline alike. */
  mobile: keepEnds(3, 4, 4),
  /** 5***************1X; of 18 characters 15 are hidden, of the old 15 12. */
  idCard: keepEnds(1, 2, 12),
  /** 16 to 19 digits. */
  bankCard: keepEnds(4, 4, 8),
  /** The street and door are in the last 8 characters. */
  address: maskAddress,
  /** d***@example.com */
  email: maskEmail,
  policyNumber: keepEnds(4, 4, 4),
  /** Health text has no part that is harmless, and its length tells something. */
  health: () => HIDDEN,
} satisfies Record<string, Mask>;

export type MaskKind = keyof typeof MASKS;

export const MASK_KINDS = Object.keys(MASKS) as readonly MaskKind[];

/** An empty text stays empty: it says that there is nothing, which is no secret. */
export function mask(kind: MaskKind, text: string): string {
  return text === '' ? '' : MASKS[kind](text);
}
