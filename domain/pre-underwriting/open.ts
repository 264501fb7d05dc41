import { CaseDraft, contentHash, type Decision } from '../decision.ts';
import { type FieldFault, Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { addDays, type DateText, dateOf } from '../time/calendar.ts';
import type { Applicant, Disclosure, PreUnderwritingCase, Wanted } from './case.ts';
import { PreUnderwritingDraft } from './draft.ts';
import { preUnderwritingDues } from './dues.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { PreUnderwritingRules } from './settings.ts';

/** What is asked, and of whom. */
export interface Facts {
  applicant: Applicant;
  disclosure: Disclosure;
  wanted: Wanted[];
  sumInsuredFen: number;
}

export interface Opening extends Facts {
  id: string;
  branch: string;
  brokerId: string;
  customerRef: string;
  /** Where the link to consent goes. Without it the consent comes on paper. */
  phone?: string | undefined;
  purpose: string;
  deleteOn: DateText;
  replaces?: string | undefined;
}

/**
 * A request is prepared (核保前置): nothing leaves the firm yet.
 * @throws Invalid for carriers named twice, or a date of deletion that cannot be
 */
export function openPreUnderwriting(
  opening: Opening,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  mustBeAskable(opening, at, rules);
  const factsHash = hashOfFacts(opening);
  const empty: PreUnderwritingCase = {
    id: opening.id,
    kind: 'pre-underwriting',
    stage: 'preparing',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: opening.branch,
    owner: opening.brokerId,
    wait: 0,
    openedAt: at.toISOString(),
    brokerId: opening.brokerId,
    concerned: [opening.brokerId],
    customerRef: opening.customerRef,
    settings: rules.preUnderwriting.version,
    wanted: opening.wanted,
    sumInsuredFen: opening.sumInsuredFen,
    conditions: conditionsOf(opening.disclosure),
    factsHash,
    factsAt: at.toISOString(),
    asks: { purpose: opening.purpose, deleteOn: opening.deleteOn },
    consentAsked: 0,
    documents: [],
    requests: [],
    comparisons: [],
    choosingReminders: 0,
    eraseOn: opening.deleteOn,
    ...(opening.replaces === undefined ? {} : { replaces: opening.replaces }),
  };
  const draft = new CaseDraft(empty, by, at);
  draft.keep('facts', factsOf(opening));
  if (opening.phone !== undefined) draft.keep('contact', { phone: opening.phone });
  draft.record('pre-underwriting-opened', {
    facts: factsHash,
    carriers: opening.wanted.map(({ carrier }) => carrier),
    ...(opening.replaces === undefined ? {} : { replaces: opening.replaces }),
  });
  const file: PreUnderwritingFile = { case: draft.case, requests: [], opinions: new Map() };
  return draft.finish({ nextDueAt: preUnderwritingDues(file, rules)[0]?.at, wakes: false });
}

function factsOf({ applicant, disclosure, wanted, sumInsuredFen }: Facts): Facts {
  return { applicant, disclosure, wanted, sumInsuredFen };
}

export function hashOfFacts(facts: Facts): string {
  return contentHash(factsOf(facts));
}

function conditionsOf({ conditions }: Disclosure): string[] {
  return [...new Set(conditions.map(({ code }) => code))].sort();
}

function mustBeAskable(
  { wanted, deleteOn }: Pick<Opening, 'wanted' | 'deleteOn'>,
  at: Date,
  rules: PreUnderwritingRules,
): void {
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  for (const [index, { carrier }] of wanted.entries()) {
    if (seen.has(carrier)) faults.push({ field: `wanted.${index}.carrier`, reason: 'is named twice' });
    seen.add(carrier);
  }
  const today = dateOf(at);
  const latest = addDays(today, rules.preUnderwriting.keepAtMostDays);
  if (deleteOn <= today) faults.push({ field: 'deleteOn', reason: 'must be ahead' });
  if (deleteOn > latest) faults.push({ field: 'deleteOn', reason: `must be ${latest} or earlier` });
  if (faults.length > 0) throw new Invalid('The request cannot be asked like this.', faults);
}

/** The facts were wrong or not whole: what was consented to is another thing now, so the consent is asked for anew. */
export function reviseFacts(
  file: PreUnderwritingFile,
  facts: Facts,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  if (file.case.stage !== 'preparing') {
    throw new Refused(
      'sent',
      'The carriers have been asked: new facts start a new request, linked to this one.',
    );
  }
  mustBeAskable({ wanted: facts.wanted, deleteOn: file.case.asks.deleteOn }, at, rules);
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const factsHash = draft.matter.keep('facts', factsOf(facts));
  draft.matter.drop('consent');
  draft.record(
    'facts-revised',
    { facts: factsHash, carriers: facts.wanted.map(({ carrier }) => carrier) },
    {
      wanted: facts.wanted,
      sumInsuredFen: facts.sumInsuredFen,
      conditions: conditionsOf(facts.disclosure),
      factsHash,
      factsAt: at.toISOString(),
    },
  );
  return draft.finish({ wakes: false });
}
