import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import type { House } from './house.ts';
import type { HouseVisitor } from './house-visitor.ts';

/** A decision of a complaint, sent as a link. */
export async function complaintTold(visitor: HouseVisitor, house: House): Promise<void> {
  const { id } = await visitor.post<{ id: string }>('handler-sh-1', '/complaints', {
    channel: 'hotline',
    receivedAt: await visitor.now(),
    category: 'sales',
    statement: 'The waiting period was not told.',
    matter: { customerRef: 'told-sh', phone: '13988887782', line: 'life', branch: 'sh' },
  });
  const act = async (what: string, body: object): Promise<void> => {
    const { version } = await house.store.cases.load('complaint', id);
    await visitor.post('handler-sh-1', `/complaints/${id}/${what}`, { version, ...body });
    await visitor.quiet();
  };
  await act('first-contact', { note: 'heard' });
  await act('decision', {
    findings: 'The leaflet leaves the waiting period out.',
    basis: 'clause 7.3',
    reasons: 'It should have been said.',
    remedy: 'The premium is paid back.',
    forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
    outcome: 'upheld',
    cause: { first: 'sales', second: 'cover-not-explained' },
    redressFen: 120_000,
  });
  await act('decision/message', {});
}

/** An expert agrees with the carrier and explains it, in a letter behind a link. */
export async function letterSent(id: string, visitor: HouseVisitor, house: House): Promise<void> {
  const path = `/reconsiderations/${id}`;
  const record = () => house.store.cases.load('reconsideration', id);
  const act = async (user: string, what: string, body: object): Promise<void> => {
    await visitor.post(user, `${path}/${what}`, { version: (await record()).version, ...body });
    await visitor.quiet();
  };
  const brought: Record<string, string> = {};
  for (const type of missingEvidence(await record()))
    brought[type] = await visitor.upload(
      'broker-sh-1',
      path,
      type,
      Buffer.from(`%PDF-1.4\n% ${type}\n%%EOF\n`),
    );
  await act('broker-sh-1', 'mandate', { document: brought.mandate });
  await act('broker-sh-1', 'snapshot', {
    takenOn: '2026-01-15',
    policy: { number: 'HOSP-2' },
    clauses: [{ code: '2.5', title: 'Exclusions', text: 'wording of the clause' }],
    decisionLetter: brought['decision-letter'],
  });
  const { grounds } = await visitor.get<{ grounds: { code: string }[] }>('expert-1', path);
  await act('expert-1', 'assessment', {
    verdict: 'agree',
    checklist: Object.fromEntries(grounds.map(({ code }) => [code, { answer: 'no' }])),
    explanation: [{ text: 'the illness was named in the report', clauses: ['2.5'] }],
  });
}
