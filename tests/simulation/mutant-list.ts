import type { Theme } from './actors/index.ts';

/** A small edit that makes the system wrong; `find` stands in the file exactly once. */
export interface Mutant {
  file: string;
  find: string;
  replace: string;
  what: string;
  /** What the runs are about that look for it. */
  theme: Theme;
}

export const MUTANTS: readonly Mutant[] = [
  {
    what: 'a problem opens and no hold is placed',
    file: 'domain/callback/answers.ts',
    theme: 'callback',
    find: "    draft.placeHold('callback-problem', categories.join(', '));\n",
    replace: '',
  },
  {
    what: 'who entered a confirmation may approve it',
    file: 'domain/callback/confirmation.ts',
    theme: 'callback',
    find: 'if (unapproved.by === by.id)',
    replace: 'if (unapproved.by === by.role)',
  },
  {
    what: '*not settled* is taken for *settled*',
    file: 'domain/callback/confirmation.ts',
    theme: 'callback',
    find: '  if (settled) {\n',
    replace: '  if (settled !== undefined) {\n',
  },
  {
    what: 'one person enters *settled*, and it is released at once',
    file: 'domain/callback/confirmation.ts',
    theme: 'callback',
    find: '  if (!word.settled) {\n    settle(draft, false, {',
    replace: '  if (word.settled || !word.settled) {\n    settle(draft, word.settled, {',
  },
  {
    what: 'who proposed to close a case may decide it',
    file: 'domain/callback/closing.ts',
    theme: 'callback',
    find: 'if (closing.by === by.id)',
    replace: 'if (closing.by === by.role)',
  },
  {
    what: "a broker's own number may release",
    file: 'domain/callback/stages.ts',
    theme: 'callback',
    find: 'if (flags.length > 0 && (',
    replace: 'if (flags.length > 9 && (',
  },
  {
    what: 'a policy comes in without its hold',
    file: 'domain/policy/intake.ts',
    theme: 'callback',
    find: "...(scope.inScope ? [hold('callback-not-completed', scope.reason)] : []),",
    replace:
      "...(scope.inScope && input.issuedOn === '' ? [hold('callback-not-completed', scope.reason)] : []),",
  },
  {
    what: 'what is on hold is payable',
    file: 'domain/commission/line.ts',
    theme: 'callback',
    find: '  return onHold\n',
    replace: '  return onHold && accrued < 0\n',
  },
  {
    what: 'who placed a hold releases it',
    file: 'domain/commission/line.ts',
    theme: 'callback',
    find: 'hold.type === type && hold.placedBy === by.id',
    replace: 'hold.type === type && hold.placedBy === by.role',
  },
  {
    what: "compliance releases a customer's hold by hand",
    file: 'domain/commission/line.ts',
    theme: 'callback',
    find: '!HOLDS[type].mayRelease.includes(by.role)',
    replace: "by.role !== 'compliance'",
  },
  {
    what: 'a cancelled policy pays',
    file: 'domain/commission/line.ts',
    theme: 'callback',
    find: 'balancesOf(accrued, paid, accrued, false)',
    replace: 'balancesOf(accrued, paid, 0, false)',
  },
  {
    what: 'a line is paid and nothing of it is written down as paid',
    file: 'domain/commission/payout.ts',
    theme: 'callback',
    find: '    const amountFen = balances.payable;\n',
    replace: '    const amountFen = balances.payable - 1;\n',
  },
  {
    what: "a branch's people see every branch",
    file: 'domain/access.ts',
    theme: 'callback',
    find: 'staff.branch !== undefined && staff.branch === subject.branch;',
    replace: 'staff.branch !== undefined;',
  },
  {
    what: "a broker sees others' cases",
    file: 'domain/access.ts',
    theme: 'callback',
    find: 'return subject.concerned?.includes(staff.id) ?? false;',
    replace: 'return subject.concerned !== undefined;',
  },
  {
    what: "a carrier sees others' requests",
    file: 'domain/access.ts',
    theme: 'pre-underwriting',
    find: 'staff.carrier !== undefined && staff.carrier === subject.carrier && subject.concerned === undefined',
    replace:
      'staff.carrier !== undefined && subject.carrier !== undefined && subject.concerned === undefined',
  },
  {
    what: 'who is involved in a complaint sees it',
    file: 'domain/access.ts',
    theme: 'complaint',
    find: '(subject.recused?.includes(staff.id) || !reaches(staff, subject))',
    replace: '!reaches(staff, subject)',
  },
  {
    what: 'the signature of a link is not looked at',
    file: 'domain/callback/link.ts',
    theme: 'callback',
    find: '  mustBeSigned(token, claim, boundTo(claim, callback), key);\n',
    replace: '',
  },
  {
    what: 'an event leaves the hash before it out',
    file: 'domain/history.ts',
    theme: 'callback',
    find: 'const previousHash = previous?.hash ?? GENESIS;',
    replace: 'const previousHash = GENESIS;',
  },
  {
    what: 'a carrier is told which case of the firm it is asked about',
    file: 'functions/carrier/views.ts',
    theme: 'pre-underwriting',
    find: '    purpose: request.purpose,\n    stage: request.stage,\n    version: request.version,\n',
    replace:
      '    purpose: request.purpose,\n    stage: request.stage,\n    version: request.version,\n    ...{ about: request.about },\n',
  },
  {
    what: "the customer's number is not masked",
    file: 'functions/callback/views.ts',
    theme: 'callback',
    find: "phone: mask('mobile', customer.phone),",
    replace: 'phone: customer.phone,',
  },
  {
    what: 'a message goes out each time that it is told',
    file: 'functions/stream/follow.ts',
    theme: 'callback',
    find: "stored.status === 'intended' ? await sendNow(message, deps) : stored",
    replace: 'await sendNow(message, deps)',
  },
  {
    what: 'a decision wakes nobody',
    file: 'functions/stream/follow.ts',
    theme: 'callback',
    find: 'decidedAt === undefined || deliveredAt !== undefined || token === undefined',
    replace: 'decidedAt === undefined || deliveredAt !== undefined || token !== undefined',
  },
  {
    what: 'a new case starts nothing',
    file: 'functions/stream/follow.ts',
    theme: 'callback',
    find: '  if (!hasWorkflow(record.kind)) return;\n  await workflows.start(',
    replace: '  if (!hasWorkflow(record.kind) || record.version > 0) return;\n  await workflows.start(',
  },
  {
    what: 'the sweeper leaves out who is late',
    file: 'functions/sweeper/sweep.ts',
    theme: 'callback',
    find: 'new Date(now.getTime() - GRACE_MS)',
    replace: 'new Date(now.getTime() - 1e6 * GRACE_MS)',
  },
  {
    what: 'the nightly erasure leaves everything',
    file: 'functions/pre-underwriting/erase.ts',
    theme: 'pre-underwriting',
    find: '      await erase(caseId, deps);\n',
    replace: '      if (caseId === today) await erase(caseId, deps);\n',
  },
  {
    what: 'an event that comes twice is counted twice',
    file: 'adapters/memory/metrics.ts',
    theme: 'callback',
    find: '    if (counted.has(id)) return;\n',
    replace: '',
  },
  {
    what: 'the version of a record is not compared',
    file: 'adapters/memory/transactions.ts',
    theme: 'callback',
    find: '    versionOf(current) === expected;',
    replace: '    current !== undefined || expected > 0;',
  },
  {
    what: 'nobody waits for a reply',
    file: 'workflows/evaluation.asl.json',
    theme: 'evaluation',
    find: '"Variable": "$.route", "StringEquals": "await-reply", "Next": "AwaitReply"',
    replace: '"Variable": "$.route", "StringEquals": "await-reply", "Next": "Closed"',
  },
  {
    what: 'a complaint that is routed stops',
    file: 'workflows/complaint.asl.json',
    theme: 'complaint',
    find: '"Next": "ChooseRoute"',
    replace: '"Next": "Closed"',
  },
  {
    what: 'a callback that was not answered in time is taken for closed',
    file: 'workflows/callback.asl.json',
    theme: 'callback',
    find: '"Next": "Route",\n          "Comment": "Silence is a path of the business: the ladder goes on."',
    replace:
      '"Next": "Closed",\n          "Comment": "Silence is a path of the business: the ladder goes on."',
  },
  {
    what: 'refused rows go to whoever may bring files',
    file: 'functions/policy/import-routes.ts',
    theme: 'policy-import',
    find: '        if (importedBy !== staff.id) ',
    replace: "        if (importedBy === '') ",
  },
  {
    what: 'a row that is refused is in no report',
    file: 'functions/policy/steps/importPart.ts',
    theme: 'policy-import',
    find: 'if (Array.isArray(outcome)) result.refused.push(...outcome);',
    replace: 'if (Array.isArray(outcome)) continue;',
  },
  {
    what: 'a desk counts a complaint that nobody took down',
    file: 'functions/reception-day/routes.ts',
    theme: 'offices',
    find: 'together([treated, counted])',
    replace: 'together([counted])',
  },
  {
    what: 'who began a corrective action gives it up',
    file: 'domain/corrective-action/act.ts',
    theme: 'offices',
    find: 'if (action.owner === by.id)',
    replace: "if (action.owner === '')",
  },
];
