import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MASK_KINDS, type MaskKind, mask } from '../../domain/masking.ts';

const kind = fc.constantFrom(...MASK_KINDS);
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

/** The most that each kind may show, in code points; e-mail also shows its domain, an address all but 8. */
const SHOWN: Partial<Record<MaskKind, number>> = {
  name: 1,
  mobile: 7,
  idCard: 3,
  bankCard: 8,
  policyNumber: 8,
  health: 0,
};

describe('mask', () => {
  it.each<[MaskKind, string, string]>([
    ['name', '段正淳', '段**'],
    ['name', '欧阳娜娜', '欧***'],
    ['name', ' 张三 ', '张*'],
    ['mobile', '18012341999', '180****1999'],
    ['mobile', '0574-87654321', '057******4321'],
    ['idCard', '53010219900101001X', '5***************1X'],
    ['idCard', '530102900101001', '5************01'],
    ['bankCard', '6222021234567890123', '6222***********0123'],
    ['address', '浙江省宁波市鄞州区中山东路12号3幢401室', '浙江省宁波市鄞州区中山东路1********'],
    ['email', 'duan@example.com', 'd***@example.com'],
    ['email', ' duan@example.com ', 'd***@example.com'],
    ['email', '"a@b"@example.com', '"***@example.com'],
    ['policyNumber', 'P2026330200012345', 'P202*********2345'],
    ['health', '2024年甲状腺结节,BI-RADS 3类', '***'],
  ])('shows a %s %s as %s', (which, value, shown) => {
    expect(mask(which, value)).toBe(shown);
  });

  it.each<[MaskKind, string, string]>([
    ['name', '段', '*'],
    ['mobile', '12345', '*****'],
    ['mobile', '87654321', '********'],
    ['idCard', 'E12345678', '*********'],
    ['bankCard', '622202123', '*********'],
    ['policyNumber', 'P2026', '*****'],
    ['address', '中山东路', '****'],
    ['email', 'd@example.com', '***@example.com'],
    ['email', 'no address', '***'],
    ['email', '@example.com', '***'],
    ['email', 'duan@', '***'],
  ])('hides a short or odd %s %s', (which, value, shown) => {
    expect(mask(which, value)).toBe(shown);
  });

  it('shows an empty value as empty', () => {
    for (const which of MASK_KINDS) expect(mask(which, '')).toBe('');
  });

  it('keeps a rare character whole', () => {
    expect(mask('name', '𠮷野家')).toBe('𠮷**');
    expect(mask('email', '😀abc@example.com')).toBe('😀***@example.com');
    fc.assert(fc.property(kind, text, (which, value) => mask(which, value).isWellFormed()));
  });

  it('never shows a whole value', () => {
    fc.assert(
      fc.property(kind, text, (which, value) => {
        fc.pre(value.trim() !== '' && !/^\**$/.test(value.trim()) && !value.includes('*'));
        expect(mask(which, value)).not.toContain(value.trim());
      }),
    );
  });

  it('never shows more characters than its kind allows', () => {
    fc.assert(
      fc.property(kind, text, (which, value) => {
        const most = SHOWN[which] ?? (which === 'address' ? Math.max(0, [...value.trim()].length - 8) : 40);
        expect([...mask(which, value)].filter((point) => point !== '*').length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
