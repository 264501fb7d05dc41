import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { addNote, Note, NoteText, notesOf } from '../../domain/notes.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Clock, Firm, Presence, Transactions, Views } from '../../domain/ports.ts';
import { beHere, Doing, Here, othersHere } from '../../domain/presence.ts';
import { dropView, keepView, SavedView, type SavedViews, ViewedPage, ViewName } from '../../domain/views.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { changedCase, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { loadForDesk } from './file.ts';
import { branchesOf, listsOf, WorkList } from './lists.ts';

export interface DeskApiDeps {
  cases: Cases;
  transactions: Transactions;
  presence: Presence;
  views: Views;
  clock: Clock;
  firm: Firm;
}

const ByCase = z.object({ caseId: Id });
const ByName = z.object({ name: z.pipe(z.string(), z.pipe(z.transform(decoded), ViewName)) });
const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

const { id, doing, since } = Here.shape;
const { name, screen, search, savedAt } = SavedView.shape;
const ViewList = z.object({ items: z.array(z.object({ name, screen, search, savedAt })) });

/** What a person's desk holds besides the cases themselves: lists, notes, who else is there, saved views. */
export function deskRoutes(deps: DeskApiDeps): Route[] {
  const { cases, presence, views, clock, firm } = deps;

  async function changeViews(
    staff: Staff,
    change: (views: SavedViews, now: Date) => SavedViews,
  ): Promise<Answered> {
    mustHaveDesk(staff);
    return onFreshRead(async () => {
      const changed = change(await views.of(staff.id), clock.now());
      await views.put(staff.id, changed);
      return { body: { items: changed.items } };
    });
  }

  return [
    route({
      method: 'GET',
      path: '/lists',
      summary:
        'The work lists that the signed-in person may open, the own one first, and the branches to choose from',
      answer: z.object({ items: z.array(WorkList), branches: z.array(z.string()) }),
      handle: async ({ staff }) => {
        mustHaveDesk(staff);
        return { body: { items: listsOf(staff, firm), branches: branchesOf(staff, firm) } };
      },
    }),
    route({
      method: 'GET',
      path: '/notes/{caseId}',
      summary: 'What people wrote down about a case, in order; of an erased note that there was one',
      params: ByCase,
      answer: z.object({ items: z.array(Note) }),
      handle: async ({ path: { caseId }, staff }) => {
        await loadForDesk(cases, caseId, staff);
        const [history, contents] = await Promise.all([cases.history(caseId), cases.contents(caseId)]);
        return { body: { items: notesOf(history, contents) } };
      },
    }),
    route({
      method: 'POST',
      path: '/notes/{caseId}',
      summary: 'A note for colleagues: it moves nothing, and no customer gets it',
      once: 'always',
      params: ByCase,
      body: z.strictObject({ version: z.int().check(z.minimum(1)), text: NoteText }),
      answer: Changed,
      handle: ({ path: { caseId }, body: { version, text }, staff }) =>
        onFreshRead(async () => {
          const matter = await loadForDesk(cases, caseId, staff);
          mustBeAt(matter, version);
          const now = clock.now();
          const decision = addNote(matter, text, staff, now);
          await saveDecision(deps, decision, now);
          return { status: 201, body: changedCase(decision, caseId) };
        }),
    }),
    route({
      method: 'PUT',
      path: '/presence/{caseId}',
      summary:
        'I am at this case: told every 20 seconds; the answer says who else was there in the last minute',
      params: ByCase,
      body: z.strictObject({ doing: Doing }),
      answer: z.object({ items: z.array(z.object({ id, doing, since })) }),
      handle: async ({ path: { caseId }, body, staff }) => {
        await loadForDesk(cases, caseId, staff);
        const now = clock.now();
        const there = await presence.at(caseId);
        const before = there.find((here) => here.id === staff.id);
        await presence.put(caseId, beHere(staff.id, body.doing, before, now));
        return { body: { items: othersHere(there, staff.id, now) } };
      },
    }),
    route({
      method: 'GET',
      path: '/views',
      summary: "The signed-in person's saved views, by name",
      answer: ViewList,
      handle: async ({ staff }) => {
        mustHaveDesk(staff);
        return { body: { items: (await views.of(staff.id)).items } };
      },
    }),
    route({
      method: 'PUT',
      path: '/views/{name}',
      summary: 'Keeps a screen with its filters under a name; the same name again replaces it',
      params: ByName,
      body: ViewedPage,
      answer: ViewList,
      handle: ({ path, body, staff }) =>
        changeViews(staff, (before, now) => keepView(before, path.name, body, now)),
    }),
    route({
      method: 'POST',
      path: '/views/{name}/removal',
      summary: 'Removes a saved view',
      params: ByName,
      answer: ViewList,
      handle: ({ path, staff }) => changeViews(staff, (before) => dropView(before, path.name)),
    }),
  ];
}

/** Whoever works on cases of the firm has one: no carrier's reviewer, and no system. @throws NotAllowed */
function mustHaveDesk(staff: Staff): void {
  authorize(staff, 'case:list');
}

/** Gateways differ in whether a path comes decoded. A name has no `%`, so that twice is as good as once. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
