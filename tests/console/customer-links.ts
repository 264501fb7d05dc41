import type { PolicyInput } from '../../domain/policy/policy.ts';
import { groundsFor } from '../../domain/reconsideration/grounds.ts';
import { SAMPLE_CARRIERS } from '../../local/sample/policies.ts';
import { Visitor } from '../../local/visitor.ts';
import type { LocalSystem } from '../support/local-system.ts';

/** What a customer is sent: the link's path, and the case behind it. */
export interface SentLink {
  link: string;
  caseId: string;
}

let customers = 0;

/** Nobody's number, another one each time. */
function anyPhone(): string {
  customers += 1;
  return `138${String(customers).padStart(8, '0')}`;
}

/** A policy is sold, and its customer invited. */
export async function invitation(system: LocalSystem, over: Partial<PolicyInput> = {}): Promise<SentLink> {
  const { caseId } = await system.sell(over);
  return { caseId, link: system.link(caseId) };
}

/** Two problems were told by link, the broker has remedied them. */
export async function confirmation(system: LocalSystem): Promise<SentLink> {
  const { caseId, link } = await invitation(system);
  const answers = await system.allYes(caseId, {
    'surrender-loss-known': 'no',
    'cooling-off-known': 'unclear',
  });
  await system.must('POST', link, { body: { answers } });
  await remedy(system, caseId);
  return { caseId, link: system.link(caseId) };
}

export async function remedy(system: LocalSystem, caseId: string): Promise<void> {
  await system.must('POST', `/cases/${caseId}/remedies`, {
    as: 'broker-bj-1',
    body: { version: await system.version(caseId), done: '逐行讲解了退保金额表，并留下一份。' },
  });
}

const WANTED = SAMPLE_CARRIERS.flatMap(({ id, products }) =>
  Object.entries(products).flatMap(([product, { class: kind }]) =>
    kind === 'critical-illness' ? [{ carrier: id, product }] : [],
  ),
);

/** An applicant is asked to consent to five carriers. */
export async function consent(system: LocalSystem): Promise<SentLink> {
  const { body: opened } = await system.must('POST', '/pre-underwriting', {
    as: 'broker-bj-1',
    body: {
      customerRef: `applicant-${customers}`,
      phone: anyPhone(),
      applicant: { age: 38, sex: 'female', occupationClass: 2 },
      disclosure: {
        asked: ['最近五年有无甲状腺异常？'],
        conditions: [{ code: 'thyroid-nodule', since: '2025-03-01' }],
        family: [],
        smoking: 'never',
        tests: [],
      },
      wanted: WANTED,
      sumInsuredFen: 50_000_000,
      purpose: '投保前了解各家公司的核保意见',
      deleteOn: '2027-03-01',
    },
  });
  await system.must('POST', `/pre-underwriting/${opened.id}/consent-request`, {
    as: 'broker-bj-1',
    body: { version: opened.version },
  });
  return { caseId: opened.id, link: system.link(opened.id) };
}

const POINTS = [
  {
    text: '条款第 2.5 条写明，不在约定医院的治疗不在保障之内。您的收据来自约定名单以外的医院。',
    clauses: ['2.5'],
    documents: [],
  },
];

/** An expert of the firm agrees with the carrier and explains why. */
export async function explanation(system: LocalSystem): Promise<SentLink> {
  const visitor = new Visitor(system.system.origin);
  const { body: opened } = await system.must('POST', '/reconsiderations', {
    as: 'broker-bj-1',
    body: {
      customerRef: `claimant-${customers}`,
      contact: { phone: anyPhone() },
      decision: DECISION,
      facts: {
        line: 'other',
        kind: 'claim',
        materialsReceivedOn: '2026-02-01',
        decidedOn: DECISION.decidedOn,
        noticeOn: '2026-02-26',
        eventKnownOn: '2026-01-05',
      },
    },
  });
  const path = `/reconsiderations/${opened.id}`;
  const see = async () => (await system.must('GET', path, { as: 'broker-bj-1' })).body;
  const act = async (as: string, what: string, body: object): Promise<void> => {
    const { version } = (await see()).case;
    await system.must('POST', `${path}/${what}`, { as, body: { version, ...body } });
  };
  const papers: Record<string, string> = {};
  for (const type of (await see()).evidence.missing as string[]) {
    const bytes = Buffer.from(`%PDF-1.4\n% ${opened.id} ${type}\n%%EOF\n`);
    papers[type] = await visitor.upload('broker-bj-1', path, type, bytes);
  }
  await act('broker-bj-1', 'mandate', { document: papers.mandate });
  await act('broker-bj-1', 'snapshot', {
    takenOn: '2026-01-05',
    policy: { number: 'HOSP-1' },
    clauses: [{ code: '2.5', title: '责任免除', text: '不在约定医院的治疗不在保障之内。' }],
    decisionLetter: papers['decision-letter'],
  });
  await agree(system, opened.id, 'expert-1');
  return { caseId: opened.id, link: system.link(opened.id) };
}

const DECISION = {
  of: 'claim',
  carrier: 'harbour-life',
  number: 'CLAIM-2026-0001',
  line: 'other',
  claimKind: 'inpatient',
  result: 'refused',
  reasonCode: 'exclusion',
  clause: '2.5',
  askedFen: 2_000_000,
  givenFen: 0,
  decidedOn: '2026-02-25',
} as const;

/** An expert agrees with the carrier: the first explains, the second ends it with a letter. */
export async function agree(system: LocalSystem, caseId: string, expert: string): Promise<void> {
  const path = `/reconsiderations/${caseId}`;
  const { body } = await system.must('GET', path, { as: expert });
  const grounds = groundsFor(DECISION.of, DECISION.reasonCode);
  await system.must('POST', `${path}/assessment`, {
    as: expert,
    body: {
      version: body.case.version,
      verdict: 'agree',
      checklist: Object.fromEntries(grounds.map(({ code }) => [code, { answer: 'no', note: '见材料' }])),
      explanation: POINTS,
    },
  });
}

/** The customer did not accept, and a second expert agrees with the first. */
export async function outcome(system: LocalSystem): Promise<SentLink> {
  const { caseId, link } = await explanation(system);
  await system.must('POST', link, { body: { accepts: false } });
  await agree(system, caseId, 'expert-2');
  return { caseId, link: system.link(caseId) };
}

/** A complaint was decided, and the decision sent to the complainant's phone. */
export async function decision(system: LocalSystem): Promise<SentLink> {
  const { policyId } = await system.sell();
  const { body: filed } = await system.must('POST', '/complaints', {
    as: 'handler-bj-1',
    body: {
      matter: { policyId },
      channel: 'hotline',
      receivedAt: '2026-03-02T01:30:00.000Z',
      category: 'sales',
      statement: '销售时没有说明等待期。',
    },
  });
  const act = async (what: string, body: object): Promise<void> => {
    const { body: seen } = await system.must('GET', `/complaints/${filed.id}`, { as: 'handler-bj-1' });
    await system.must('POST', `/complaints/${filed.id}/${what}`, {
      as: 'handler-bj-1',
      body: { version: seen.case.version, ...body },
    });
  };
  await act('first-contact', { note: '已致电' });
  await act('classification', { complexity: 'simple', reason: '事实清楚' });
  await act('decision', {
    findings: '录音显示，销售时只发了宣传页，没有说明等待期。',
    basis: '《保险销售行为管理办法》；合同条款第 7.3 条。',
    reasons: '宣传页没有写等待期，您无法由此得知。',
    remedy: '退还首期保费，并由团队长当面致歉。',
    forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
    outcome: 'upheld',
    cause: { first: 'sales', second: 'cover-not-explained' },
    redressFen: 120_000,
  });
  await act('decision/message', {});
  return { caseId: filed.id, link: system.link(filed.id) };
}

/** Asked about a claim by SMS, the customer kept silent for two days and was reminded. */
export async function reminder(system: LocalSystem): Promise<SentLink> {
  const { policyId, input } = await system.sell();
  const { body } = await system.must('POST', '/evaluations', {
    as: 'core',
    body: { moment: 'claim-closed', policyId, claim: `claim-${input.number}` },
  });
  await system.must('POST', '/_local/clock', { body: { advance: 'P2D' } });
  return { caseId: body.id, link: system.link(body.id) };
}
