import { groundsFor } from '../../domain/reconsideration/grounds.ts';
import { SAMPLE_CARRIERS } from '../../local/sample/policies.ts';
import { Visitor } from '../../local/visitor.ts';
import type { LocalSystem } from '../support/local-system.ts';
import { present } from '../support/present.ts';

const BROKER = 'broker-bj-1';
const EXPERT = 'expert-1';

export const GOOD_UNTIL = '2026-06-30';

export const STANDARD = {
  conclusion: { is: 'standard' },
  premiumFen: 712_000,
  validUntil: GOOD_UNTIL,
  wording: '标准体承保',
};

/** One critical illness product of each sample carrier. */
const WANTED = SAMPLE_CARRIERS.flatMap(({ id, products }) =>
  Object.entries(products)
    .filter(([, product]) => product.class === 'critical-illness')
    .map(([product]) => ({ carrier: id, product })),
);

let clients = 0;

/** Five carriers are asked for an opinion, without screens; some have answered. */
export async function carriersAsked(
  system: LocalSystem,
  answers: Record<string, object> = {},
): Promise<{ id: string; link: string; requestTo: (carrier: string) => string }> {
  clients += 1;
  const { body: opened } = await system.must('POST', '/pre-underwriting', {
    as: BROKER,
    body: {
      customerRef: `client-${clients}`,
      phone: `137${String(clients).padStart(8, '0')}`,
      applicant: { age: 38, sex: 'female', occupationClass: 2 },
      disclosure: {
        asked: ['近五年是否有甲状腺异常？'],
        conditions: [{ code: 'thyroid-nodule' }],
        family: [],
        smoking: 'never',
        tests: [],
      },
      wanted: WANTED,
      sumInsuredFen: 50_000_000,
      purpose: '投保前取得核保意见',
      deleteOn: '2027-03-01',
    },
  });
  const path = `/pre-underwriting/${opened.id}`;
  await actOn(system, path, BROKER, 'consent-request');
  const link = system.link(opened.id);
  await system.must('POST', link, { body: { consents: true } });
  await actOn(system, path, BROKER, 'requests');
  const { body: seen } = await system.must('GET', path, { as: BROKER });
  const requests = new Map(
    (seen.requests as { carrier: string; id: string }[]).map(({ carrier, id }) => [carrier, id]),
  );
  const requestTo = (carrier: string) => present(requests.get(carrier));
  for (const [carrier, opinion] of Object.entries(answers)) {
    await system.must('POST', `/carrier-requests/${requestTo(carrier)}/answers`, {
      as: `reviewer-${carrier}`,
      body: { opinion },
    });
  }
  return { id: opened.id, link, requestTo };
}

/** A command on a case, at the version that it has now. */
export async function actOn(
  system: LocalSystem,
  path: string,
  as: string,
  what: string,
  body: object = {},
): Promise<void> {
  const { body: seen } = await system.must('GET', path, { as });
  const version = seen.case?.version ?? seen.version;
  await system.must('POST', `${path}/${what}`, { as, body: { version, ...body } });
}

const DECISION = {
  of: 'claim',
  carrier: 'harbour-life',
  line: 'other',
  claimKind: 'inpatient',
  result: 'refused',
  reasonCode: 'exclusion',
  clause: '2.5',
  askedFen: 2_000_000,
  givenFen: 0,
  decidedOn: '2026-02-25',
} as const;

const ARGUMENT = [
  { text: '免责条款没有提示，也没有说明。', clauses: ['2.5'], ground: 'exclusion-not-explained' },
];

/** A refused claim is contested: the carrier is asked to look at it again. */
export async function contested(system: LocalSystem): Promise<Contested> {
  clients += 1;
  const { body: opened } = await system.must('POST', '/reconsiderations', {
    as: BROKER,
    body: {
      customerRef: `claimant-${clients}`,
      contact: { phone: `136${String(clients).padStart(8, '0')}` },
      decision: { ...DECISION, number: `CLAIM-${clients}` },
      facts: {
        line: 'other',
        kind: 'claim',
        materialsReceivedOn: '2026-02-01',
        decidedOn: DECISION.decidedOn,
      },
    },
  });
  const path = `/reconsiderations/${opened.id}`;
  const visitor = new Visitor(system.system.origin);
  const see = async () => (await system.must('GET', path, { as: EXPERT })).body;
  const papers: Record<string, string> = {};
  for (const type of (await see()).evidence.missing as string[]) {
    const bytes = Buffer.from(`%PDF-1.4\n% ${opened.id} ${type}\n%%EOF\n`);
    papers[type] = await visitor.upload(BROKER, path, type, bytes);
  }
  await actOn(system, path, BROKER, 'mandate', { document: papers.mandate });
  await actOn(system, path, BROKER, 'snapshot', {
    takenOn: '2026-01-05',
    policy: { number: 'HOSP-1' },
    clauses: [{ code: '2.5', title: '责任免除', text: '不在约定医院的治疗不在保障之内。' }],
    decisionLetter: papers['decision-letter'],
  });
  const grounds = groundsFor(DECISION.of, DECISION.reasonCode);
  const answerOf = (code: string) => (code === 'exclusion-not-explained' ? 'yes' : 'no');
  await actOn(system, path, EXPERT, 'assessment', {
    verdict: 'contest',
    checklist: Object.fromEntries(
      grounds.map(({ code }) => [code, { answer: answerOf(code), note: '见材料' }]),
    ),
    argument: ARGUMENT,
  });
  return {
    request: async () => (await see()).levels.at(-1).requestId,
    toHeadOffice: () =>
      actOn(system, path, EXPERT, 'level-2', { reason: '一级复议没有回应说明义务。', argument: ARGUMENT }),
  };
}

export interface Contested {
  /** The request that the carrier has to answer now. */
  request: () => Promise<string>;
  /** After the first level has upheld the decision. */
  toHeadOffice: () => Promise<void>;
}
