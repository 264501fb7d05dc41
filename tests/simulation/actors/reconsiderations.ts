import type { Staff } from '../../../domain/people.ts';
import type { ReconsiderationCase } from '../../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../../domain/reconsideration/evidence.ts';
import { groundsFor } from '../../../domain/reconsideration/grounds.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { CARRIERS, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { seen, somebody } from './callbacks.ts';
import { bring } from './documents.ts';
import { somePolicy } from './policies.ts';

type Stage = ReconsiderationCase['stage'];
const CLAUSE = '7.3';

function someCase(world: World, draw: Draw, ...stages: readonly Stage[]): ReconsiderationCase | undefined {
  return chosen(draw, world.observer.of('reconsideration'), ({ stage }) => stages.includes(stage));
}

function owner(one: ReconsiderationCase, draw: Draw): Staff {
  const broker = ofRole('broker').find(({ id }) => id === one.brokerId);
  return broker !== undefined && draw.chance(0.8)
    ? broker
    : somebody(draw, draw.one(['broker', 'expert']), one.branch);
}

async function command(
  world: World,
  by: Staff,
  one: ReconsiderationCase,
  what: string,
  body: object,
  draw: Draw,
) {
  const now = world.observer.cases.get(one.id)?.version ?? one.version;
  await world.ask(by, 'POST', `/reconsiderations/${one.id}/${what}`, {
    version: seen(draw, { version: now }),
    ...body,
  });
}

async function open(world: World, draw: Draw): Promise<void> {
  const policy = draw.chance(0.6) ? somePolicy(world, draw) : undefined;
  const sellers = ofRole('broker').filter(({ id }) => policy === undefined || id === policy.brokerId);
  const by = draw.chance(0.9) ? (draw.maybe(sellers) ?? draw.one(ofRole('broker'))) : draw.one(EVERYBODY);
  const carrier = policy?.carrier ?? draw.one(CARRIERS);
  const asked = draw.int(1_000_000, 8_000_000);
  const today = dateOf(world.now);
  const decision = draw.chance(0.7)
    ? {
        of: 'claim',
        carrier,
        number: `CLM-${world.markers.size}-${draw.int(1, 9)}`,
        line: 'other',
        claimKind: 'inpatient',
        result: 'paid in part',
        reasonCode: 'pre-existing',
        clause: 'clause-7.3',
        askedFen: asked,
        givenFen: Math.floor(asked / 8),
        decider: draw.one(ofRole('carrier-reviewer', undefined, carrier)).id,
        decidedOn: addDays(today, -draw.int(0, 20)),
      }
    : {
        of: 'underwriting',
        carrier,
        number: `APP-${world.markers.size}-${draw.int(1, 9)}`,
        line: 'other',
        result: 'declined',
        reasonCode: 'declined',
        decidedOn: addDays(today, -draw.int(0, 20)),
      };
  const marker = world.markers.plant({
    ...(by.branch === undefined ? {} : { branch: by.branch }),
    people: [by.id],
    health: true,
  });
  const whose =
    policy === undefined
      ? {
          customerRef: `claimant-${world.markers.size}`,
          contact: { phone: `135${String(world.markers.size).padStart(8, '0')}` },
        }
      : { policyId: policy.id };
  const { status, body } = await world.ask(by, 'POST', '/reconsiderations', {
    ...whose,
    decision,
    ...(draw.chance(0.5) ? { statement: `it began later ${marker}` } : {}),
  });
  if (status === 201) {
    const concerned = policy === undefined ? [] : policy.commission.map(({ payee }) => payee);
    world.markers.widen(marker, { cases: [body.id], people: concerned });
  }
}

async function gather(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'gathering');
  if (one === undefined) return;
  const by = owner(one, draw);
  const path = `/reconsiderations/${one.id}`;
  for (const type of missingEvidence(one)) if (draw.chance(0.8)) await bring(world, draw, by, path, type);
  const now = world.observer.of('reconsideration').find(({ id }) => id === one.id) ?? one;
  const of = (type: string) => now.documents.find((document) => document.type === type)?.id ?? 'd1';
  if (draw.chance(0.8)) await command(world, by, one, 'mandate', { document: of('mandate') }, draw);
  if (draw.chance(0.8)) {
    await command(
      world,
      by,
      one,
      'snapshot',
      {
        takenOn: addDays(one.decision.decidedOn, -30),
        policy: { number: 'POL-1', premiumFen: 100 },
        clauses: [{ code: CLAUSE, title: 'Illness that was there before', text: 'wording of the clause' }],
        decisionLetter: of('decision-letter'),
      },
      draw,
    );
  }
  if (draw.chance(0.1)) {
    const waived = { type: draw.one(['receipts', 'pathology', 'diagnosis']), reason: 'is with the court' };
    await command(world, somebody(draw, 'expert', one.branch), one, 'waivers', waived, draw);
  }
}

function checklist(one: ReconsiderationCase, yes: string | undefined) {
  const grounds = groundsFor(one.decision.of, one.decision.reasonCode);
  return Object.fromEntries(grounds.map(({ code }) => [code, { answer: code === yes ? 'yes' : 'no' }]));
}

async function assess(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'assessing', 'second-opinion');
  if (one === undefined) return;
  const by = somebody(draw, 'expert', one.branch);
  const marker = world.markers.plant({
    branch: one.branch,
    people: one.concerned,
    cases: [one.id],
    carriers: [one.carrier],
  });
  const text = `it can be read otherwise ${marker}`;
  const ground = one.decision.of === 'claim' ? 'ambiguous-wording' : 'new-evidence';
  const judgement = draw.chance(0.4)
    ? { verdict: 'agree', checklist: checklist(one, undefined), explanation: [{ text, clauses: [CLAUSE] }] }
    : {
        verdict: 'contest',
        checklist: checklist(one, ground),
        argument: [{ text, clauses: [CLAUSE], ground }],
      };
  await command(world, by, one, 'assessment', judgement, draw);
}

async function goOn(world: World, draw: Draw): Promise<void> {
  const one = draw.maybe(
    world.observer
      .of('reconsideration')
      .filter(({ stage }) => stage !== 'gathering' && stage !== 'assessing'),
  );
  if (one === undefined) return;
  const expert = somebody(draw, 'expert', one.branch);
  const by = owner(one, draw);
  const explanation = [{ text: 'the carrier stays with it', clauses: [CLAUSE] }];
  const isDeciding = one.stage === 'deciding';
  const [who, what, body] = draw.one<readonly [Staff, string, object]>([
    ...(isDeciding ? [[expert, 'settle', { explanation }] as const] : []),
    [expert, 'level-2', { reason: 'the first reviewer left the report out' }],
    [expert, 'settle', { explanation }],
    [expert, 'settle', { explanation }],
    [by, 'evidence', { note: 'this is all there is' }],
    [
      by,
      'payment',
      { amountFen: one.decision.of === 'claim' ? one.decision.askedFen : 0, paidOn: dateOf(world.now) },
    ],
    [expert, 'reopening', { reason: 'the hospital has corrected its report' }],
  ]);
  await command(world, who, one, what, body, draw);
}

async function withdraw(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'gathering', 'assessing');
  if (one === undefined || draw.chance(0.5)) return;
  const by = owner(one, draw);
  const document = await bring(world, draw, by, `/reconsiderations/${one.id}`, 'other');
  if (document !== undefined) await command(world, by, one, 'withdrawal', { document }, draw);
}

async function look(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'assessing', 'gathering');
  if (one === undefined) return;
  const by = draw.chance(0.5) ? owner(one, draw) : draw.one(EVERYBODY);
  await world.ask(
    by,
    'GET',
    draw.chance(0.8)
      ? `/reconsiderations/${one.id}`
      : `/reconsiderations?stage=${one.stage}&branch=${one.branch}`,
  );
}

export const RECONSIDERATION_ACTIONS: readonly Action[] = [
  { name: 'takes up a decision', weight: 4, act: open },
  { name: 'gathers evidence', weight: 6, act: gather },
  { name: 'an expert judges', weight: 5, act: assess },
  { name: 'a reconsideration goes on', weight: 6, act: goOn },
  { name: 'takes a matter back', weight: 1, act: withdraw },
  { name: 'looks at a reconsideration', weight: 3, act: look },
];
