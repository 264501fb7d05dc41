import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  type Action,
  authorize,
  type Subject,
  seesHealthData,
  type Verdict,
  verdict,
} from '../../domain/access.ts';
import { NotAllowed, NotFound } from '../../domain/errors.ts';
import { Role, type Staff } from '../../domain/people.ts';

const BRANCH = 'bj';
const CARRIER = 'carrier-a';

/** Where a matter lies, seen from the person who asks. */
type Place = 'own' | 'own branch' | 'other branch' | 'involved' | 'own carrier' | 'other carrier' | 'none';

const PERSON = 'person-jia';

function person(role: Role): Staff {
  return { kind: 'staff', id: PERSON, role, branch: BRANCH, carrier: CARRIER };
}

const SUBJECTS: Readonly<Record<Exclude<Place, 'none'>, Subject>> = {
  own: { branch: BRANCH, carrier: CARRIER, concerned: [PERSON, 'leader-yi'] },
  'own branch': { branch: BRANCH, carrier: CARRIER, concerned: ['broker-bing'] },
  'other branch': { branch: 'sh', carrier: 'carrier-b', concerned: ['broker-bing'] },
  // Complained of: the person who asks is involved.
  involved: { branch: BRANCH, carrier: CARRIER, recused: [PERSON], concerned: [PERSON] },
  // What one carrier was asked is the carrier's, and no branch's.
  'own carrier': { carrier: CARRIER },
  'other carrier': { carrier: 'carrier-b' },
};
const PLACES = [
  'own',
  'own branch',
  'other branch',
  'involved',
  'own carrier',
  'other carrier',
  'none',
] as const;

const ask = (role: Role, action: Action, place: Place): Verdict =>
  verdict(person(role), action, place === 'none' ? undefined : SUBJECTS[place]);

interface Rule {
  says: string;
  roles: readonly Role[];
  actions: readonly Action[];
  places: readonly Place[];
  is: Verdict;
}

const EVERY_ROLE = Role.options;
const but = <T>(all: readonly T[], ...none: readonly T[]): readonly T[] =>
  all.filter((one) => !none.includes(one));

const CUSTOMERS_WORD: readonly Action[] = [
  'case:record-attempt',
  'case:record-answers',
  'case:enter-confirmation',
  'case:approve-confirmation',
];
const OF_A_CARRIER: readonly Action[] = ['carrier-request:read', 'carrier-request:answer'];
/** Anybody of the firm can be named as a person concerned in a month's accountability. */
const CONCERNED: readonly Action[] = ['accountability:read-own', 'accountability:object'];
/** The rules in force are no secret to the people of the firm. */
const OF_THE_FIRM: readonly Action[] = [...CONCERNED, 'settings:read', 'catalogue:read'];
const BROKERS_WORK: readonly Action[] = [
  ...OF_THE_FIRM,
  'case:list',
  'case:record-remedy',
  'case:read',
  'policy:read',
  'commission:read',
  'statement:read',
  'pre-underwriting:open',
  'pre-underwriting:read',
  'pre-underwriting:prepare',
  'pre-underwriting:choose',
  'pre-underwriting:withdraw',
  'pre-underwriting:link-policy',
  'reconsideration:open',
  'reconsideration:read',
  'reconsideration:supply',
  'reconsideration:record-payment',
  'reconsideration:withdraw',
  'figures:carrier-times',
];
const OF_THE_BRANCH: readonly Role[] = ['callback-agent', 'complaint-handler', 'branch-manager'];
const OF_THE_HOUSE: readonly Role[] = ['expert', 'head-office-manager', 'compliance', 'core-system'];

/** The rules in words. Each is asked of every role, action and place that it names. */
const RULES: readonly Rule[] = [
  {
    says: "a broker never learns of another's matter",
    roles: ['broker'],
    actions: ACTIONS,
    places: ['own branch', 'other branch'],
    is: 'hidden',
  },
  {
    says: 'a branch never learns of the matters of another branch',
    roles: OF_THE_BRANCH,
    actions: ACTIONS,
    places: ['other branch'],
    is: 'hidden',
  },
  {
    says: 'a reviewer of a carrier never learns of a sale or a commission, or of what another carrier was asked',
    roles: ['carrier-reviewer'],
    actions: ACTIONS,
    places: ['own', 'own branch', 'other branch', 'other carrier'],
    is: 'hidden',
  },
  {
    says: 'whoever is involved in what is complained of learns of nothing, whatever the role',
    roles: EVERY_ROLE,
    actions: ACTIONS,
    places: ['involved'],
    is: 'hidden',
  },
  {
    says: 'a reviewer answers what the own carrier was asked, and does nothing else',
    roles: ['carrier-reviewer'],
    actions: OF_A_CARRIER,
    places: ['own carrier'],
    is: 'allowed',
  },
  {
    says: 'nobody of the firm answers for a carrier',
    roles: OF_THE_HOUSE,
    actions: OF_A_CARRIER,
    places: ['own carrier', 'other carrier'],
    is: 'wrong-role',
  },
  {
    says: 'experts alone judge a disputed decision, and never one of their own sale',
    roles: but(EVERY_ROLE, 'expert', 'broker', 'carrier-reviewer'),
    actions: ['reconsideration:assess'],
    places: ['own', 'own branch'],
    is: 'wrong-role',
  },
  {
    says: 'an expert judges no decision about a policy of his own',
    roles: ['expert'],
    actions: ['reconsideration:assess'],
    places: ['own'],
    is: 'concerned',
  },
  {
    says: "callback agents take down a customer's word in their branch",
    roles: ['callback-agent'],
    actions: CUSTOMERS_WORD,
    places: ['own branch'],
    is: 'allowed',
  },
  {
    says: "the concerned never take down a customer's word, whatever their role",
    roles: ['callback-agent'],
    actions: CUSTOMERS_WORD,
    places: ['own'],
    is: 'concerned',
  },
  {
    says: 'the concerned never approve, correct or release what their own commission hangs on',
    roles: ['branch-manager', 'compliance'],
    actions: ['case:approve-confirmation', 'case:propose-closing', 'policy:correct-contact'],
    places: ['own'],
    is: 'concerned',
  },
  {
    says: 'compliance alone decides whether a case ends without the customer, and not in its own matter',
    roles: ['compliance'],
    actions: ['case:decide-closing'],
    places: ['own'],
    is: 'concerned',
  },
  {
    says: 'whoever is not of compliance ends no case without the customer',
    roles: but(EVERY_ROLE, 'compliance', 'broker', 'carrier-reviewer'),
    actions: ['case:decide-closing'],
    places: ['own', 'own branch'],
    is: 'wrong-role',
  },
  {
    says: 'compliance releases no hold on its own commission',
    roles: ['compliance'],
    actions: ['hold:release'],
    places: ['own'],
    is: 'concerned',
  },
  {
    says: "nobody but callback agents takes down a customer's word",
    roles: but(EVERY_ROLE, 'callback-agent', 'broker', 'carrier-reviewer'),
    actions: but(CUSTOMERS_WORD, 'case:approve-confirmation'),
    places: ['own', 'own branch'],
    is: 'wrong-role',
  },
  {
    says: 'managers and compliance approve a confirmation as a second person',
    roles: ['branch-manager', 'compliance'],
    actions: ['case:approve-confirmation'],
    places: ['own branch'],
    is: 'allowed',
  },
  {
    says: 'a broker remedies, asks carriers, disputes and sees in what he sold or is paid for',
    roles: ['broker'],
    actions: BROKERS_WORK,
    places: ['own'],
    is: 'allowed',
  },
  {
    says: 'a broker does nothing else, not even to a matter of his own',
    roles: ['broker'],
    actions: but(ACTIONS, ...BROKERS_WORK),
    places: ['own'],
    is: 'wrong-role',
  },
  {
    says: 'only compliance places and releases holds by hand',
    roles: but(EVERY_ROLE, 'compliance', 'carrier-reviewer'),
    actions: ['hold:place', 'hold:release'],
    places: ['own', 'none'],
    is: 'wrong-role',
  },
  {
    says: 'compliance places and releases holds in any branch',
    roles: ['compliance'],
    actions: ['hold:place', 'hold:release'],
    places: ['own branch', 'other branch'],
    is: 'allowed',
  },
  {
    says: 'only the head office runs a payout',
    roles: but(EVERY_ROLE, 'head-office-manager'),
    actions: ['payout:run'],
    places: ['none'],
    is: 'wrong-role',
  },
  {
    says: 'the head office runs a payout',
    roles: ['head-office-manager'],
    actions: ['payout:run', 'payout:read'],
    places: ['none'],
    is: 'allowed',
  },
  {
    says: 'the core system and the head office bring policies in, nobody else',
    roles: but(EVERY_ROLE, 'core-system', 'head-office-manager'),
    actions: ['policy:record', 'policy:import', 'catalogue:write'],
    places: ['none'],
    is: 'wrong-role',
  },
  {
    says: 'whoever sees the whole house reads the matters of every branch',
    roles: ['head-office-manager', 'compliance'],
    actions: ['case:read', 'policy:read', 'commission:read'],
    places: ['own branch', 'other branch', 'own'],
    is: 'allowed',
  },
  {
    says: 'experts, complaint handlers and reviewers see no commission',
    roles: ['expert', 'complaint-handler', 'carrier-reviewer', 'callback-agent', 'core-system'],
    actions: ['commission:read', 'payout:read', 'statement:read'],
    places: ['none'],
    is: 'wrong-role',
  },
];

/** What each role is for, told from the role. The table of the domain is told from the action. */
const MAY: Readonly<Record<Role, readonly Action[]>> = {
  broker: BROKERS_WORK,
  'callback-agent': [
    ...OF_THE_FIRM,
    'complaint:open',
    'policy:read',
    'policy:reveal',
    'case:list',
    'case:read',
    'case:record-carrier-callback',
    ...CUSTOMERS_WORD,
  ],
  expert: [
    ...OF_THE_FIRM,
    'evidence:health-packet',
    'case:list',
    'pre-underwriting:read',
    'reconsideration:open',
    'reconsideration:read',
    'reconsideration:supply',
    'reconsideration:assess',
    'reconsideration:record-payment',
    'reconsideration:withdraw',
    'reconsideration:reopen',
    'vocabulary:read',
    'vocabulary:propose',
    'figures:carrier-times',
  ],
  'carrier-reviewer': OF_A_CARRIER,
  'complaint-handler': [
    ...OF_THE_FIRM,
    'accountability:read',
    'accountability:find',
    'case:list',
    'case:read',
    'complaint:open',
    'complaint:read',
    'complaint:handle',
    'evaluation:read',
    'evaluation:read-by-hand',
    'reception-day:run',
  ],
  'branch-manager': [
    ...OF_THE_FIRM,
    'complaint:open',
    'complaint:read',
    'complaint:handle',
    'complaint:assign',
    'complaint:approve',
    'evaluation:read',
    'reception-day:run',
    'corrective-action:run',
    'accountability:read',
    'accountability:find',
    'policy:read',
    'policy:record-receipt',
    'policy:cancel',
    'policy:correct-contact',
    'policy:reveal',
    'case:list',
    'case:read',
    'case:record-remedy',
    'case:approve-confirmation',
    'case:propose-closing',
    'commission:read',
    'metrics:read',
    'pre-underwriting:open',
    'pre-underwriting:read',
    'pre-underwriting:prepare',
    'pre-underwriting:choose',
    'pre-underwriting:withdraw',
    'pre-underwriting:link-policy',
    'reconsideration:open',
    'reconsideration:read',
    'reconsideration:supply',
    'reconsideration:record-payment',
    'reconsideration:withdraw',
    'reconsideration:reopen',
    'figures:carrier-times',
  ],
  'head-office-manager': [
    ...OF_THE_FIRM,
    'person:list',
    'sight:list',
    'evidence:packet',
    'evidence:health-packet',
    'complaint:open',
    'complaint:read',
    'complaint:assign',
    'complaint:approve',
    'complaint:extend',
    'complaint:review',
    'complaint:exchange',
    'evaluation:open',
    'evaluation:read',
    'reception-day:run',
    'corrective-action:run',
    'accountability:read',
    'accountability:run',
    'accountability:decide',
    'accountability:state',
    'policy:record',
    'policy:import',
    'policy:read',
    'policy:record-receipt',
    'policy:cancel',
    'catalogue:write',
    'scope:replay',
    'coverage:read',
    'case:list',
    'case:read',
    'commission:read',
    'payout:read',
    'payout:run',
    'statement:read',
    'metrics:read',
    'pre-underwriting:read',
    'pre-underwriting:link-policy',
    'reconsideration:read',
    'reconsideration:reopen',
    'vocabulary:read',
    'vocabulary:propose',
    'vocabulary:decide',
    'figures:carrier-times',
    'figures:scorecard',
  ],
  compliance: [
    ...OF_THE_FIRM,
    'person:list',
    'sight:list',
    'evidence:packet',
    'evidence:health-packet',
    'complaint:open',
    'complaint:read',
    'complaint:assign',
    'complaint:approve',
    'complaint:review',
    'complaint:exchange',
    'evaluation:read',
    'corrective-action:run',
    'accountability:read',
    'accountability:decide',
    'accountability:state',
    'policy:read',
    'policy:correct-contact',
    'policy:reveal',
    'staff-phone:write',
    'scope:replay',
    'coverage:read',
    'case:list',
    'case:read',
    'case:approve-confirmation',
    'case:propose-closing',
    'case:decide-closing',
    'commission:read',
    'hold:place',
    'hold:release',
    'payout:read',
    'statement:read',
    'metrics:read',
    'pre-underwriting:read',
    'pre-underwriting:withdraw',
    'reconsideration:read',
    'reconsideration:withdraw',
    'vocabulary:read',
    'vocabulary:propose',
    'vocabulary:decide',
    'figures:carrier-times',
    'figures:scorecard',
  ],
  'core-system': [
    'policy:record',
    'policy:import',
    'policy:read',
    'policy:record-receipt',
    'policy:cancel',
    'policy:correct-contact',
    'catalogue:write',
    'staff-phone:write',
    'case:record-carrier-callback',
    'pre-underwriting:link-policy',
    'evaluation:open',
  ],
};

const SEES: Readonly<Record<Role, readonly Place[]>> = {
  broker: ['own', 'none'],
  'carrier-reviewer': ['own carrier', 'none'],
  'callback-agent': ['own', 'own branch', 'none'],
  'complaint-handler': ['own', 'own branch', 'none'],
  'branch-manager': ['own', 'own branch', 'none'],
  expert: but(PLACES, 'involved'),
  'head-office-manager': but(PLACES, 'involved'),
  compliance: but(PLACES, 'involved'),
  'core-system': but(PLACES, 'involved'),
};

const NEVER_IN_ONES_OWN_MATTER: readonly Action[] = [
  'evaluation:read-by-hand',
  ...CUSTOMERS_WORD,
  'reconsideration:assess',
  'case:propose-closing',
  'case:decide-closing',
  'policy:correct-contact',
  'policy:record-receipt',
  'hold:release',
];

function expected(role: Role, action: Action, place: Place): Verdict {
  if (!SEES[role].includes(place)) return 'hidden';
  if (!MAY[role].includes(action)) return 'wrong-role';
  return place === 'own' && NEVER_IN_ONES_OWN_MATTER.includes(action) ? 'concerned' : 'allowed';
}

describe('who may do what to which matter', () => {
  it.each(EVERY_ROLE)('is told whole for %s: every action, every place', (role) => {
    for (const place of PLACES) {
      const answers = Object.fromEntries(ACTIONS.map((action) => [action, ask(role, action, place)]));

      expect(answers).toEqual(
        Object.fromEntries(ACTIONS.map((action) => [action, expected(role, action, place)])),
      );
    }
  });

  it.each(RULES)('$says', ({ roles, actions, places, is }) => {
    const asked = roles.flatMap((role) =>
      actions.flatMap((action) => places.map((place) => [role, action, place] as const)),
    );

    expect(asked.filter(([role, action, place]) => ask(role, action, place) !== is)).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('lets nobody do a thing of which he may not even know', () => {
    for (const role of EVERY_ROLE) {
      for (const action of ACTIONS) {
        const answers = PLACES.map((place) => ask(role, action, place));
        // Without a matter there is nothing to hide; what is refused then is refused everywhere.
        expect(answers.at(-1)).not.toBe('hidden');
        if (answers.at(-1) === 'wrong-role') expect(answers).not.toContain('allowed');
      }
    }
  });

  it('lets someone do each thing, and nobody do all', () => {
    for (const action of ACTIONS) {
      expect(EVERY_ROLE.some((role) => ask(role, action, 'none') === 'allowed')).toBe(true);
    }
    for (const role of EVERY_ROLE) {
      expect(ACTIONS.every((action) => ask(role, action, 'none') === 'allowed')).toBe(false);
    }
  });

  it('shows people of the house any branch, and people of a branch none without one', () => {
    for (const role of OF_THE_HOUSE) {
      for (const action of ACTIONS) expect(ask(role, action, 'other branch')).not.toBe('hidden');
    }
    for (const role of OF_THE_BRANCH) {
      const nowhere: Staff = { kind: 'staff', id: PERSON, role };
      expect(verdict(nowhere, 'case:read', { concerned: [] })).toBe('hidden');
    }
  });

  it('shows a reviewer of no carrier nothing, not even what no carrier was asked', () => {
    const ofNone: Staff = { kind: 'staff', id: PERSON, role: 'carrier-reviewer' };
    expect(verdict(ofNone, 'carrier-request:read', SUBJECTS['own carrier'])).toBe('hidden');
    expect(verdict(ofNone, 'carrier-request:read', {})).toBe('hidden');
  });

  it('says what somebody disclosed of his health to those who work on it alone', () => {
    expect(EVERY_ROLE.filter((role) => seesHealthData(person(role)))).toEqual(['broker', 'expert']);
  });

  it('says in the error whether there is anything', () => {
    const own = SUBJECTS.own;

    expect(() => authorize(person('broker'), 'case:read', own)).not.toThrow();
    expect(() => authorize(person('broker'), 'case:read', SUBJECTS['own branch'])).toThrow(NotFound);
    expect(() => authorize(person('broker'), 'payout:run')).toThrow(NotAllowed);
    expect(() => authorize(person('callback-agent'), 'case:record-answers', own)).toThrow(NotAllowed);
  });
});
