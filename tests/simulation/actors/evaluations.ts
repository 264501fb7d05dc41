import { signedPush } from '../../../adapters/sms/local-push.ts';
import { PUSH_TOKEN } from '../../support/firm-parts.ts';
import type { SentText } from '../gateway.ts';
import { CORE, EVERYBODY } from '../people.ts';
import type { Draw } from '../random.ts';
import { CASES_OF_SMS } from '../sms.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { seen, somebody } from './callbacks.ts';
import { somePolicy } from './policies.ts';

async function open(world: World, draw: Draw): Promise<void> {
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  const moment = draw.one(['policy-issued', 'policy-issued', 'claim-reported', 'claim-closed']);
  const claim = moment === 'policy-issued' ? {} : { claim: `claim-${draw.int(1, 5)}` };
  const body = { moment, policyId: policy.id, ...claim };
  await world.ask(draw.chance(0.9) ? CORE : draw.one(EVERYBODY), 'POST', '/evaluations', body);
}

function someText(world: World, draw: Draw): SentText | undefined {
  const asked = world.gateway.texts.filter(({ template }) => template.startsWith('evaluation-'));
  return draw.maybe(draw.chance(0.8) ? asked.slice(-8) : asked);
}

/** Pushed once, twice, or lost, and then still there for who asks. */
async function push(world: World, draw: Draw, kind: 'replies' | 'reports', items: object[]): Promise<void> {
  const body = draw.chance(0.1) ? [...items].reverse() : items;
  const signature = signedPush(Buffer.from(JSON.stringify(body)), PUSH_TOKEN);
  const times = draw.weighted([
    [7, 1],
    [2, 2],
    [1, 0],
  ]);
  const path = `/sms/${kind}/local/${draw.chance(0.02) ? 'forged' : signature}`;
  await Promise.all(Array.from({ length: times }, () => world.ask('customer', 'POST', path, body)));
}

async function reply(world: World, draw: Draw): Promise<void> {
  const text = someText(world, draw);
  if (text === undefined) return;
  const id = `reply-${world.markers.size}-${draw.int(0, 999_999)}`;
  const said = draw.one(CASES_OF_SMS);
  const at = world.now;
  const extension = text.extension !== undefined && draw.chance(0.8) ? { extension: text.extension } : {};
  const phone = draw.chance(0.95) ? text.phone : '13600000009';
  if (draw.chance(0.2)) world.inbox.hold({ id, phone, text: said, receivedAt: at, ...extension });
  await push(world, draw, 'replies', [
    { is: 'reply', id, phone, text: said, receivedAt: at.toISOString(), ...extension },
  ]);
}

async function report(world: World, draw: Draw): Promise<void> {
  const texts = world.gateway.texts.slice(-6).filter(() => draw.chance(0.6));
  if (texts.length === 0) return;
  const items = texts.map(({ id }) => ({
    is: 'report',
    messageId: id,
    outcome: draw.chance(0.8) ? 'delivered' : 'undelivered',
    at: world.now.toISOString(),
    receipt: `receipt-${id}`,
  }));
  await push(world, draw, 'reports', items);
}

async function readByHand(world: World, draw: Draw): Promise<void> {
  const all = world.observer.of('evaluation');
  const one = draw.maybe(all.filter(({ inbox }) => inbox !== undefined)) ?? draw.maybe(all);
  if (one === undefined) return;
  const by = somebody(draw, 'complaint-handler', one.branch);
  const wanted = one.replies.find(({ awaitsPerson }) => awaitsPerson);
  if (wanted === undefined || draw.chance(0.3)) {
    await world.ask(by, 'GET', draw.one(['/evaluations/inbox', `/evaluations/${one.id}`]));
    return;
  }
  const says = draw.one([{ grades: {} }, { grades: {}, overall: 'C' }, { grades: {}, overall: 'A' }]);
  await world.ask(by, 'POST', `/evaluations/${one.id}/readings`, {
    version: seen(draw, one),
    reply: wanted.content,
    says,
  });
}

export const EVALUATION_ACTIONS: readonly Action[] = [
  { name: 'opens an evaluation', weight: 5, act: open },
  { name: 'replies by SMS', weight: 8, act: reply },
  { name: 'the gateway reports', weight: 3, act: report },
  { name: 'reads a reply', weight: 4, act: readByHand },
];
