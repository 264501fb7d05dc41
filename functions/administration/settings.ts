import * as z from 'zod/mini';
import { AccountabilitySettings } from '../../domain/accountability/settings.ts';
import { CallbackSettings } from '../../domain/callback/ladder.ts';
import {
  CURRENT_QUESTIONNAIRE,
  ProblemCategory,
  QUESTIONNAIRES,
  URGENT_CATEGORIES,
} from '../../domain/callback/questionnaire.ts';
import { CarrierRequestSettings } from '../../domain/carrier-request/settings.ts';
import { HOLDS, HoldType } from '../../domain/commission/holds.ts';
import { ComplaintChannel, rankOf } from '../../domain/complaint/channels.ts';
import { ComplaintSettings } from '../../domain/complaint/settings.ts';
import { CARDS, CURRENT_CARDS, OPTIONS } from '../../domain/evaluation/cards.ts';
import { CAPS } from '../../domain/evaluation/sending.ts';
import { EvaluationSettings } from '../../domain/evaluation/settings.ts';
import { DEFAULT_BAND, LONGEST_HISTORY, SHORTEST_HISTORY, WIDTH } from '../../domain/metrics/bands.ts';
import { DEFAULT_SCORE, ScoreSettings } from '../../domain/metrics/branch-score.ts';
import { Role } from '../../domain/people.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { CURRENT_SCOPE_RULE, SCOPE_RULES } from '../../domain/policy/scope.ts';
import { PreUnderwritingSettings } from '../../domain/pre-underwriting/settings.ts';
import { ReconsiderationSettings } from '../../domain/reconsideration/settings.ts';
import { SOURCES } from '../../domain/sources.ts';
import { Calendar } from '../../domain/time/calendar.ts';
import { CallingHours, QuietHours } from '../../domain/time/calling-hours.ts';
import type { CALLBACK_RULES, RULES } from '../wiring.ts';

/** The rules in force, as functions are wired with them. */
export interface RulesInForce {
  callback: typeof CALLBACK_RULES;
  others: typeof RULES;
}

const Sources = z.array(
  z.object({ of: z.string(), by: z.enum(['law', 'guidance', 'firm']), zh: z.string(), en: z.string() }),
);
const Words = z.object({ zh: z.string(), en: z.string() });

const Question = z.extend(Words, {
  id: z.string(),
  /** What a no or an unclear answer means, and whether that is answered faster. */
  category: ProblemCategory,
  urgent: z.boolean(),
  productClasses: z.array(ProductClass),
  /** Asked only where the premium is paid in instalments. */
  onlyInstalments: z.boolean(),
});

const HoldView = z.object({
  placedWhen: z.string(),
  removedWhen: z.string(),
  mayPlace: z.array(Role),
  mayRelease: z.array(Role),
  /** Whether any person may release it by hand. */
  releasable: z.boolean(),
  nextStep: z.object({ who: z.string(), what: z.string() }),
});

const Card = z.object({
  id: z.string(),
  about: z.string(),
  items: z.array(z.extend(Words, { code: z.string(), short: z.string() })),
});

/** One part per topic; `sources` says what each part of it rests on. */
export const SettingsView = z.object({
  callback: z.object({
    sources: Sources,
    current: z.string(),
    questionnaires: z.array(z.object({ version: z.string(), questions: z.array(Question) })),
    settings: CallbackSettings,
  }),
  calendar: z.object({
    sources: Sources,
    version: Calendar.shape.version,
    years: Calendar.shape.years,
    callingHours: CallingHours,
    quietHours: QuietHours,
  }),
  holds: z.object({ sources: Sources, items: z.record(HoldType, HoldView) }),
  scope: z.object({
    sources: Sources,
    current: z.string(),
    rules: z.array(z.object({ version: z.string() })),
  }),
  complaint: z.object({
    sources: Sources,
    settings: ComplaintSettings,
    channels: z.array(z.object({ channel: ComplaintChannel, rank: z.int() })),
  }),
  carriers: z.object({
    sources: Sources,
    requests: CarrierRequestSettings,
    preUnderwriting: PreUnderwritingSettings,
    reconsideration: ReconsiderationSettings,
  }),
  evaluation: z.object({
    sources: Sources,
    current: z.string(),
    cards: z.array(z.object({ version: z.string(), cards: z.array(Card) })),
    grades: z.record(z.enum(['A', 'B', 'C']), Words),
    settings: EvaluationSettings,
    /** How often one number may be written to. */
    caps: z.array(z.object({ most: z.int(), withinMs: z.int() })),
  }),
  figures: z.object({
    sources: Sources,
    branchScore: ScoreSettings,
    bands: z.object({
      minimum: z.int(),
      fewestCases: z.int(),
      longestHistoryMonths: z.int(),
      shortestHistoryMonths: z.int(),
      widthInDeviations: z.int(),
    }),
  }),
  accountability: z.object({ sources: Sources, settings: AccountabilitySettings }),
});
type SettingsView = z.infer<typeof SettingsView>;

export function settingsView({ callback, others }: RulesInForce): SettingsView {
  const { calendar, callingHours, quietHours } = callback;
  const { version, years } = calendar;
  const { carriers: requests, preUnderwriting, reconsideration, complaint } = others;
  return {
    callback: {
      sources: [...SOURCES.callback],
      current: CURRENT_QUESTIONNAIRE,
      questionnaires: Object.keys(QUESTIONNAIRES).map((one) => ({
        version: one,
        questions: questionsOf(one),
      })),
      settings: callback.settings,
    },
    calendar: { sources: [...SOURCES.calendar], version, years, callingHours, quietHours },
    holds: { sources: [...SOURCES.holds], items: holdViews() },
    scope: {
      sources: [...SOURCES.scope],
      current: CURRENT_SCOPE_RULE.version,
      rules: SCOPE_RULES.map((rule) => ({ version: rule.version })),
    },
    complaint: {
      sources: [...SOURCES.complaint],
      settings: complaint,
      channels: ComplaintChannel.options.map((channel) => ({ channel, rank: rankOf(channel) })),
    },
    carriers: { sources: [...SOURCES.carriers], requests, preUnderwriting, reconsideration },
    evaluation: evaluationView(others),
    figures: { sources: [...SOURCES.figures], branchScore: DEFAULT_SCORE, bands: bandsView() },
    accountability: { sources: [...SOURCES.accountability], settings: others.accountability },
  };
}

/** Whom a question is asked is a rule in code: it is put to every kind of policy, and the answers are shown. */
function questionsOf(version: string): z.infer<typeof Question>[] {
  return (QUESTIONNAIRES[version] ?? []).map(({ id, zh, en, category, askedOf }) => {
    const isAsked = (productClass: ProductClass, instalments: boolean): boolean =>
      askedOf({ product: { ...ANY_PRODUCT, class: productClass }, instalments });
    return {
      id,
      zh,
      en,
      category,
      urgent: URGENT_CATEGORIES.has(category),
      productClasses: ProductClass.options.filter((one) => isAsked(one, true)),
      onlyInstalments: !ProductClass.options.some((one) => isAsked(one, false)),
    };
  });
}

const ANY_PRODUCT = { code: 'any', termMonths: 12, liabilityVersion: '1.0' };

function holdViews(): SettingsView['holds']['items'] {
  const views = HoldType.options.map((type) => {
    const { placedWhen, removedWhen, mayPlace, mayRelease, nextStep } = HOLDS[type];
    const view: z.infer<typeof HoldView> = {
      placedWhen,
      removedWhen,
      mayPlace: [...mayPlace],
      mayRelease: [...mayRelease],
      releasable: mayRelease.length > 0,
      nextStep,
    };
    return [type, view] as const;
  });
  return Object.fromEntries(views) as SettingsView['holds']['items'];
}

function evaluationView({ evaluation }: RulesInForce['others']): SettingsView['evaluation'] {
  return {
    sources: [...SOURCES.evaluation],
    current: CURRENT_CARDS,
    cards: Object.entries(CARDS).map(([version, cards]) => ({
      version,
      cards: Object.values(cards).map(({ id, about, items }) => ({ id, about, items: [...items] })),
    })),
    grades: OPTIONS,
    settings: evaluation,
    caps: CAPS.map((cap) => ({ ...cap })),
  };
}

function bandsView(): SettingsView['figures']['bands'] {
  return {
    ...DEFAULT_BAND,
    longestHistoryMonths: LONGEST_HISTORY,
    shortestHistoryMonths: SHORTEST_HISTORY,
    widthInDeviations: WIDTH,
  };
}
