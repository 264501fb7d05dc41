import { describe, expect, it } from 'vitest';
import en from '../../console/features/administration/locales/en.json' with { type: 'json' };
import zh from '../../console/features/administration/locales/zh-CN.json' with { type: 'json' };
import { inChinese, readCatalogue } from '../../console/i18n/catalogue.ts';
import sentences from '../../console/i18n/sentences.zh-CN.json' with { type: 'json' };
import { ACTIONS, Reach } from '../../domain/access.ts';
import { DeskFault, LiableRole } from '../../domain/accountability/facts.ts';
import { DEFAULT_CALLBACK_SETTINGS, LadderName } from '../../domain/callback/ladder.ts';
import { ProblemCategory } from '../../domain/callback/questionnaire.ts';
import { HOLDS, HoldType } from '../../domain/commission/holds.ts';
import { ComplaintChannel } from '../../domain/complaint/channels.ts';
import { CARDS } from '../../domain/evaluation/cards.ts';
import { DEFAULT_SCORE } from '../../domain/metrics/branch-score.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { SCOPE_RULES } from '../../domain/policy/scope.ts';
import { POLICY_COLUMNS } from '../../functions/policy/rows.ts';

describe('the codes of the rules', () => {
  const CODES: Readonly<Record<string, readonly string[]>> = {
    action: ACTIONS.map((action) => action.replace(':', '.')),
    reach: Reach.options,
    category: ProblemCategory.options,
    productClass: ProductClass.options,
    ladderName: LadderName.options,
    rung: Object.values(DEFAULT_CALLBACK_SETTINGS.ladders).flatMap(({ rungs }) =>
      rungs.map(({ rung }) => rung),
    ),
    hold: HoldType.options,
    channel: ComplaintChannel.options,
    card: Object.values(CARDS).flatMap((cards) => Object.keys(cards)),
    scorePart: DEFAULT_SCORE.parts.map(({ part }) => part),
    liableRole: LiableRole.options,
    deskFault: DeskFault.options,
    scopeRule: SCOPE_RULES.map(({ version }) => version),
  };

  it.each([
    ['zh-CN', zh],
    ['en', en],
  ])('have a word each in %s', (_language, words) => {
    const wordOf = (path: string) =>
      path
        .split('.')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words);
    const silent = Object.entries(CODES).flatMap(([group, codes]) =>
      codes.map((code) => `${group}.${code}`).filter((path) => typeof wordOf(path) !== 'string'),
    );
    expect(silent).toEqual([]);
  });

  it('and what the hold catalogue and the columns of a policy file say, are Chinese for a Chinese reader', () => {
    const catalogue = readCatalogue(sentences);
    const said = [
      ...Object.values(HOLDS).flatMap((hold) => [hold.placedWhen, hold.removedWhen, hold.nextStep.what]),
      ...POLICY_COLUMNS.map(({ must }) => must),
    ];
    // Codes stay as the file has them; a word of English that is left says that no sentence was found.
    const silent = said.filter((sentence) => /\b(must|the|is|a|of)\b/i.test(inChinese(catalogue, sentence)));
    expect(silent).toEqual([]);
  });
});
