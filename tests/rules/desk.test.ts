import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { openPayout } from '../../domain/commission/payout.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { addNote } from '../../domain/notes.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { beHere, type Here, othersHere, PRESENT_FOR_MS } from '../../domain/presence.ts';
import { keepView, MOST_VIEWS, NO_VIEWS, type SavedView, type SavedViews } from '../../domain/views.ts';
import { AskedList, listQuery } from '../../functions/callback/work-list.ts';
import { listsOf } from '../../functions/desk/lists.ts';
import { deskRoutes } from '../../functions/desk/routes.ts';
import { FUNCTION_NAMES, isFollowed } from '../../local/functions.ts';
import { openApi } from '../support/firm-api.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  EXPERT,
  HEAD_OFFICE,
  OTHER_BROKER,
  reviewer,
  SECOND_AGENT,
  SELLER,
  staff,
} from '../support/people.ts';
import { INTAKE_AT, intakeOf, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const FIRM = { branches: ['bj', 'sh'] };

async function desk() {
  const { cases, transactions, presence, views } = new MemoryStore();
  const clock = { at: INTAKE_AT, now: () => clock.at };
  const routes = deskRoutes({ cases, transactions, presence, views, clock, firm: FIRM });
  const intake = intakeOf();
  await transactions.commit(writesOfIntake(intake));
  const { case: callback } = present(intake.callback);
  return { ask: openApi(routes, () => clock.at), clock, callback, cases, transactions };
}

/** Everybody whom the firm or a carrier gives a token, once with a branch and once without. */
const EVERYBODY = Role.options.flatMap((role): Staff[] => [
  { ...staff(role, `${role}-1`), ...(role === 'carrier-reviewer' ? { carrier: 'carrier-a' } : {}) },
  { kind: 'staff', id: `${role}-2`, role },
]);
const HAVE_NO_DESK: readonly Role[] = ['carrier-reviewer', 'core-system'];
const named = (person: Staff) => `${person.role}${person.branch === undefined ? ' without a branch' : ''}`;

describe('the lists', () => {
  it.each(EVERYBODY.map((person) => [named(person), person] as const))(
    'of a %s can all be opened',
    (_, person) => {
      for (const { owner } of listsOf(person, FIRM)) {
        const asked = AskedList.parse({ owner });
        expect(listQuery(asked, person, INTAKE_AT)).toMatchObject({ by: 'owner', value: owner });
      }
    },
  );

  const ownersOf = (person: Staff) => listsOf(person, FIRM).map(({ owner }) => owner);

  it('are the own one and the own team’s', () => {
    expect(ownersOf(SELLER)).toEqual([SELLER.id]);
    expect(ownersOf(AGENT)).toEqual([AGENT.id, 'callback-agent@bj']);
    expect(ownersOf(EXPERT)).toEqual([EXPERT.id, 'expert@head-office']);
    expect(listsOf(AGENT, FIRM)).toEqual([
      { id: 'own', owner: AGENT.id, label: 'own' },
      { id: 'team', owner: 'callback-agent@bj', label: 'team', role: 'callback-agent', branch: 'bj' },
    ]);
  });

  it('of a manager are every queue of the branch, and of head office and compliance those of all', () => {
    const queues = (branch: string) =>
      ['callback-agent', 'complaint-handler', 'branch-manager'].map((role) => `${role}@${branch}`);
    const sorted = (owners: string[]) => owners.toSorted();
    expect(sorted(ownersOf(BRANCH_MANAGER))).toEqual(sorted([BRANCH_MANAGER.id, ...queues('bj')]));
    for (const person of [HEAD_OFFICE, COMPLIANCE]) {
      const whole = ['expert@head-office', 'head-office-manager@head-office'];
      expect(sorted(ownersOf(person))).toEqual(
        sorted([person.id, ...whole, ...FIRM.branches.flatMap(queues)]),
      );
    }
    expect(listsOf(BRANCH_MANAGER, FIRM)[1]).toMatchObject({ id: 'team', owner: 'branch-manager@bj' });
  });

  it('of those who work on no case of the firm are none', () => {
    expect(ownersOf(reviewer('carrier-a'))).toEqual([]);
    expect(ownersOf(CORE_SYSTEM)).toEqual([]);
  });

  it('have a name of their own each, and are what the route answers', async () => {
    const { ask } = await desk();
    for (const person of EVERYBODY) {
      const lists = listsOf(person, FIRM);
      expect(new Set(lists.map(({ id }) => id)).size).toBe(lists.length);
      const answered = ask(person, 'GET', '/lists');
      if (HAVE_NO_DESK.includes(person.role)) await expect(answered).rejects.toMatchObject({ status: 403 });
      else expect(await answered).toMatchObject({ items: lists });
    }
  });
});

describe('the branches to choose from', () => {
  it('are the own one, and all of the firm for whoever belongs to none', async () => {
    const { ask } = await desk();
    expect(await ask(SELLER, 'GET', '/lists')).toMatchObject({ branches: [SELLER.branch] });
    expect(await ask(EXPERT, 'GET', '/lists')).toMatchObject({ branches: FIRM.branches });
  });
});

describe('a note', () => {
  it('is for whoever may read the case, and for nobody else', async () => {
    const { ask, callback } = await desk();
    const noted = (by: Staff) => ask(by, 'GET', `/notes/${callback.id}`);
    for (const reader of [AGENT, BRANCH_MANAGER, HEAD_OFFICE, COMPLIANCE, SELLER]) {
      expect(await noted(reader)).toEqual({ items: [] });
    }
    const hidden = [OTHER_BROKER, staff('callback-agent', 'agent-sh', 'sh'), reviewer(callback.carrier)];
    for (const other of hidden) await expect(noted(other)).rejects.toMatchObject({ status: 404 });
    for (const other of [EXPERT, CORE_SYSTEM])
      await expect(noted(other)).rejects.toMatchObject({ status: 403 });
  });

  it('on a version that was overtaken is refused, and told the one that holds', async () => {
    const { ask, callback } = await desk();
    const note = (text: string) =>
      ask(AGENT, 'POST', `/notes/${callback.id}`, { version: callback.version, text });
    await note('she is at work until six');

    await expect(note('call in the evening')).rejects.toMatchObject({
      status: 409,
      problem: { current: { version: callback.version + 1 } },
    });
  });

  it.each([
    ['nothing', ' '],
    ['more than a page', 'x'.repeat(5001)],
  ])('of %s is refused', async (_what, text) => {
    const { ask, callback } = await desk();
    await expect(
      ask(AGENT, 'POST', `/notes/${callback.id}`, { version: callback.version, text }),
    ).rejects.toMatchObject({ status: 400, problem: { fields: [{ field: 'text' }] } });
  });

  it('does not go with what nobody works on at a desk', async () => {
    const { ask, transactions } = await desk();
    const payout = openPayout('2026-02', HEAD_OFFICE, INTAKE_AT);
    await transactions.commit([
      { store: 'case', case: payout.case, expected: 0 },
      { store: 'event', event: payout.event },
    ]);
    const path = `/notes/${payout.case.id}`;
    await expect(ask(HEAD_OFFICE, 'GET', path)).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'no-desk' },
    });
    await expect(ask(AGENT, 'GET', path)).rejects.toMatchObject({ status: 404 });
    await expect(ask(AGENT, 'GET', '/notes/cb-none')).rejects.toMatchObject({ status: 404 });
  });

  it('of which the text was erased still says that there was one', async () => {
    const { ask, callback, cases, transactions } = await desk();
    const decision = addNote(callback, 'she is at work until six', AGENT, INTAKE_AT);
    await transactions.commit(writesOfDecision(decision, INTAKE_AT));
    const seq = callback.version + 1;
    const { body: _gone, ...content } = present(await cases.content(callback.id, `note-${seq}`));
    await transactions.commit([
      { store: 'content', content: { ...content, erasedAt: INTAKE_AT.toISOString() } },
    ]);

    expect(await ask(AGENT, 'GET', `/notes/${callback.id}`)).toEqual({
      items: [{ seq, at: INTAKE_AT.toISOString(), by: AGENT, erased: true }],
    });
  });
});

describe('presence', () => {
  const SECOND_MS = 1_000;

  it('shows each the others of the last minute, since when and at what', async () => {
    const { ask, clock, callback } = await desk();
    const at = (by: Staff, doing: Here['doing']) =>
      ask<{ items: Here[] }>(by, 'PUT', `/presence/${callback.id}`, { doing });
    expect((await at(AGENT, 'viewing')).items).toEqual([]);
    clock.at = later(INTAKE_AT, { minutes: 0.5 });
    expect((await at(SECOND_AGENT, 'editing')).items).toEqual([
      { id: AGENT.id, doing: 'viewing', since: INTAKE_AT.toISOString() },
    ]);
    clock.at = new Date(INTAKE_AT.getTime() + PRESENT_FOR_MS);
    expect((await at(SECOND_AGENT, 'editing')).items).toEqual([]);
    expect((await at(AGENT, 'viewing')).items).toEqual([
      { id: SECOND_AGENT.id, doing: 'editing', since: later(INTAKE_AT, { minutes: 0.5 }).toISOString() },
    ]);
  });

  it('begins anew after a minute of silence, and with something else to do', () => {
    const first = beHere('a', 'viewing', undefined, INTAKE_AT);
    const again = beHere('a', 'viewing', first, new Date(INTAKE_AT.getTime() + PRESENT_FOR_MS - 1));
    expect(again.since).toBe(first.since);
    const back = beHere('a', 'viewing', first, new Date(INTAKE_AT.getTime() + PRESENT_FOR_MS));
    expect(back.since).toBe(back.seenAt);
    const edits = beHere('a', 'editing', first, new Date(INTAKE_AT.getTime() + SECOND_MS));
    expect(edits.since).toBe(edits.seenAt);
  });

  it('never shows a person to himself, and nobody for longer than a minute', () => {
    const told = fc.record({ id: fc.constantFrom('a', 'b', 'c'), ago: fc.integer({ min: 0, max: 120_000 }) });
    fc.assert(
      fc.property(fc.uniqueArray(told, { selector: ({ id }) => id }), (all) => {
        const now = later(INTAKE_AT, { hours: 1 });
        const there = all.map(({ id, ago }) =>
          beHere(id, 'viewing', undefined, new Date(now.getTime() - ago)),
        );
        const fresh = all.filter(({ id, ago }) => id !== 'a' && ago < PRESENT_FOR_MS).map(({ id }) => id);
        const others = othersHere(there, 'a', now).map(({ id }) => id);
        expect(others.toSorted()).toEqual(fresh.toSorted());
      }),
    );
  });

  it('is for whoever may read the case', async () => {
    const { ask, callback } = await desk();
    const at = (by: Staff) => ask(by, 'PUT', `/presence/${callback.id}`, { doing: 'viewing' });
    await expect(at(OTHER_BROKER)).rejects.toMatchObject({ status: 404 });
    await expect(at(reviewer(callback.carrier))).rejects.toMatchObject({ status: 404 });
    expect(await at(SELLER)).toEqual({ items: [] });
  });

  it('is told to no function that follows the cases', () => {
    const change = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', sk: string) =>
      FUNCTION_NAMES.filter((name) => isFollowed(name, { eventName, dynamodb: { Keys: { sk: { S: sk } } } }));
    expect(change('INSERT', 'EVENT#000001')).not.toEqual([]);
    for (const eventName of ['INSERT', 'MODIFY', 'REMOVE'] as const) {
      expect(change(eventName, `HERE#${AGENT.id}`)).toEqual([]);
    }
  });
});

describe('a saved view', () => {
  const PAGE = { screen: 'cases', search: 'due=today&kind=complaint' };
  const namesOf = ({ items }: { items: SavedView[] }) => items.map(({ name }) => name);

  it('is kept by its name, replaced by the same one, and removed', async () => {
    const { ask } = await desk();
    const path = `/views/${encodeURIComponent('今天到期 1')}`;
    await ask(AGENT, 'PUT', path, { screen: 'cases', search: '' });
    await ask(AGENT, 'PUT', '/views/all', PAGE);
    await ask(AGENT, 'PUT', path, PAGE);

    const kept = await ask<{ items: SavedView[] }>(AGENT, 'GET', '/views');
    const savedAt = INTAKE_AT.toISOString();
    expect(kept.items).toEqual([
      { name: 'all', ...PAGE, savedAt },
      { name: '今天到期 1', ...PAGE, savedAt },
    ]);
    expect(await ask(SECOND_AGENT, 'GET', '/views')).toEqual({ items: [] });
    expect(namesOf(await ask(AGENT, 'POST', `${path}/removal`))).toEqual(['all']);
    await expect(ask(AGENT, 'POST', `${path}/removal`)).rejects.toMatchObject({ status: 404 });
  });

  it('is one of fifty at most, of which each can still be changed', () => {
    let views: SavedViews = NO_VIEWS;
    for (let count = 1; count <= MOST_VIEWS; count += 1)
      views = keepView(views, `view ${count}`, PAGE, INTAKE_AT);
    expect(ruleOf(() => keepView(views, 'one more', PAGE, INTAKE_AT))).toBe('too-many-views');
    const changed = keepView(views, 'view 7', { ...PAGE, search: 'due=week' }, INTAKE_AT);
    expect(changed.items.find(({ name }) => name === 'view 7')?.search).toBe('due=week');
    expect(changed.items).toHaveLength(MOST_VIEWS);
  });

  it('is for whoever works on cases of the firm', async () => {
    const { ask } = await desk();
    for (const by of [reviewer('carrier-a'), CORE_SYSTEM]) {
      for (const [method, path, body] of [
        ['GET', '/views', undefined],
        ['PUT', '/views/mine', PAGE],
        ['POST', '/views/mine/removal', undefined],
      ] as const) {
        await expect(ask(by, method, path, body)).rejects.toMatchObject({ status: 403 });
      }
    }
  });

  const faults = (name: string, search: string) =>
    faultsOf(() => keepView(NO_VIEWS, name, { screen: 'cases', search }, INTAKE_AT));

  it.each([
    ['plain', 'q=13900000001'],
    ['with dashes', 'q=139-0000-0001'],
    ['with wide dashes', 'q=139 - 0000 - 0001'],
    ['with spaces, encoded', '?q=139%200000%200001'],
    ['with the code of the country', 'q=%2B86+13900000001'],
    ['between words', `q=${encodeURIComponent('打给13900000001了')}`],
    ['as the name of a parameter', '13900000001=x'],
  ])('holds no phone number: %s', (_how, search) => {
    expect(faults('mine', search)).toEqual(['search holds a phone number']);
  });

  it.each(['11010119900307001X', '110101199003070011'])('holds no identity number: %s', (number) => {
    expect(faults('mine', `q=${number}`)).toEqual(['search holds an identity number']);
    expect(faults(number, '')).toEqual(['name holds an identity number']);
  });

  it.each([
    'customer=customer-13&from=2026-03-01&to=2026-03-31',
    `id=cb-${'1390000000'.repeat(2)}`,
    'minFen=300001&maxFen=50000000000',
    '%E4%B8%8',
  ])('keeps what is no such number: %s', (search) => {
    expect(faults('mine', search)).toEqual([]);
  });

  it.each([
    ['a name with a slash', 'a%2Fb', PAGE, 'name'],
    ['a name with half a letter', '%E4', PAGE, 'name'],
    ['a name of forty-one letters', 'x'.repeat(41), PAGE, 'name'],
    ['an address of another site', 'mine', { ...PAGE, screen: 'https://firm.example' }, 'screen'],
    ['a long search', 'mine', { ...PAGE, search: 'x'.repeat(2001) }, 'search'],
  ])('refuses %s', async (_what, name, page, field) => {
    const { ask } = await desk();
    await expect(ask(AGENT, 'PUT', `/views/${name}`, page)).rejects.toMatchObject({
      status: 400,
      problem: { fields: [{ field }] },
    });
  });
});
