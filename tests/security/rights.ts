import type { Role, Staff } from '../../domain/people.ts';

/**
 * Who may do what, told once more and from the other side: route by route, by somebody who has not read the table of
 * the domain. A letter is a role.
 */
const LETTERS: Readonly<Record<string, Role>> = {
  B: 'broker',
  A: 'callback-agent',
  E: 'expert',
  R: 'carrier-reviewer',
  H: 'complaint-handler',
  M: 'branch-manager',
  O: 'head-office-manager',
  C: 'compliance',
  S: 'core-system',
};

/** Everybody of the firm; everybody who can sign in. */
const FIRM = 'BAEHMOC';
const SIGNED_IN = 'BAERHMOCS';

/** What a route is about. `self`: what is the asker's own. `branch`: a branch that is named in the request. */
export type About =
  | 'nothing'
  | 'self'
  | 'branch'
  | 'policy'
  | 'callback'
  | 'pre-underwriting'
  | 'reconsideration'
  | 'carrier-request'
  | 'complaint'
  | 'evaluation'
  | 'corrective-action'
  | 'reception-day'
  | 'stray'
  | 'statement'
  | 'run';

export interface Right {
  who: string;
  about: About;
  /** Whoever sold it or is paid for it may not, whatever the role. */
  notOwn?: true;
  /** The role is looked at before the thing is looked for: there is nothing to be told of. */
  roleFirst?: true;
  /** Only this person of the roles. */
  onlyBy?: string;
  /** Whoever may ask is told that there is nothing: it is about a thing that is not there. */
  absent?: true;
  /** Who sees the whole of it; others see their own lines, and without one are told that there is nothing. */
  whole?: string;
  /** Only who is named in it. */
  namedOnly?: true;
  /** Only with a carrier in the token. */
  ofCarrier?: true;
  /** A person of a branch who names another one is refused by a rule, and learns nothing by it. */
  ownBranchOnly?: true;
}

const may = (who: string, about: About = 'nothing', more: Omit<Right, 'who' | 'about'> = {}): Right => ({
  who,
  about,
  ...more,
});

const notOwn = { notOwn: true } as const;

const OF_DESK: readonly Right[] = [
  may('BAHMOC', 'callback'),
  may('BEMOC', 'pre-underwriting'),
  may('BEMOC', 'reconsideration'),
  may('HMOC', 'complaint'),
  may('HMOC', 'evaluation'),
  may('MOC', 'corrective-action'),
];
/** What a packet of evidence is made of: experts make those of their own cases. */
const OF_EVIDENCE: readonly Right[] = [
  may('OC', 'callback'),
  may('EOC', 'pre-underwriting'),
  may('EOC', 'reconsideration'),
  may('OC', 'complaint'),
  may('OC', 'evaluation'),
  may('OC', 'corrective-action'),
  may('OC', 'reception-day'),
];
const FIGURES: readonly Right[] = [may('MOC'), may('MOC', 'branch')];

/** By `METHOD /path`. A route that is not here has no right to exist; public ones are told apart. */
export const RIGHTS: Readonly<Record<string, Right | readonly Right[] | 'public'>> = {
  'POST /policies': may('OS'),
  'POST /policies/batch': may('OS'),
  'GET /policies': may('BAMOCS', 'self'),
  'POST /policies/find': may('BAMOCS', 'policy'),
  'GET /policies/{id}': may('BAMOCS', 'policy'),
  'POST /policies/{id}/receipt': may('MOS', 'policy', notOwn),
  'POST /policies/{id}/cancellation': may('MOS', 'policy'),
  'POST /policies/{id}/contact': may('MCS', 'policy', notOwn),
  'POST /policies/{id}/reveal': may('AMC', 'policy'),
  'POST /imports': may('OS'),
  'GET /imports': may('OS'),
  'GET /imports/columns': may('OS'),
  'POST /imports/{id}/uploaded': may('OS'),
  'GET /imports/{id}': may('OS'),
  'GET /imports/{id}/faults': may('OS'),
  'GET /imports/{id}/bad-rows.csv': may('OS', 'nothing', { onlyBy: 'head-office' }),
  'GET /carriers': may(FIRM),
  'PUT /carriers/{id}': may('OS'),
  'PUT /staff-phones/{id}': may('CS'),
  'GET /coverage': may('OC'),
  'GET /scope/differences': may('OC'),

  'GET /cases': may(FIRM, 'self'),
  'GET /cases/{id}': may('BAHMOC', 'callback'),
  'POST /cases/{id}/attempts': may('A', 'callback', notOwn),
  'POST /cases/{id}/answers': may('A', 'callback', notOwn),
  'POST /cases/{id}/carrier-callback': may('AS', 'callback'),
  'POST /cases/{id}/remedies': may('BM', 'callback'),
  'POST /cases/{id}/confirmations': may('A', 'callback', notOwn),
  'POST /cases/{id}/confirmations/verdict': may('AMC', 'callback', notOwn),
  'POST /cases/{id}/closing': may('MC', 'callback', notOwn),
  'POST /cases/{id}/closing/verdict': may('C', 'callback', notOwn),
  'GET /lists': may(FIRM),
  'GET /notes/{caseId}': OF_DESK,
  'POST /notes/{caseId}': OF_DESK,
  'PUT /presence/{caseId}': OF_DESK,
  'POST /evidence/{caseId}': OF_EVIDENCE,
  'GET /views': may(FIRM),
  'PUT /views/{name}': may(FIRM),
  'POST /views/{name}/removal': may(FIRM),

  'GET /commissions': may('BMOC'),
  'GET /commissions/sums': may('BMOC'),
  'GET /commissions/{policyId}': may('BMOC', 'policy', { roleFirst: true }),
  'POST /holds/{policyId}/place': may('C', 'policy'),
  'POST /holds/{policyId}/release': may('C', 'policy', notOwn),
  'POST /holds/release': may('C'),
  'GET /payouts': may('BOC'),
  'GET /payouts/{month}/preview': may('OC'),
  'POST /payouts/{month}': may('O'),
  'GET /payouts/{month}': may('OC'),
  'GET /payouts/{month}/statements/{payee}': may('BOC', 'statement'),
  'GET /payouts/{month}/statements/{payee}/rows': may('BOC', 'statement'),
  'GET /metrics': may('MOC'),

  'POST /pre-underwriting': may('BM'),
  'GET /pre-underwriting/{id}': may('BEMOC', 'pre-underwriting'),
  'PUT /pre-underwriting/{id}/facts': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/consent-request': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/consent': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/requests': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/material': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/choice': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/no-choice': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/requote': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/policy': may('BMOS', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/withdrawal': may('BMC', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/documents': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/documents/{document}/stored': may('BM', 'pre-underwriting'),
  'POST /pre-underwriting/{id}/documents/{document}/view': may('BEMOC', 'pre-underwriting'),

  'POST /reconsiderations': may('BEM'),
  'GET /reconsiderations': may('BEMOC'),
  'GET /reconsiderations/papers': may('BEM'),
  'GET /reconsiderations/{id}': may('BEMOC', 'reconsideration'),
  'POST /reconsiderations/{id}/snapshot': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/facts': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/mandate': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/waivers': may('E', 'reconsideration', notOwn),
  'POST /reconsiderations/{id}/assessment': may('E', 'reconsideration', notOwn),
  'POST /reconsiderations/{id}/level-2': may('E', 'reconsideration', notOwn),
  'POST /reconsiderations/{id}/settle': may('E', 'reconsideration', notOwn),
  'POST /reconsiderations/{id}/evidence': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/payment': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/withdrawal': may('BEMC', 'reconsideration'),
  'POST /reconsiderations/{id}/reopening': may('EMO', 'reconsideration'),
  'POST /reconsiderations/{id}/documents': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/documents/{document}/stored': may('BEM', 'reconsideration'),
  'POST /reconsiderations/{id}/documents/{document}/view': may('BEMOC', 'reconsideration'),

  'GET /carrier-requests': may('R', 'nothing', { ofCarrier: true }),
  'GET /carrier-requests/{id}': may('R', 'carrier-request'),
  'POST /carrier-requests/{id}/answers': may('R', 'carrier-request'),
  'POST /carrier-requests/{id}/material': may('R', 'carrier-request'),
  'POST /carrier-requests/{id}/documents/{document}/view': may('R', 'carrier-request'),
  'POST /carrier-requests/{id}/deletion': may('R', 'carrier-request'),
  'GET /vocabularies/{carrier}': may('EOC'),
  'POST /vocabularies/{carrier}': may('EOC'),
  'POST /vocabularies/{carrier}/{version}/verdict': may('OC'),

  'POST /complaints': may('AHMOC', 'branch', { ownBranchOnly: true }),
  'POST /complaints/preview': may('AHMOC', 'branch', { ownBranchOnly: true }),
  'GET /complaints/{id}': may('HMOC', 'complaint'),
  'POST /complaints/{id}/handler': may('MOC', 'complaint'),
  'POST /complaints/{id}/recusal': may('MOC', 'complaint'),
  'POST /complaints/{id}/merge': may('MOC', 'complaint'),
  'POST /complaints/{id}/reveal': may('HM', 'complaint'),
  'POST /complaints/{id}/first-contact': may('HM', 'complaint'),
  'POST /complaints/{id}/classification': may('HM', 'complaint'),
  'POST /complaints/{id}/pause': may('HM', 'complaint'),
  'POST /complaints/{id}/resumption': may('HM', 'complaint'),
  'POST /complaints/{id}/extension': may('O', 'complaint'),
  'POST /complaints/{id}/settlement': may('HM', 'complaint'),
  'POST /complaints/{id}/transfer': may('HM', 'complaint'),
  'POST /complaints/{id}/refusal': may('HM', 'complaint'),
  'POST /complaints/{id}/decision': may('HM', 'complaint'),
  'POST /complaints/{id}/decision/verdict': may('MOC', 'complaint'),
  'POST /complaints/{id}/decision/notice': may('HM', 'complaint'),
  'POST /complaints/{id}/decision/message': may('HM', 'complaint'),
  'POST /complaints/{id}/acceptance': may('HM', 'complaint'),
  'POST /complaints/{id}/withdrawal': may('HM', 'complaint'),
  'POST /complaints/{id}/review': may('HM', 'complaint'),
  'POST /complaints/{id}/review/decision': may('OC', 'complaint'),
  'POST /complaints/{id}/satisfaction': may('HM', 'complaint'),
  'POST /complaints/{id}/reopening': may('MOC', 'complaint'),
  'POST /complaints/{id}/responsible': may('MOC', 'complaint'),
  'POST /complaints/{id}/desk-faults': may('MOC', 'complaint'),
  'POST /complaints/{id}/documents': may('HM', 'complaint'),
  'POST /complaints/{id}/documents/{document}/stored': may('HM', 'complaint'),
  'POST /complaints/{id}/documents/{document}/view': may('HMOC', 'complaint'),
  'POST /complaints/hotline-files': may('OC'),
  'GET /complaints/hotline-files/{id}/answers.csv': may('OC'),

  'POST /reception-days': may('HMO', 'branch'),
  'GET /reception-days': may('HMO'),
  'GET /reception-days/{id}': may('HMO', 'reception-day'),
  'POST /reception-days/{id}/visits': may('HMO', 'reception-day'),
  'POST /reception-days/{id}/complaints': may('HMO', 'reception-day'),
  'POST /reception-days/{id}/closing': may('HMO', 'reception-day'),
  'POST /reception-days/{id}/sample': may('HMO', 'reception-day'),
  'POST /corrective-actions': may('MOC', 'branch'),
  'GET /corrective-actions': may('MOC', 'branch'),
  'GET /corrective-actions/{id}': may('MOC', 'corrective-action'),
  'POST /corrective-actions/{id}/dropping': may('MOC', 'corrective-action'),

  'POST /evaluations': may('OS', 'branch'),
  'GET /evaluations/inbox': may('HMOC', 'branch'),
  'POST /evaluations/inbox/{reply}': may('H', 'stray'),
  'GET /evaluations/{id}': may('HMOC', 'evaluation'),
  'POST /evaluations/{id}/readings': may('H', 'evaluation'),
  'GET /figures/evaluations': FIGURES,
  'POST /sms/replies/{gateway}/{token}': 'public',
  'POST /sms/reports/{gateway}/{token}': 'public',

  'GET /accountability': may(FIRM),
  'POST /accountability/{month}': may('O'),
  'POST /accountability/{month}/compilation': may('O'),
  'GET /accountability/{month}': may(FIRM, 'run', { whole: 'HMOC' }),
  'POST /accountability/{month}/findings': may('HM'),
  'POST /accountability/{month}/decisions': may('OC'),
  'POST /accountability/{month}/objections': may(FIRM, 'nothing', { absent: true }),
  'POST /accountability/{month}/objections/verdict': may('OC'),
  'POST /accountability/{month}/documents': may(FIRM, 'run', { namedOnly: true }),
  'POST /accountability/{month}/documents/{document}/stored': may(FIRM, 'nothing', { absent: true }),
  'POST /accountability/{month}/documents/{document}/view': may(FIRM, 'nothing', { absent: true }),
  'GET /accountability/{month}/statements/{recipient}.csv': may('OC'),
  'GET /accountability/{month}/statements/{recipient}.html': may('OC'),

  'GET /settings': may(FIRM),
  'GET /access': may(FIRM),
  'GET /me': may(SIGNED_IN),
  'PUT /me': may(SIGNED_IN),
  'GET /people': may('OC'),
  'GET /sights': may('OC'),

  'GET /figures/pre-underwriting': FIGURES,
  'GET /figures/reconsideration': FIGURES,
  'GET /figures/carrier-times': may('BEMOC'),
  'GET /figures/scorecard.csv': may('OC'),
  'GET /figures/complaints': FIGURES,
  'GET /figures/complaints.csv': may('OC'),
  'GET /figures/complaints.xlsx': may('OC'),
  'GET /figures/dashboard': FIGURES,
  'GET /figures/branch-scores': may('MOC'),
  'GET /figures/callbacks': FIGURES,
  'GET /figures/holds': FIGURES,
  'GET /figures/alerts': FIGURES,
  'GET /figures/cases': FIGURES,
  'GET /figures/review-pack': may('OC'),
  'POST /figures/restatements': may('OC'),
  'GET /figures/restatements': may('OC'),
  'GET /figures/exports': may('OC'),

  'GET /c/{token}': 'public',
  'POST /c/{token}': 'public',
  'GET /openapi.json': 'public',
};

/** What a thing belongs to, as its record has it. */
export interface Thing {
  branch?: string;
  carrier?: string;
  /** Seller and payees. */
  concerned?: readonly string[];
  /** Whom it is about: to them there is nothing. */
  about?: readonly string[];
  /** Who is named in it. */
  named?: readonly string[];
}

export type Outcome = 'through' | 'forbidden' | 'nothing there' | 'other branch';

const WITH_A_BRANCH: ReadonlySet<Role> = new Set(['callback-agent', 'complaint-handler', 'branch-manager']);

/** What somebody must be told who asks for this thing. */
export function outcomeFor(right: Right, asker: Staff, thing: Thing | undefined): Outcome {
  const hasRole = isOneOf(right.who, asker);
  if (right.ownBranchOnly && asker.branch !== undefined && asker.branch !== thing?.branch)
    return 'other branch';
  if (right.roleFirst && !hasRole) return 'forbidden';
  if (thing !== undefined && !sees(asker, thing)) return 'nothing there';
  if (!hasRole || isKeptOut(right, asker, thing)) return 'forbidden';
  const isNamed = thing?.named?.includes(asker.id) ?? false;
  const seesNoLine = right.whole !== undefined && !isOneOf(right.whole, asker) && !isNamed;
  return right.absent || seesNoLine ? 'nothing there' : 'through';
}

/** Of the right role, and still not the one. */
function isKeptOut(
  { onlyBy, notOwn, namedOnly, ofCarrier }: Right,
  asker: Staff,
  thing: Thing | undefined,
): boolean {
  return (
    (onlyBy !== undefined && onlyBy !== asker.id) ||
    (notOwn === true && thing?.concerned?.includes(asker.id) === true) ||
    (namedOnly === true && thing?.named?.includes(asker.id) !== true) ||
    (ofCarrier === true && asker.carrier === undefined)
  );
}

const isOneOf = (letters: string, { role }: Staff): boolean =>
  [...letters].some((letter) => LETTERS[letter] === role);

function sees(asker: Staff, { branch, carrier, concerned, named, about = [] }: Thing): boolean {
  if (named !== undefined) return true;
  if (about.includes(asker.id)) return false;
  if (asker.role === 'broker') return concerned?.includes(asker.id) ?? false;
  if (asker.role === 'carrier-reviewer')
    return concerned === undefined && asker.carrier !== undefined && asker.carrier === carrier;
  if (WITH_A_BRANCH.has(asker.role)) return asker.branch !== undefined && asker.branch === branch;
  return true;
}
