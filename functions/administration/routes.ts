import * as z from 'zod/mini';
import { ACTIONS, authorize, grantsOf, Reach } from '../../domain/access.ts';
import { AlreadyExists } from '../../domain/errors.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { Person, signedIn } from '../../domain/person.ts';
import type { Clock, People, Sights, Transactions } from '../../domain/ports.ts';
import { Sight } from '../../domain/sight.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type RulesInForce, SettingsView, settingsView } from './settings.ts';

export interface AdministrationApiDeps {
  people: People;
  sights: Pick<Sights, 'ofMonth'>;
  transactions: Transactions;
  clock: Clock;
  rules: RulesInForce;
}

const Granted = z.object({ action: z.enum(ACTIONS), reach: Reach, notByTheConcerned: z.boolean() });

const MeView = z.object({
  id: z.string(),
  role: Role,
  branch: z.optional(z.string()),
  carrier: z.optional(z.string()),
  actions: z.array(Granted),
});

const AccessView = z.object({
  roles: z.array(Role),
  actions: z.array(z.enum(ACTIONS)),
  grants: z.array(z.extend(Granted, { role: Role })),
});

const Month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, as 2026-11'));

/** What the administration of the firm reads: rules, rights, people and what they saw. */
export function administrationRoutes(deps: AdministrationApiDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/settings',
      summary: 'The rules in force, with their versions and what they rest on',
      answer: SettingsView,
      handle: async ({ staff }) => {
        authorize(staff, 'settings:read');
        return { body: settingsView(deps.rules) };
      },
    }),
    route({
      method: 'GET',
      path: '/access',
      summary: 'Who may do what, and how far each role sees',
      answer: AccessView,
      handle: async ({ staff }) => {
        authorize(staff, 'settings:read');
        const grants = Role.options.flatMap(grantsOf);
        return { body: { roles: Role.options, actions: ACTIONS, grants } };
      },
    }),
    route({
      method: 'GET',
      path: '/me',
      summary: 'Who is signed in, and what that person may do',
      answer: MeView,
      handle: async ({ staff }) => {
        const { id, role, branch, carrier } = staff;
        const actions = grantsOf(role).map(({ role: _own, ...granted }) => granted);
        return { body: { id, role, branch, carrier, actions } };
      },
    }),
    route({
      method: 'PUT',
      path: '/me',
      summary: 'Somebody has signed in: kept once an hour, and at once when the scope is another',
      answer: Person,
      handle: async ({ staff }) => ({ body: await keepSignIn(staff, deps) }),
    }),
    route({
      method: 'GET',
      path: '/people',
      summary: 'Everybody who has signed in, with what they are and were; names are the identity provider’s',
      query: z.strictObject(paging),
      answer: z.object({ items: z.array(Person), next: z.optional(z.string()) }),
      handle: async ({ query, staff }) => {
        authorize(staff, 'person:list');
        return { body: await deps.people.list(query.limit, query.next) };
      },
    }),
    route({
      method: 'GET',
      path: '/sights',
      summary: 'Who saw which value or document in a month, the newest first',
      query: z.strictObject({ month: Month, ...paging }),
      answer: z.object({ items: z.array(Sight), next: z.optional(z.string()) }),
      handle: async ({ query: { month, limit, next }, staff }) => {
        authorize(staff, 'sight:list');
        return { body: await deps.sights.ofMonth(month, limit, next) };
      },
    }),
  ];
}

/** Two windows that are opened at once say the same: the second one finds what the first one wrote. */
async function keepSignIn(staff: Staff, deps: AdministrationApiDeps): Promise<Person> {
  const keep = async (): Promise<Person> => {
    const before = await deps.people.byId(staff.id);
    const person = signedIn(before, staff, deps.clock.now());
    if (person !== before) {
      await deps.transactions.commit([{ store: 'person', person, expected: before?.version ?? 0 }]);
    }
    return person;
  };
  try {
    return await onFreshRead(keep);
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return onFreshRead(keep);
  }
}
