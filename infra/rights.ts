import type { Profile } from './profiles.ts';

export type TableName = 'cases' | 'policies' | 'commissions' | 'metrics' | 'idempotency';
export type TopicName =
  | 'callback-problems'
  | 'holds'
  | 'escalations'
  | 'payouts'
  | 'carrier-requests'
  | 'reconsiderations'
  | 'complaints'
  | 'accountability';
export type WorkflowName =
  | 'callback'
  | 'payout'
  | 'policy-import'
  | 'pre-underwriting'
  | 'reconsideration'
  | 'complaint'
  | 'evaluation'
  | 'accountability';

/**
 * `read`: by key and by index. `scan`: the whole table, for replays and proofs. `write`: put and update, and the
 * conditions of a transaction. Nobody may delete a row that a person or the law relies on: only Powertools' own.
 */
export type TableUse = 'read' | 'scan' | 'write' | 'delete';

/** `remove` leaves an older version behind, which the bucket keeps as long as its rules say. */
export type FileUse = 'read' | 'write' | 'remove';

export interface TableRight {
  uses: readonly TableUse[];
  /** Partition keys that may be touched; without it all, and the table's indexes. */
  partitions?: readonly string[];
  /** Partition keys that may be written, where more may be read. */
  writes?: readonly string[];
}

/** What a function may touch. Its variables follow from it: no name without the right to use it, and the reverse. */
export interface Rights {
  tables: Partial<Record<TableName, TableRight>>;
  /** Parts of the files bucket, by the first part of the key. */
  files?: Readonly<Record<string, readonly FileUse[]>>;
  publishes?: readonly TopicName[];
  starts?: readonly WorkflowName[];
  /** Ends a wait for a task token. */
  wakes?: readonly WorkflowName[];
  /** Signs or checks the customer's links. */
  links?: true;
  /** Sends messages to customers. */
  sms?: true;
  /** Takes what customers answer by SMS. */
  smsInbox?: true;
  branches?: true;
  /** Reads the console's files. */
  console?: true;
  /** One sentence: who is hurt when this function fails. */
  impact: string;
}

const READ = { uses: ['read'] } as const;
const WRITE = { uses: ['write'] } as const;
const READ_WRITE = { uses: ['read', 'write'] } as const;
/** Policies by their ids, and nothing else that lies beside them. */
const POLICIES = { uses: ['read'], partitions: ['POLICY#*'] } as const;
/** Who has a number, who wants no messages, what was sent to it; and no policy. */
const NUMBERS = { uses: ['read', 'write'], writes: ['PHONE#*'] } as const;
const REMEMBERED = { uses: ['read', 'write', 'delete'] } as const;

export const TOPICS: readonly TopicName[] = [
  'callback-problems',
  'holds',
  'escalations',
  'payouts',
  'carrier-requests',
  'reconsiderations',
  'complaints',
  'accountability',
];
const WORKFLOWS: readonly WorkflowName[] = [
  'callback',
  'payout',
  'policy-import',
  'pre-underwriting',
  'reconsideration',
  'complaint',
  'evaluation',
  'accountability',
];

const RIGHTS: Readonly<Record<string, Rights>> = {
  'policy-api': {
    tables: {
      policies: { uses: ['read', 'write', 'scan'] },
      cases: READ_WRITE,
      commissions: READ_WRITE,
      idempotency: REMEMBERED,
    },
    files: { imports: ['read', 'write'] },
    impact: 'Staff cannot record policies or upload them, so new customers are not called back.',
  },
  'callback-api': {
    tables: { cases: READ_WRITE, policies: READ, commissions: READ_WRITE, idempotency: REMEMBERED },
    impact: 'Callback agents and brokers cannot take down answers or remedies, and customers wait.',
  },
  'desk-api': {
    // Among the policies only what the staff keep for themselves.
    tables: {
      cases: READ_WRITE,
      policies: { uses: ['read', 'write'], partitions: ['STAFF#*'] },
      idempotency: REMEMBERED,
    },
    branches: true,
    impact: 'Staff cannot note anything on a case, and two may edit the same one without knowing.',
  },
  'commission-api': {
    tables: {
      commissions: READ_WRITE,
      cases: READ_WRITE,
      policies: POLICIES,
      metrics: READ,
      idempotency: REMEMBERED,
    },
    files: { payouts: ['read'] },
    branches: true,
    impact: 'Brokers cannot see what is held and why, and finance cannot run a payout.',
  },
  'pre-underwriting-api': {
    tables: { cases: READ_WRITE, policies: READ, idempotency: REMEMBERED },
    files: { documents: ['read', 'write'] },
    impact: 'Brokers cannot ask carriers or see what they answered, and clients wait for an offer.',
  },
  'reconsideration-api': {
    tables: { cases: READ_WRITE, policies: READ, idempotency: REMEMBERED },
    files: { documents: ['read', 'write'] },
    impact: 'Disputed decisions cannot be taken back to the carrier while their legal clocks run.',
  },
  'carrier-api': {
    // Vocabularies only: policies and their customers lie in the same table, and reviewers are not the firm's people.
    tables: {
      cases: READ_WRITE,
      policies: { uses: ['read', 'write'], partitions: ['CARRIER#*'] },
      idempotency: REMEMBERED,
    },
    files: { documents: ['read'] },
    impact: "Carriers' reviewers cannot answer, and their silence is counted against them.",
  },
  'complaint-api': {
    tables: { cases: READ_WRITE, policies: READ, idempotency: REMEMBERED },
    files: { documents: ['read', 'write'], hotline: ['read', 'write'] },
    impact: 'Complaints cannot be taken down or answered while their legal clocks run.',
  },
  'reception-day-api': {
    tables: { cases: READ_WRITE, policies: READ, idempotency: REMEMBERED },
    impact: 'The desk of a reception day cannot take down who came.',
  },
  'corrective-action-api': {
    tables: { cases: READ_WRITE, metrics: READ, idempotency: REMEMBERED },
    impact: 'What is done about the causes of complaints cannot be recorded.',
  },
  'evaluation-api': {
    tables: { cases: READ_WRITE, policies: NUMBERS, metrics: READ, idempotency: REMEMBERED },
    impact: 'Replies that no parser can read are not read by a person either.',
  },
  'accountability-api': {
    tables: { cases: READ_WRITE, idempotency: REMEMBERED },
    files: { documents: ['read', 'write'], accountability: ['read'] },
    branches: true,
    impact: 'Staff cannot object in time to what they are held accountable for.',
  },
  'administration-api': {
    // Of cases and policies only who saw what, and who has signed in.
    tables: {
      cases: { uses: ['read'], partitions: ['SIGHTS#*'] },
      policies: { uses: ['read', 'write'], partitions: ['STAFF-SEEN'] },
      idempotency: REMEMBERED,
    },
    impact: 'The console cannot tell who is signed in, and nobody can see who looked at what.',
  },
  'evidence-api': {
    // Lines of policies only: what was paid to whom lies under PAYOUT# and PAYEE#, in the same table.
    tables: {
      cases: READ_WRITE,
      policies: POLICIES,
      commissions: { uses: ['read'], partitions: ['POLICY#*'] },
      idempotency: REMEMBERED,
    },
    files: { documents: ['read'] },
    impact: 'No case can be proven to a regulator or a court until it works again.',
  },
  'sms-inbox': {
    // Anybody can call it: what proves a gateway is checked by the function.
    tables: { cases: READ_WRITE, policies: NUMBERS },
    smsInbox: true,
    impact: 'What customers answer by SMS comes late, and is lost where the gateway keeps no queue.',
  },
  'figures-api': {
    // What was told and restated is written beside the counters, which stay as the stream has counted them.
    tables: {
      metrics: { uses: ['read', 'write'], writes: ['EXPORT#*', 'RESTATED', 'RESTATED#*'] },
      cases: READ,
      commissions: READ,
      idempotency: REMEMBERED,
    },
    files: { coverage: ['read'] },
    branches: true,
    impact: 'Managers see no figures and no early warning, and the regulator gets no export.',
  },
  'customer-api': {
    // Lines of policies only: what was paid to whom lies under PAYOUT# and PAYEE#, in the same table.
    tables: {
      cases: READ_WRITE,
      policies: READ,
      commissions: { uses: ['read', 'write'], partitions: ['POLICY#*'] },
    },
    links: true,
    impact: 'Customers cannot answer or confirm, and the commission that waits for their word stays held.',
  },
  'console-files': {
    // Anybody can call it: it reads what anybody may have, and nothing else.
    tables: {},
    console: true,
    impact: 'Staff see no console, and the page behind a customer’s link stays empty.',
  },
  'callback-steps': {
    tables: { cases: READ_WRITE, policies: READ, commissions: READ_WRITE },
    wakes: ['callback'],
    impact: 'Callback cases stand still: nobody is reminded, and no deadline is acted on.',
  },
  'payout-steps': {
    tables: { cases: READ_WRITE, commissions: READ_WRITE, policies: READ },
    files: { payouts: ['write'] },
    branches: true,
    impact: "The month's payout stops: brokers wait for money that is free.",
  },
  'import-steps': {
    tables: { cases: READ_WRITE, policies: READ_WRITE, commissions: WRITE },
    files: { imports: ['read', 'write'] },
    wakes: ['policy-import'],
    impact: 'Uploaded policies are not taken in, so their customers are not called back in time.',
  },
  'pre-underwriting-steps': {
    tables: { cases: READ_WRITE },
    files: { documents: ['remove'] },
    wakes: ['pre-underwriting'],
    impact: 'Carriers are not reminded, no comparison is made, and withdrawn data is not erased.',
  },
  'reconsideration-steps': {
    tables: { cases: READ_WRITE },
    wakes: ['reconsideration'],
    impact: 'Disputed decisions stand still: silence is not escalated and no deadline is acted on.',
  },
  'complaint-steps': {
    tables: { cases: READ_WRITE },
    wakes: ['complaint'],
    impact: 'Nobody is warned of a legal clock that runs out on a complaint.',
  },
  'evaluation-steps': {
    tables: { cases: READ_WRITE, policies: NUMBERS },
    wakes: ['evaluation'],
    impact: 'Customers are not asked how they were served.',
  },
  'accountability-steps': {
    tables: { cases: READ_WRITE },
    files: { accountability: ['write'] },
    branches: true,
    wakes: ['accountability'],
    impact: "The month's accountability stands still, and objections are not closed.",
  },
  'stream-follow': {
    tables: { cases: READ_WRITE, policies: NUMBERS },
    publishes: TOPICS,
    starts: WORKFLOWS,
    wakes: WORKFLOWS,
    links: true,
    sms: true,
    impact: 'Customers get no message, and answered cases do not move on until the sweeper finds them.',
  },
  'stream-count': {
    tables: { metrics: WRITE },
    impact: 'Managers see figures that are too low.',
  },
  sweeper: {
    tables: { cases: READ_WRITE },
    starts: WORKFLOWS,
    wakes: WORKFLOWS,
    impact: 'What was lost on the way is not mended: a customer who answered may wait without an end.',
  },
  coverage: {
    tables: { policies: READ, cases: READ, commissions: READ },
    files: { coverage: ['write'] },
    branches: true,
    impact: 'Nobody knows whether a policy in scope was left without a callback.',
  },
  erasure: {
    tables: { cases: READ_WRITE },
    files: { documents: ['remove'] },
    impact: 'Health data is kept longer than the applicant agreed to.',
  },
  'payout-monthly': {
    tables: { cases: READ_WRITE },
    impact: 'The monthly payout does not start by itself, and brokers are paid late.',
  },
  'accountability-monthly': {
    tables: { cases: READ_WRITE },
    impact: "The month's accountability does not start by itself.",
  },
  'corrective-actions': {
    tables: { cases: READ_WRITE, metrics: READ },
    branches: true,
    impact: 'Nobody learns whether what was done about complaints has worked.',
  },
  'early-warning': {
    tables: { metrics: READ },
    publishes: ['escalations'],
    impact:
      'Nobody is told that a figure of last month left its usual band; who looks at the alerts still sees it.',
  },
  'sms-repull': {
    tables: { cases: READ_WRITE, policies: NUMBERS },
    smsInbox: true,
    impact: 'Replies that the gateway could not push stay unread.',
  },
  'core-events': {
    tables: { policies: READ_WRITE, cases: WRITE, commissions: WRITE },
    impact:
      'New policies do not arrive from the core system, so their customers are not called back in time.',
  },
};

/** @throws for a function that nobody has stated the rights of: it gets none by default */
export function rightsOf(name: string): Rights {
  const rights = RIGHTS[name];
  if (rights === undefined) throw new Error(`infra/rights.ts does not say what ${name} may touch.`);
  return rights;
}

export const TABLE_ACTIONS: Readonly<Record<TableUse, readonly string[]>> = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  scan: ['dynamodb:Scan'],
  // A transaction asks for the rights of the writes in it; there is no right of its own.
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
  delete: ['dynamodb:DeleteItem'],
};

/** What every function gets, whatever it touches. */
export function commonEnvironment(name: string, profile: Profile): Record<string, string> {
  return {
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: 'Recourse',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    POWERTOOLS_TRACE_ENABLED: String(profile.tracing),
  };
}
