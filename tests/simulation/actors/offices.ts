import { hasWorkflow } from '../../../domain/case.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { seen, somebody } from './callbacks.ts';

/** The month's accountability: found on, decided, objected to. */
async function account(world: World, draw: Draw): Promise<void> {
  const run = draw.maybe(world.observer.of('accountability'));
  if (run === undefined) return;
  const path = `/accountability/${run.month}`;
  const version = seen(draw, run);
  const finding = draw.one([
    { says: 'liable' },
    { says: 'not-liable', reason: 'was on leave' },
    { says: 'cannot-say', reason: 'is not told' },
  ]);
  const verdict = draw.one([{ outcome: 'confirmed' }, { outcome: 'waived', reason: 'a first time' }]);
  const group = draw.one([...ofRole('head-office-manager'), ...ofRole('compliance')]);
  switch (draw.int(0, 4)) {
    case 0:
      await world.ask(draw.one(EVERYBODY), 'GET', path);
      return;
    case 1:
      await world.ask(group, 'POST', `${path}/compilation`, { version });
      return;
    case 2:
      await world.ask(
        somebody(draw, draw.one(['complaint-handler', 'branch-manager']), draw.one(['bj', 'sh'])),
        'POST',
        `${path}/findings`,
        { version, lines: 'all', finding },
      );
      return;
    default:
      await world.ask(group, 'POST', `${path}/decisions`, { version, lines: 'all', verdict });
  }
}

/** Notes, who is at a case, saved views. */
async function desk(world: World, draw: Draw): Promise<void> {
  const one = draw.maybe([...world.observer.cases.values()].filter(({ kind }) => hasWorkflow(kind)));
  if (one === undefined) return;
  const by = draw.one([...ofRole('branch-manager', one.branch), draw.one(EVERYBODY)]);
  const path = `/notes/${one.id}`;
  const marker = world.markers.plant({
    branch: one.branch,
    people: 'concerned' in one ? (one.concerned as string[]) : [],
  });
  switch (draw.int(0, 2)) {
    case 0:
      await world.ask(by, 'GET', path);
      return;
    case 1:
      await world.ask(by, 'PUT', `/presence/${one.id}`, { doing: draw.one(['reading', 'writing']) });
      return;
    default:
      await world.ask(by, 'POST', path, { version: seen(draw, one), text: `seen ${marker}` });
  }
}

async function figures(world: World, draw: Draw): Promise<void> {
  const month = dateOf(world.now).slice(0, 7);
  const path = draw.one([
    `/metrics?month=${month}`,
    `/figures/evaluations?month=${month}`,
    `/figures/complaints?month=${month}`,
    '/settings',
    '/access',
    '/me',
    `/sights?month=${month}`,
    '/people',
    '/carriers',
  ]);
  await world.ask(draw.one(EVERYBODY), 'GET', path);
}

export const OFFICE_ACTIONS: readonly Action[] = [
  { name: 'goes on with an accountability', weight: 4, act: account },
  { name: 'works at the desk', weight: 4, act: desk },
  { name: 'looks at figures', weight: 4, act: figures },
];
