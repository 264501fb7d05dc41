import type { AnyCase, Cases } from '../../domain/ports.ts';
import { everyItem } from '../../functions/pages.ts';

/** One screen as one person sees it. */
export interface Screen {
  name: string;
  user: string;
  path: string;
}

type Found = (kind: AnyCase['kind'], wanted?: (found: AnyCase) => boolean) => AnyCase;

export class NothingToShow extends Error {
  override readonly name = 'NothingToShow';
}

/** The cases that the demo left, found by kind and stage. @throws NothingToShow */
export async function casesToShow(cases: Pick<Cases, 'all'>): Promise<Found> {
  const all: AnyCase[] = [];
  for await (const one of everyItem((next) => cases.all(next))) all.push(one);
  return (kind, wanted = () => true) => {
    const found = all.find((one) => one.kind === kind && wanted(one)) ?? all.find((one) => one.kind === kind);
    if (found === undefined) throw new NothingToShow(`No ${kind} to show.`);
    return found;
  };
}

const isOpen = ({ category }: AnyCase): boolean => category === 'open';

/** Every screen of the console, each as somebody whose day's work it is. */
export function screensOf(found: Found): Screen[] {
  const callback = found('callback', (one) => isOpen(one) && one.branch === 'bj');
  const settled = found('callback', ({ stage }) => stage === 'settled');
  const preUnderwriting = found(
    'pre-underwriting',
    ({ stage }) => stage === 'chosen' || stage === 'choosing',
  );
  const request = found('carrier-request');
  const reconsideration = found('reconsideration', (one) => one.branch === 'bj');
  const complaint = found('complaint', (one) => one.branch === 'bj');
  const evaluation = found('evaluation', (one) => one.branch === 'bj');
  const desk = found('reception-day');
  const payout = found('payout').id.slice('payout-'.length);
  const accountability = found('accountability').id.slice('ac-'.length);
  const policy = 'policyId' in settled ? String(settled.policyId) : '';
  const carrier = 'carrier' in request ? String(request.carrier) : '';
  const day = 'on' in desk ? String(desk.on) : '';
  return [
    { name: 'work-list', user: 'agent-bj-1', path: '/work-list' },
    { name: 'work-list-manager', user: 'manager-bj', path: '/work-list' },
    { name: 'callbacks', user: 'agent-bj-1', path: '/callbacks' },
    { name: 'callback-call', user: 'agent-bj-1', path: `/callbacks/${callback.id}` },
    { name: 'callback-settled', user: 'manager-bj', path: `/callbacks/${settled.id}` },
    {
      name: 'pre-underwritings',
      user: 'broker-bj-1',
      path: `/pre-underwriting?stage=${preUnderwriting.stage}`,
    },
    { name: 'pre-underwriting-new', user: 'broker-bj-1', path: '/pre-underwriting/new' },
    { name: 'comparison', user: 'broker-bj-1', path: `/pre-underwriting/${preUnderwriting.id}` },
    {
      name: 'carrier-requests',
      user: `reviewer-${carrier}`,
      path: `/carrier-requests?stage=${request.stage}`,
    },
    { name: 'carrier-request', user: `reviewer-${carrier}`, path: `/carrier-requests/${request.id}` },
    {
      name: 'reconsiderations',
      user: 'expert-1',
      path: `/reconsiderations?list=stage&stage=${reconsideration.stage}`,
    },
    { name: 'reconsideration', user: 'expert-1', path: `/reconsiderations/${reconsideration.id}` },
    { name: 'complaints', user: 'handler-bj-1', path: '/complaints' },
    { name: 'complaint-new', user: 'handler-bj-1', path: '/complaints/new' },
    { name: 'complaint', user: 'handler-bj-1', path: `/complaints/${complaint.id}` },
    { name: 'evaluations', user: 'handler-bj-1', path: '/evaluations' },
    { name: 'evaluation', user: 'head-office', path: `/evaluations/${evaluation.id}` },
    { name: 'reception-days', user: 'handler-bj-1', path: `/reception-days?on=${day}` },
    { name: 'reception-desk', user: 'handler-bj-1', path: `/reception-days/${desk.id}` },
    { name: 'commissions', user: 'broker-bj-1', path: '/commissions' },
    { name: 'commission', user: 'compliance-1', path: `/commissions/${policy}` },
    { name: 'payouts', user: 'head-office', path: '/payouts' },
    { name: 'payout', user: 'head-office', path: `/payouts/${payout}` },
    { name: 'accountability-months', user: 'head-office', path: '/accountability' },
    { name: 'accountability', user: 'head-office', path: `/accountability/${accountability}` },
    { name: 'figures', user: 'head-office', path: '/figures' },
    { name: 'figures-complaints', user: 'head-office', path: '/figures/complaints' },
    { name: 'figures-branches', user: 'manager-bj', path: '/figures' },
    { name: 'corrective-actions', user: 'manager-bj', path: '/corrective-actions' },
    { name: 'imports', user: 'head-office', path: '/imports' },
    { name: 'administration', user: 'compliance-1', path: '/administration' },
    { name: 'administration-ladders', user: 'compliance-1', path: '/administration/ladders' },
    { name: 'administration-calendar', user: 'compliance-1', path: '/administration/calendar' },
    { name: 'administration-holds', user: 'compliance-1', path: '/administration/holds' },
    { name: 'administration-vocabularies', user: 'compliance-1', path: '/administration/vocabularies' },
    { name: 'administration-access', user: 'compliance-1', path: '/administration/access' },
    { name: 'administration-sights', user: 'compliance-1', path: '/administration/sights' },
    { name: 'no-such-thing', user: 'broker-bj-1', path: '/nothing-here' },
  ];
}

/**
 * One link of each purpose, an open one if there is any, and one that was altered.
 * @param sent every message to a customer; one without a link has an empty one
 */
export async function linksToShow(
  origin: string,
  sent: readonly { link: string }[],
): Promise<{ name: string; link: string }[]> {
  const shown = new Map<string, { link: string; state: string }>();
  const links = sent.flatMap(({ link }) => (link === '' ? [] : [new URL(link).pathname]));
  for (const link of links) {
    const response = await fetch(`${origin}${link}`, { headers: { accept: 'application/json' } });
    if (!response.ok) continue;
    const { asks, state } = (await response.json()) as { asks: string; state: string };
    if (state === 'open' || !shown.has(asks)) shown.set(asks, { link, state });
  }
  const [any] = links;
  if (any === undefined) throw new NothingToShow('No link was sent to anybody.');
  const altered = `${any.slice(0, -1)}${any.endsWith('A') ? 'B' : 'A'}`;
  return [
    ...[...shown].map(([asks, { link, state }]) => ({ name: `customer-${asks}-${state}`, link })),
    { name: 'customer-altered', link: altered },
  ];
}
