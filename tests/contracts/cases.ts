import { describe, expect, it } from 'vitest';
import type { CallbackCase } from '../../domain/callback/case.ts';
import { openPayout } from '../../domain/commission/payout.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { closeReceptionDay, openReceptionDay } from '../../domain/reception-day/desk.ts';
import { AGENT, HEAD_OFFICE } from '../support/people.ts';
import { INTAKE_AT, intakeOf, policyInput, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';
import { everyPage, type OpenedStore, type OpenStore, opening } from './opened.ts';

const DECIDED_AT = later(INTAKE_AT, { hours: 1 });

/** A name that no other test of the suite uses. */
const fresh = (): string => `x${policyInput().number}`;

async function aCase({ transactions }: OpenedStore, over: Partial<CallbackCase> = {}): Promise<CallbackCase> {
  const intake = intakeOf();
  const decision = present(intake.callback);
  const callback = { ...decision.case, ...over };
  await transactions.commit(writesOfIntake({ ...intake, callback: { ...decision, case: callback } }));
  return callback;
}

export function describeCases(name: string, open: OpenStore): void {
  describe(`cases of ${name}`, () => {
    const store = opening(open);

    it('loads a case of the kind that is asked for, and of no other', async () => {
      const callback = await aCase(store());

      expect(await store().cases.load('callback', callback.id)).toEqual(callback);
      await expect(store().cases.load('payout', callback.id)).rejects.toMatchObject({ name: 'NotFound' });
      await expect(store().cases.load('callback', 'cb-none')).rejects.toMatchObject({ name: 'NotFound' });
      expect(await store().cases.byId('cb-none')).toBeUndefined();
    });

    it('lists an owner what is due first at first, page by page, each once', async () => {
      const owner = fresh();
      const days = ['05', '03', '09', '04', '07'];
      for (const day of days) {
        await aCase(store(), { owner, nextDueAt: at(`2026-03-${day}`).toISOString() });
      }

      const pages = await everyPage((next) =>
        store().cases.list({ by: 'owner', value: owner, limit: 2, next }),
      );

      expect(pages.every((page) => page.length <= 2)).toBe(true);
      expect(pages.flat().map((summary) => summary.nextDueAt)).toEqual(
        days.toSorted().map((day) => at(`2026-03-${day}`).toISOString()),
      );
    });

    it('lists of a stage only what comes up from a moment on, page by page', async () => {
      const branch = fresh();
      const dueOn = (day: string) => at(`2026-03-${day}`).toISOString();
      for (const day of ['05', '03', '09', '04', '07'])
        await aCase(store(), { branch, nextDueAt: dueOn(day) });

      const pages = await everyPage((next) =>
        store().cases.list({
          by: 'stage',
          value: `${branch}#awaiting-answers`,
          since: dueOn('05'),
          limit: 2,
          next,
        }),
      );

      expect(pages.every((page) => page.length <= 2)).toBe(true);
      expect(pages.flat().map(({ nextDueAt }) => nextDueAt)).toEqual(['05', '07', '09'].map(dueOn));
    });

    it('lists of an owner what comes up between two moments, both of them part of it', async () => {
      const owner = fresh();
      const dueOn = (day: string) => at(`2026-03-${day}`).toISOString();
      for (const day of ['05', '03', '09', '04', '07'])
        await aCase(store(), { owner, nextDueAt: dueOn(day) });
      const listed = async (span: { since?: string; until?: string }) => {
        const pages = await everyPage((next) =>
          store().cases.list({ by: 'owner', value: owner, ...span, limit: 2, next }),
        );
        return pages.flat().map(({ nextDueAt }) => nextDueAt);
      };

      expect(await listed({ since: dueOn('04'), until: dueOn('07') })).toEqual(['04', '05', '07'].map(dueOn));
      expect(await listed({ until: dueOn('04') })).toEqual(['03', '04'].map(dueOn));
      expect(await listed({ since: dueOn('10') })).toEqual([]);
    });

    it('goes on from a cursor when the beginning of the span has moved past it', async () => {
      const owner = fresh();
      const dueOn = (day: string) => at(`2026-03-${day}`).toISOString();
      for (const day of ['03', '04', '05']) await aCase(store(), { owner, nextDueAt: dueOn(day) });
      const query = { by: 'owner', value: owner, until: dueOn('09'), limit: 1 } as const;
      const { next } = await store().cases.list({ ...query, since: dueOn('02') });

      const rest = await everyPage((after) => store().cases.list({ ...query, next: after ?? present(next) }));

      expect(rest.flat().map(({ nextDueAt }) => nextDueAt)).toEqual(['04', '05'].map(dueOn));
    });

    it('lists of a stage the latest first, page by page', async () => {
      const branch = fresh();
      const dueOn = (day: string) => at(`2026-03-${day}`).toISOString();
      for (const day of ['05', '03', '09', '04']) await aCase(store(), { branch, nextDueAt: dueOn(day) });

      const pages = await everyPage((next) =>
        store().cases.list({
          by: 'stage',
          value: `${branch}#awaiting-answers`,
          latestFirst: true,
          limit: 2,
          next,
        }),
      );

      expect(pages.flat().map(({ nextDueAt }) => nextDueAt)).toEqual(['09', '05', '04', '03'].map(dueOn));
    });

    it('lists what a summary says and no more', async () => {
      const owner = fresh();
      const callback = await aCase(store(), { owner, escalatedTo: 'branch-manager' });

      const { items } = await store().cases.list({ by: 'owner', value: owner, limit: 10 });

      const { id, kind, stage, category, version, branch, carrier, nextDueAt, openedAt, policyId, round } =
        callback;
      expect(items).toEqual([
        {
          id,
          kind,
          stage,
          category,
          version,
          branch,
          carrier,
          owner,
          nextDueAt,
          openedAt,
          policyId,
          round,
          escalatedTo: 'branch-manager',
        },
      ]);
    });

    it('lists cases with the same due time once each, across pages', async () => {
      const owner = fresh();
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.push((await aCase(store(), { owner })).id);

      const pages = await everyPage((next) =>
        store().cases.list({ by: 'owner', value: owner, limit: 2, next }),
      );

      expect(
        pages
          .flat()
          .map((summary) => summary.id)
          .toSorted(),
      ).toEqual(ids.toSorted());
    });

    it('lists the reception desks of a day, open and closed, and those of no other day', async () => {
      const branch = fresh();
      const opened = async (on: string, desk: number) => {
        const opening = { on, site: 'Hall A', desk, staff: [AGENT.id], companies: [] };
        const decision = openReceptionDay(opening, branch, AGENT, at(on));
        await store().transactions.commit(writesOfDecision(decision, at(on)));
        const [one] = decision.cases;
        if (one?.case.kind !== 'reception-day') throw new Error('the test expected a reception day');
        return one.case;
      };
      const desks = [await opened('2026-03-24', 1), await opened('2026-03-24', 2)];
      await opened('2026-03-25', 1);
      const closing = closeReceptionDay(present(desks[0]), AGENT, at('2026-03-24', '18:00'));
      await store().transactions.commit(writesOfDecision(closing, at('2026-03-24', '18:00')));

      const pages = await everyPage((next) =>
        store().cases.list({ by: 'day', value: '2026-03-24', limit: 1, next }),
      );

      const listed = pages.flat().filter((summary) => summary.branch === branch);
      expect(listed.map(({ id, stage }) => [id, stage]).toSorted()).toEqual(
        desks.map(({ id }, at) => [id, at === 0 ? 'closed' : 'open']).toSorted(),
      );
    });

    it('takes a closed case off the work lists, and keeps it by its stage and its customer', async () => {
      const owner = fresh();
      const branch = fresh();
      const customerRef = fresh();
      const { nextDueAt: _done, ...closed } = await aCase(store(), { owner, branch, customerRef });
      const over = {
        ...closed,
        stage: 'clean' as const,
        category: 'closed' as const,
        closedAt: DECIDED_AT.toISOString(),
        version: closed.version + 1,
      };

      await store().transactions.commit([{ store: 'case', case: over, expected: closed.version }]);

      const list = async (by: 'owner' | 'stage' | 'customer', value: string) =>
        (await store().cases.list({ by, value, limit: 10 })).items.map((summary) => summary.id);
      expect(await list('owner', owner)).toEqual([]);
      expect(await list('stage', `${branch}#awaiting-answers`)).toEqual([]);
      expect(await list('stage', `${branch}#clean`)).toEqual([closed.id]);
      expect(await list('customer', customerRef)).toEqual([closed.id]);
      expect((await overdueOf(closed.id)).length).toBe(0);
    });

    it('goes through every case once, and through nothing else', async () => {
      const ids = [(await aCase(store())).id, (await aCase(store())).id];

      const found = (await everyPage((next) => store().cases.all(next))).flat().map((record) => record.id);

      expect(found).toEqual(expect.arrayContaining(ids));
      expect(new Set(found).size).toBe(found.length);
    });

    it.each([
      ['text', 'not-a-cursor'],
      ['an empty object', Buffer.from('{}').toString('base64url')],
      ['another object', Buffer.from('{"pk":"CASE#cb-1"}').toString('base64url')],
    ])('refuses a cursor that is %s', async (_what, next) => {
      const list = store().cases.list({ by: 'owner', value: fresh(), limit: 10, next });

      await expect(list).rejects.toMatchObject({ name: 'Invalid' });
    });

    it("refuses a cursor of another owner's list", async () => {
      const owner = fresh();
      await aCase(store(), { owner });
      await aCase(store(), { owner });
      const { next } = await store().cases.list({ by: 'owner', value: owner, limit: 1 });

      const other = store().cases.list({ by: 'owner', value: fresh(), limit: 1, next: present(next) });

      await expect(other).rejects.toMatchObject({ name: 'Invalid' });
    });

    it('keeps the history in order, past ten events', async () => {
      const callback = await aCase(store());
      const first = present((await store().cases.history(callback.id))[0]);
      for (let seq = 2; seq <= 12; seq += 1) {
        await store().transactions.commit([{ store: 'event', event: { ...first, seq } }]);
      }

      const history = await store().cases.history(callback.id);

      expect(history.map((event) => event.seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    });

    async function overdueOf(caseId: string, before = at('2026-12-31')) {
      const pages = await everyPage((next) => store().cases.overdue(before, next));
      return pages.flat().filter((item) => item.caseId === caseId);
    }

    it('finds open cases past due, the oldest first, and none that is not due yet', async () => {
      const due = at('2026-03-04');
      const second = await aCase(store(), { nextDueAt: due.toISOString() });
      const first = await aCase(store(), { nextDueAt: later(due, { days: -1 }).toISOString() });
      const ahead = await aCase(store(), { nextDueAt: later(due, { days: 1 }).toISOString() });

      const pages = await everyPage((next) => store().cases.overdue(later(due, { minutes: 1 }), next));

      const mine = pages.flat().filter(({ caseId }) => [first.id, second.id, ahead.id].includes(caseId));
      expect(mine).toEqual([
        { caseId: first.id, dueAt: first.nextDueAt },
        { caseId: second.id, dueAt: second.nextDueAt },
      ]);
    });

    it('finds a payout among the overdue as well', async () => {
      const opened = openPayout('2026-02', HEAD_OFFICE, at('2026-03-02'));
      await store().transactions.commit([
        { store: 'case', case: opened.case, expected: 0 },
        { store: 'event', event: opened.event },
      ]);

      expect(await overdueOf(opened.case.id)).toEqual([
        { caseId: opened.case.id, dueAt: opened.case.nextDueAt },
      ]);
      expect(await store().cases.load('payout', opened.case.id)).toEqual(opened.case);
    });

    it('keeps messages, and what became of each', async () => {
      const { id: caseId, policyId } = await aCase(store());
      const message = {
        id: `${caseId}.1`,
        caseId,
        policyId,
        template: 'callback-invitation',
        round: 0,
        status: 'intended',
        intendedAt: INTAKE_AT.toISOString(),
      } as const;
      await store().transactions.commit([
        { store: 'message', message },
        { store: 'message', message: { ...message, id: `${caseId}.2` } },
      ]);
      const sent = { status: 'sent', sentAt: DECIDED_AT.toISOString(), receipt: 'receipt-1' } as const;

      await store().cases.markSent(message, sent);
      await store().cases.markSent(
        { caseId, id: `${caseId}.2` },
        { status: 'failed', sentAt: sent.sentAt, receipt: undefined },
      );

      expect(await store().cases.message(caseId, message.id)).toEqual({ ...message, ...sent });
      expect(await store().cases.messages(caseId)).toEqual([
        { ...message, ...sent },
        { ...message, id: `${caseId}.2`, status: 'failed', sentAt: sent.sentAt },
      ]);
      expect(await store().cases.message(caseId, 'none')).toBeUndefined();
    });

    describe('a wait', () => {
      const EXECUTION = 'execution-1';

      async function decide(caseId: string, wait: number, when = DECIDED_AT): Promise<void> {
        const write = { store: 'decided-wait', caseId, wait, at: when.toISOString() } as const;
        await store().transactions.commit([write]);
      }

      async function undeliveredOf(caseId: string, before = later(DECIDED_AT, { minutes: 1 })) {
        return (await store().cases.undelivered(before)).filter((wait) => wait.caseId === caseId);
      }

      it('that is decided after its token came holds both', async () => {
        const { id: caseId } = await aCase(store());
        const waiting = { caseId, wait: 0, execution: EXECUTION, token: 'token-1' };

        expect(await store().cases.storeToken(waiting)).toEqual(waiting);
        await decide(caseId, 0);

        const decided = { ...waiting, decidedAt: DECIDED_AT.toISOString() };
        expect(await store().cases.wait(caseId, 0)).toEqual(decided);
        expect(await undeliveredOf(caseId)).toEqual([decided]);
      });

      it('that is decided before its token came says so to whoever brings the token', async () => {
        const { id: caseId } = await aCase(store());
        await decide(caseId, 0);

        const stored = await store().cases.storeToken({
          caseId,
          wait: 0,
          execution: EXECUTION,
          token: 'token-1',
        });

        expect(stored.decidedAt).toBe(DECIDED_AT.toISOString());
      });

      it('keeps the token of the latest execution', async () => {
        const { id: caseId } = await aCase(store());
        const waiting = { caseId, wait: 0, execution: EXECUTION, token: 'token-1' };
        await store().cases.storeToken(waiting);

        const second = { ...waiting, execution: 'execution-2', token: 'token-2' };
        await store().cases.storeToken(second);

        expect(await store().cases.wait(caseId, 0)).toEqual(second);
      });

      it('that was delivered is on no list, and its token is gone', async () => {
        const { id: caseId } = await aCase(store());
        await store().cases.storeToken({ caseId, wait: 0, execution: EXECUTION, token: 'token-1' });
        await decide(caseId, 0);
        const deliveredAt = later(DECIDED_AT, { minutes: 1 });

        await store().cases.markDelivered(caseId, 0, deliveredAt);

        expect(await store().cases.wait(caseId, 0)).toEqual({
          caseId,
          wait: 0,
          execution: EXECUTION,
          decidedAt: DECIDED_AT.toISOString(),
          deliveredAt: deliveredAt.toISOString(),
        });
        expect(await undeliveredOf(caseId)).toEqual([]);
      });

      it('that was decided after the time that is asked about is not found', async () => {
        const { id: caseId } = await aCase(store());
        await decide(caseId, 0);

        expect(await undeliveredOf(caseId, later(DECIDED_AT, { minutes: -1 }))).toEqual([]);
      });

      it('that nobody ever stored is not there', async () => {
        expect(await store().cases.wait('cb-none', 7)).toBeUndefined();
      });
    });

    describe('tells', () => {
      it('a new case and its first event, in this order', async () => {
        const callback = await aCase(store());

        const told = await store().told(callback.id);

        const [event] = await store().cases.history(callback.id);
        expect(told).toEqual([
          { is: 'new-case', case: callback },
          { is: 'event', event },
        ]);
      });

      it('each change of a wait, and of a changed case only its events', async () => {
        const callback = await aCase(store());
        const first = present((await store().cases.history(callback.id))[0]);
        const before = (await store().told(callback.id)).length;
        const { id: caseId, version } = callback;
        const event = { ...first, seq: 2, by: AGENT };

        await store().cases.storeToken({ caseId, wait: 0, execution: 'execution-1', token: 'token-1' });
        await store().transactions.commit([
          { store: 'case', case: { ...callback, version: version + 1 }, expected: version },
          { store: 'event', event },
          { store: 'decided-wait', caseId, wait: 0, at: DECIDED_AT.toISOString() },
        ]);
        await store().cases.markDelivered(caseId, 0, DECIDED_AT);

        const told = (await store().told(caseId)).slice(before);
        const waits = told.filter((committed) => committed.is === 'wait').map(({ wait }) => wait);
        expect(told.filter((committed) => committed.is !== 'wait')).toEqual([{ is: 'event', event }]);
        expect(waits.map(({ token, decidedAt, deliveredAt }) => [token, decidedAt, deliveredAt])).toEqual([
          ['token-1', undefined, undefined],
          ['token-1', DECIDED_AT.toISOString(), undefined],
          [undefined, DECIDED_AT.toISOString(), DECIDED_AT.toISOString()],
        ]);
      });

      it('a message when it is new, and not when it was sent', async () => {
        const { id: caseId, policyId } = await aCase(store());
        const before = (await store().told(caseId)).length;
        const message = {
          id: `${caseId}.1`,
          caseId,
          policyId,
          template: 'callback-invitation',
          round: 0,
          status: 'intended',
          intendedAt: INTAKE_AT.toISOString(),
        } as const;

        await store().transactions.commit([{ store: 'message', message }]);
        await store().cases.markSent(message, { status: 'sent', receipt: 'receipt-1' });

        expect((await store().told(caseId)).slice(before)).toEqual([{ is: 'new-message', message }]);
      });

      it('nothing of a change that was refused', async () => {
        const callback = await aCase(store());
        const before = (await store().told(callback.id)).length;
        const decided = { store: 'decided-wait', caseId: callback.id, wait: 0, at: '' } as const;

        const refused = store().transactions.commit([
          decided,
          { store: 'case', case: callback, expected: 0 },
        ]);

        await expect(refused).rejects.toThrow();
        expect((await store().told(callback.id)).slice(before)).toEqual([]);
      });
    });
  });
}
