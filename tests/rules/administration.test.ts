import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { ACTIONS, verdict } from '../../domain/access.ts';
import { QUESTIONNAIRES, questionsFor } from '../../domain/callback/questionnaire.ts';
import { HOLDS, HoldType } from '../../domain/commission/holds.ts';
import { StaleVersion } from '../../domain/errors.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { SCOPE_RULES } from '../../domain/policy/scope.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { administrationRoutes } from '../../functions/administration/routes.ts';
import { SettingsView } from '../../functions/administration/settings.ts';
import { CALLBACK_RULES, RULES } from '../../functions/wiring.ts';
import { asking } from '../support/asking.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, reviewer, SELLER } from '../support/people.ts';
import { at, later } from '../support/wall.ts';

const NOW = at('2026-03-02', '09:00');

function administration() {
  const store = new MemoryStore();
  const clock = { at: NOW, now: () => clock.at };
  const routes = administrationRoutes({
    people: store.people,
    sights: store.sights,
    transactions: store.transactions,
    clock,
    rules: { callback: CALLBACK_RULES, others: RULES },
  });
  return { store, clock, ask: asking(routes, clock.now) };
}

const ofRole = (role: Role): Staff => ({ kind: 'staff', id: `person-${role}`, role, branch: 'bj' });

async function settings() {
  const { body } = await administration().ask(COMPLIANCE, 'GET', '/settings');
  return SettingsView.parse(body);
}

describe('who may ask the administration what', () => {
  const ROUTES = {
    'GET /me': Role.options,
    'PUT /me': Role.options,
    'GET /settings': Role.options.filter((role) => role !== 'carrier-reviewer' && role !== 'core-system'),
    'GET /access': Role.options.filter((role) => role !== 'carrier-reviewer' && role !== 'core-system'),
    'GET /people': ['head-office-manager', 'compliance'],
    'GET /sights?month=2026-03': ['head-office-manager', 'compliance'],
  } as const satisfies Record<string, readonly Role[]>;

  it.each(Role.options)('is told whole for %s', async (role) => {
    const { ask } = administration();
    const answers: Record<string, number> = {};
    for (const asked of Object.keys(ROUTES)) {
      const [method = '', target = ''] = asked.split(' ');
      answers[asked] = (await ask(ofRole(role), method, target, method === 'PUT' ? {} : undefined)).status;
    }
    expect(answers).toEqual(
      Object.fromEntries(
        Object.entries(ROUTES).map(([asked, roles]) => [
          asked,
          (roles as readonly Role[]).includes(role) ? 200 : 403,
        ]),
      ),
    );
  });
});

describe('the settings', () => {
  it('hold every topic of the domain whole: nothing of it is left out or added', async () => {
    const { callback, calendar, holds, scope, complaint, accountability } = await settings();
    expect(callback.questionnaires.map(({ version }) => version)).toEqual(Object.keys(QUESTIONNAIRES));
    expect(callback.settings).toEqual(CALLBACK_RULES.settings);
    expect(calendar).toMatchObject(CHINA_CALENDAR);
    expect(Object.keys(holds.items)).toEqual(HoldType.options);
    expect(scope.rules.map(({ version }) => version)).toEqual(SCOPE_RULES.map(({ version }) => version));
    expect(complaint.settings).toEqual(RULES.complaint);
    expect(accountability.settings).toEqual(RULES.accountability);
  });

  it('say of each question whom it is put to, as the rule asks it', async () => {
    const { callback } = await settings();
    for (const { version, questions } of callback.questionnaires) {
      for (const productClass of ProductClass.options) {
        for (const instalments of [true, false]) {
          const product = { code: 'x', class: productClass, termMonths: 240, liabilityVersion: '2026.1' };
          const asked = questionsFor({ product, instalments }, version).map(({ id }) => id);
          const shown = questions.filter(
            (one) => one.productClasses.includes(productClass) && (instalments || !one.onlyInstalments),
          );
          expect(shown.map(({ id }) => id)).toEqual(asked);
        }
      }
    }
  });

  it("say that no person releases the customer's hold", async () => {
    const { holds } = await settings();
    for (const type of HoldType.options) {
      expect(holds.items[type].releasable).toBe(HOLDS[type].mayRelease.length > 0);
    }
    expect(holds.items['callback-problem'].releasable).toBe(false);
  });

  it('say which years of the calendar can still move', async () => {
    const { years } = (await settings()).calendar;
    const provisional = Object.keys(years).filter((year) => years[year]?.provisional);
    expect(provisional).toEqual(
      Object.keys(CHINA_CALENDAR.years).filter((year) => CHINA_CALENDAR.years[year]?.provisional),
    );
    expect(provisional.length).toBeGreaterThan(0);
  });

  it('rest every source on a part that is there', async () => {
    const topics = Object.entries(await settings());
    for (const [topic, section] of topics) {
      expect(section.sources.length, topic).toBeGreaterThan(0);
      for (const { of } of section.sources) {
        const part = of
          .split('.')
          .reduce<unknown>((whole, name) => (whole as Record<string, unknown> | undefined)?.[name], section);
        expect(part, `${topic}: ${of}`).toBeDefined();
      }
    }
  });
});

describe('the access matrix', () => {
  it('is the table that decides', async () => {
    const { body } = await administration().ask(COMPLIANCE, 'GET', '/access');
    const granted = new Set(
      (body.grants as { role: string; action: string }[]).map(({ role, action }) => `${role} ${action}`),
    );
    for (const role of Role.options) {
      for (const action of ACTIONS) {
        const isAllowed = verdict(ofRole(role), action) === 'allowed';
        expect(granted.has(`${role} ${action}`), `${role} ${action}`).toBe(isAllowed);
      }
    }
  });
});

describe('who is signed in', () => {
  it('learns of the own scope and of what may be done in it', async () => {
    const { ask } = administration();
    const { body } = await ask(AGENT, 'GET', '/me');
    expect(body).toMatchObject({ id: AGENT.id, role: AGENT.role, branch: AGENT.branch });
    expect(body.actions).toContainEqual({
      action: 'case:record-answers',
      reach: 'branch',
      notByTheConcerned: true,
    });
    const own = (await ask(reviewer('carrier-a'), 'GET', '/me')).body;
    expect(own.carrier).toBe('carrier-a');
    expect(own.actions.map(({ action }: { action: string }) => action)).toEqual([
      'carrier-request:read',
      'carrier-request:answer',
    ]);
  });

  it('is kept once an hour, without a name', async () => {
    const { ask, clock, store } = administration();
    await ask(SELLER, 'PUT', '/me', {});
    clock.at = later(NOW, { minutes: 59 });
    await ask(SELLER, 'PUT', '/me');
    expect((await store.people.byId(SELLER.id))?.version).toBe(1);
    clock.at = later(NOW, { minutes: 60 });
    const { body } = await ask(SELLER, 'PUT', '/me', {});
    expect(body).toEqual({
      id: SELLER.id,
      scope: { role: SELLER.role, branch: SELLER.branch },
      since: NOW.toISOString(),
      lastAt: clock.at.toISOString(),
      earlier: [],
      version: 2,
    });
  });

  it('keeps the scope of before when another one comes, however soon', async () => {
    const { ask, clock } = administration();
    await ask(BRANCH_MANAGER, 'PUT', '/me', {});
    clock.at = later(NOW, { minutes: 1 });
    const promoted: Staff = { kind: 'staff', id: BRANCH_MANAGER.id, role: 'head-office-manager' };
    await ask(promoted, 'PUT', '/me', {});
    const { body } = await ask(HEAD_OFFICE, 'GET', '/people');
    expect(body.items).toEqual([
      expect.objectContaining({
        scope: { role: 'head-office-manager' },
        since: clock.at.toISOString(),
        earlier: [
          {
            scope: { role: BRANCH_MANAGER.role, branch: BRANCH_MANAGER.branch },
            from: NOW.toISOString(),
            to: NOW.toISOString(),
          },
        ],
      }),
    ]);
  });

  it('is one record when two windows open at once, and when another window was first', async () => {
    const { ask, clock, store } = administration();
    const both = await Promise.all([ask(SELLER, 'PUT', '/me', {}), ask(SELLER, 'PUT', '/me', {})]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    clock.at = later(NOW, { hours: 2 });
    store.failNext(new StaleVersion('Another window was first.'));
    expect((await ask(SELLER, 'PUT', '/me', {})).status).toBe(200);
    const { items } = await store.people.list(10);
    expect(items.map(({ id, version }) => ({ id, version }))).toEqual([{ id: SELLER.id, version: 2 }]);
  });

  it('is listed page by page', async () => {
    const { ask } = administration();
    for (const who of [AGENT, SELLER, COMPLIANCE]) await ask(who, 'PUT', '/me', {});
    const first = (await ask(COMPLIANCE, 'GET', '/people?limit=2')).body;
    const { body } = await ask(COMPLIANCE, 'GET', `/people?limit=2&next=${first.next}`);
    const ids = [...first.items, ...body.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual([AGENT.id, SELLER.id, COMPLIANCE.id].sort());
  });
});
