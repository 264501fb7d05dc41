import type { ComplaintCase } from '../../../domain/complaint/case.ts';
import { FirstCause, SECOND_CAUSES } from '../../../domain/complaint/causes.ts';
import { NEXT_FORUMS } from '../../../domain/complaint/decide.ts';
import type { Staff } from '../../../domain/people.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { BRANCHES, CARRIERS, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { seen, somebody } from './callbacks.ts';
import { somePolicy } from './policies.ts';

type Stage = ComplaintCase['stage'];

function someComplaint(world: World, draw: Draw, ...stages: readonly Stage[]): ComplaintCase | undefined {
  return chosen(draw, world.observer.of('complaint'), ({ stage }) => stages.includes(stage));
}

async function command(world: World, by: Staff, one: ComplaintCase, what: string, body: object, draw: Draw) {
  await world.ask(by, 'POST', `/complaints/${one.id}/${what}`, { version: seen(draw, one), ...body });
}

async function file(world: World, draw: Draw): Promise<void> {
  const branch = draw.one(BRANCHES);
  const policy = draw.chance(0.6) ? somePolicy(world, draw) : undefined;
  const marker = world.markers.plant({ branch: policy?.branch ?? branch });
  const by = somebody(draw, 'complaint-handler', policy?.branch ?? branch);
  const matter =
    policy === undefined
      ? {
          customerRef: `complainant-${draw.int(1, 40)}`,
          phone: '13700000001',
          line: 'life',
          branch,
          carrier: draw.one(CARRIERS),
        }
      : { policyId: policy.id };
  const body = {
    channel: draw.one(['counter', 'hotline', 'letter', 'web', 'head-office', 'regulator', 'media']),
    receivedAt: world.now.toISOString(),
    category: draw.one(FirstCause.options),
    statement: `it was not as they said ${marker}`,
    ...(draw.chance(0.1) ? { group: { size: draw.int(2, 60), representatives: draw.int(0, 6) } } : {}),
    ...(draw.chance(0.1) ? { involved: [draw.one(EVERYBODY).id] } : {}),
    matter,
  };
  const filing = [world.ask(by, 'POST', '/complaints', body)];
  if (draw.chance(0.15))
    filing.push(world.ask(somebody(draw, 'complaint-handler', branch), 'POST', '/complaints', body));
  await Promise.all(filing);
}

function notice(world: World) {
  return { way: 'post', at: world.now.toISOString(), proof: 'receipt-1' };
}

async function handle(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'awaiting-contact', 'handling');
  if (one === undefined) return;
  const by = somebody(draw, 'complaint-handler', one.branch);
  if (one.stage === 'awaiting-contact' && draw.chance(0.8)) {
    await command(world, by, one, 'first-contact', { note: 'called' }, draw);
    return;
  }
  const complexity = draw.one(['simple', 'complex']);
  const promisedOn = addDays(dateOf(world.now), draw.int(1, 25));
  const [what, body] = draw.one<readonly [string, object]>([
    ['classification', { complexity, reason: 'seen', ...(complexity === 'complex' ? { promisedOn } : {}) }],
    ['pause', { kind: draw.one(['appraisal', 'mediation', 'documents', 'carrier']), told: notice(world) }],
    ['resumption', {}],
    ['transfer', { to: draw.one(ofRole('broker')).id, reason: 'cannot be settled here' }],
    ['settlement', { remedy: 'explained', cause: cause(draw), proof: 'recording-1' }],
    ['refusal', { reason: 'not entitled', notice: notice(world) }],
  ]);
  await command(world, by, one, what, body, draw);
}

function cause(draw: Draw) {
  const first = draw.one(FirstCause.options);
  return { first, second: draw.one([...SECOND_CAUSES[first], 'nothing']) };
}

async function decide(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'handling');
  if (one === undefined) return;
  const marker = world.markers.plant({ branch: one.branch, cases: [one.id] });
  const body = {
    findings: `by a leaflet alone ${marker}`,
    basis: 'clause 7.3',
    reasons: 'the leaflet leaves it out',
    remedy: 'paid back',
    forums: draw.chance(0.95) ? [...NEXT_FORUMS] : ['review'],
    outcome: draw.one(['upheld', 'upheld-in-part', 'not-upheld']),
    cause: cause(draw),
    redressFen: draw.int(0, 100_000),
  };
  await command(world, somebody(draw, 'complaint-handler', one.branch), one, 'decision', body, draw);
}

async function approve(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'awaiting-notice');
  if (one === undefined) return;
  const by = somebody(draw, draw.one(['branch-manager', 'compliance', 'complaint-handler']), one.branch);
  await command(world, by, one, 'decision/verdict', { approve: draw.chance(0.7), reason: 'read' }, draw);
}

async function tell(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'awaiting-notice');
  if (one === undefined) return;
  const by = somebody(draw, 'complaint-handler', one.branch);
  if (draw.chance(0.5)) await command(world, by, one, 'decision/message', {}, draw);
  else await command(world, by, one, 'decision/notice', notice(world), draw);
}

async function after(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(
    world,
    draw,
    'awaiting-acceptance',
    'decided',
    'under-review',
    'settled',
    'withdrawn',
  );
  if (one === undefined) return;
  const at = world.now.toISOString();
  const [role, what, body] = draw.one<readonly [Staff['role'], string, object]>([
    ['complaint-handler', 'acceptance', { accepts: draw.chance(0.6), proof: 'recording-2' }],
    ['complaint-handler', 'withdrawal', { proof: 'letter-1' }],
    ['complaint-handler', 'review', { document: 'letter-2', receivedAt: at }],
    [
      'head-office-manager',
      'review/decision',
      { result: 'confirmed', reasons: 'looked at it', notice: notice(world) },
    ],
    ['complaint-handler', 'satisfaction', { satisfied: draw.chance(0.5), recording: 'recording-3' }],
    ['branch-manager', 'reopening', { reason: 'a recording was found', receivedAt: at }],
  ]);
  await command(world, somebody(draw, role, one.branch), one, what, body, draw);
}

async function manage(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'awaiting-contact', 'handling', 'awaiting-notice', 'decided');
  const other = someComplaint(world, draw, 'handling', 'awaiting-contact');
  if (one === undefined || other === undefined) return;
  const handler = draw.one(ofRole('complaint-handler', draw.chance(0.8) ? one.branch : undefined)).id;
  const [role, what, body] = draw.one<readonly [Staff['role'], string, object]>([
    ['branch-manager', 'handler', { handler }],
    [
      'branch-manager',
      'recusal',
      { person: draw.chance(0.7) ? handler : draw.one(EVERYBODY).id, reason: 'a relative' },
    ],
    ['branch-manager', 'merge', { into: other.id, newFacts: draw.chance(0.3) }],
    ['head-office-manager', 'extension', { reason: 'especially complex', notice: notice(world) }],
    [
      'branch-manager',
      'responsible',
      { people: [{ role: 'direct-person', person: draw.one(ofRole('broker')).id }] },
    ],
  ]);
  await command(world, somebody(draw, role, one.branch), one, what, body, draw);
}

async function look(world: World, draw: Draw): Promise<void> {
  const one = someComplaint(world, draw, 'handling', 'decided');
  if (one === undefined) return;
  const involved = EVERYBODY.filter(({ id }) => one.involved.includes(id));
  const by = (draw.chance(0.4) ? draw.maybe(involved) : undefined) ?? draw.one(EVERYBODY);
  await world.ask(
    by,
    'GET',
    draw.chance(0.7) ? `/complaints/${one.id}` : `/cases?owner=${encodeURIComponent(one.owner)}`,
  );
}

export const COMPLAINT_ACTIONS: readonly Action[] = [
  { name: 'complains', weight: 5, act: file },
  { name: 'handles a complaint', weight: 9, act: handle },
  { name: 'decides a complaint', weight: 6, act: decide },
  { name: 'approves a decision', weight: 3, act: approve },
  { name: 'tells the decision', weight: 5, act: tell },
  { name: 'goes on after the decision', weight: 5, act: after },
  { name: 'manages complaints', weight: 5, act: manage },
  { name: 'looks at a complaint', weight: 4, act: look },
];
