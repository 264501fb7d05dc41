import * as z from 'zod/mini';
import { CarrierRequestStage } from '../carrier-request/case.ts';
import { caseHead } from '../case.ts';
import { CaseDocument } from '../documents.ts';
import { Fen } from '../money.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';

const Instant = z.iso.datetime();
const Note = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));

export const PreUnderwritingStage = z.enum([
  'preparing',
  'asking',
  'choosing',
  'chosen',
  'not-chosen', // the client took none, or every offer expired
  'requoted', // new facts: a linked request goes on in its place
  'withdrawn', // the consent was taken back: everything is erased
  'abandoned', // never sent
]);
export type PreUnderwritingStage = z.infer<typeof PreUnderwritingStage>;

const Measure = (most: number) => z.number().check(z.minimum(0), z.maximum(most));

/** One illness or finding, past or present. */
const Condition = z.strictObject({
  /** Our code, by which the figures are kept: `thyroid-nodule`. */
  code: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a code in lower case')),
  since: z.optional(DateText),
  until: z.optional(DateText),
  treatment: z.optional(Note),
});

/**
 * What the applicant discloses (健康告知). `asked` says which questions were put: the duty to disclose is limited to
 * them (Insurance Law art. 16; JI-2 arts. 5-6). No name, number or address: the schema has no place for one.
 */
export const Disclosure = z.strictObject({
  asked: z.array(Note).check(z.minLength(1), z.maxLength(60)),
  heightCm: z.optional(Measure(250)),
  weightKg: z.optional(Measure(400)),
  systolic: z.optional(Measure(300)),
  diastolic: z.optional(Measure(200)),
  fastingGlucose: z.optional(Measure(60)), // mmol/l
  conditions: z.array(Condition).check(z.maxLength(20)),
  family: z.array(Note).check(z.maxLength(20)),
  smoking: z.enum(['never', 'former', 'current', 'not-asked']),
  drinking: z._default(z.enum(['never', 'sometimes', 'daily', 'not-asked']), 'not-asked'),
  tests: z.array(z.strictObject({ name: Note, on: DateText, result: Note })).check(z.maxLength(30)),
});
export type Disclosure = z.infer<typeof Disclosure>;

/** Whom the carriers are asked about: what an underwriter needs and nothing by which a person is known. */
export const Applicant = z.strictObject({
  age: z.int().check(z.minimum(0), z.maximum(105)),
  sex: z.enum(['female', 'male']),
  occupationClass: z.int().check(z.minimum(1), z.maximum(6)),
});
export type Applicant = z.infer<typeof Applicant>;

/** What is asked of one carrier. */
export const Wanted = z.strictObject({
  carrier: Id,
  product: Id,
  answerWithinWorkingDays: z.optional(z.int().check(z.minimum(1), z.maximum(60))),
});
export type Wanted = z.infer<typeof Wanted>;

/** What the applicant agreed to, of their own (PIPL arts. 23, 28-30): each carrier by name, what for, until when. */
export const Consent = z.strictObject({
  carriers: z.array(Id),
  purpose: Note,
  deleteOn: DateText,
  givenAt: Instant,
  evidence: z.discriminatedUnion('way', [
    z.strictObject({ way: z.literal('link') }),
    z.strictObject({ way: z.literal('form'), document: Id }),
  ]),
  /** Hash of what was consented to: facts and carriers. Facts that change need a new consent. */
  factsHash: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** The grid as it was when it was made; kept whole in the content of this name. */
const ComparisonMade = z.strictObject({
  at: Instant,
  content: z.string(),
  hash: z.string(),
  answered: z.array(Id),
  silent: z.array(Id),
  /** Absent with fewer than two answers. */
  differs: z.optional(z.boolean()),
  best: z.optional(Id),
});

export const PreUnderwritingCase = z.strictObject({
  ...caseHead,
  kind: z.literal('pre-underwriting'),
  stage: PreUnderwritingStage,
  brokerId: Id,
  concerned: z.array(Id),
  /** The firm's own reference of the applicant; gone when the case is erased. */
  customerRef: z.optional(Id),
  settings: z.string(),
  wanted: z.array(Wanted),
  /** The same for every carrier, or there would be nothing to compare. */
  sumInsuredFen: Fen,
  /** Codes of the disclosed conditions: the figures are kept by them. */
  conditions: z.array(z.string()),
  factsHash: z.string(),
  factsAt: Instant,
  /** Purpose and deletion date as they are asked for in the consent. */
  asks: z.strictObject({ purpose: Note, deleteOn: DateText }),
  consent: z.optional(Consent),
  /** How often the consent was asked for by link: an earlier link is dead. */
  consentAsked: z.int(),
  documents: z.array(CaseDocument),
  requests: z.array(
    z.strictObject({ carrier: Id, id: z.string(), stage: CarrierRequestStage, silent: z.boolean() }),
  ),
  comparisons: z.array(ComparisonMade),
  choice: z.optional(
    z.strictObject({
      carrier: Id,
      requestId: z.string(),
      answer: z.string(), // hash of the opinion
      by: Id,
      at: Instant,
    }),
  ),
  /** The policy that came of it, until it is erased, and in what it is other than what was chosen. */
  policy: z.optional(
    z.strictObject({ policyId: z.optional(z.string()), at: Instant, differs: z.array(z.string()) }),
  ),
  replaces: z.optional(z.string()),
  replacedBy: z.optional(z.string()),
  /** Reminders to choose since the comparison. */
  choosingReminders: z.int(),
  /** When the content goes, closed or not. */
  eraseOn: DateText,
  /** Content and files are gone. */
  erasedAt: z.optional(Instant),
});
export type PreUnderwritingCase = z.infer<typeof PreUnderwritingCase>;
