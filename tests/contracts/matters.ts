import { describe, expect, it } from 'vitest';
import { carrierQueue } from '../../domain/carrier-request/case.ts';
import { CaseDraft, contentHash, writesOfDecision } from '../../domain/decision.ts';
import type { CaseQuery } from '../../domain/ports.ts';
import { advancePreUnderwriting } from '../../domain/pre-underwriting/advance.ts';
import { recordOpinion } from '../../domain/pre-underwriting/answers.ts';
import { chooseNone } from '../../domain/pre-underwriting/choose.ts';
import { CUSTOMER, eraseCase, withdrawConsent } from '../../domain/pre-underwriting/consent.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import { addDays, type DateText, dateOf } from '../../domain/time/calendar.ts';
import { reviewer, SELLER } from '../support/people.ts';
import { DECLINED } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';
import { contentsOf, fresh, MEASURED, prepared, RULES, SENT_AT, saved, sent } from './story.ts';

const ANSWERED_AT = later(SENT_AT, { days: 1 });
const WITHDRAWN_AT = later(SENT_AT, { days: 2 });
const FAR = at('2030-01-01');

/** Matters that carriers are asked about: what can be erased, whose lists they are on, and when they are to be erased. */
export function describeMatters(name: string, open: OpenStore): void {
  describe(`matters of ${name}`, () => {
    const store = opening(open);

    const idsOn = async (by: CaseQuery['by'], value: string): Promise<string[]> =>
      (await everyPage((next) => store().cases.list({ by, value, limit: 2, next })))
        .flat()
        .map(({ id }) => id);

    async function erasableOf(ids: readonly string[], until: DateText): Promise<string[]> {
      const pages = await everyPage((next) => store().cases.erasable(until, next));
      return pages
        .flat()
        .map(({ caseId }) => caseId)
        .filter((id) => ids.includes(id));
    }

    async function overdueOf(ids: readonly string[]): Promise<string[]> {
      const pages = await everyPage((next) => store().cases.overdue(FAR, next));
      return pages
        .flat()
        .map(({ caseId }) => caseId)
        .filter((id) => ids.includes(id));
    }

    const withdrawn = async (file: PreUnderwritingFile): Promise<PreUnderwritingFile> => {
      const contents = await contentsOf(store(), file);
      const decision = withdrawConsent(file, contents, { way: 'link' }, CUSTOMER, WITHDRAWN_AT, RULES);
      return saved(store(), file.case.id, decision, WITHDRAWN_AT);
    };

    const abandoned = async (): Promise<PreUnderwritingFile> => {
      const file = await prepared(store());
      const due = new Date(present(file.case.nextDueAt));
      return saved(store(), file.case.id, present(advancePreUnderwriting(file, due, RULES)), due);
    };

    const erased = async (file: PreUnderwritingFile, when = FAR): Promise<PreUnderwritingFile> => {
      const decision = present(eraseCase(file, await contentsOf(store(), file), when, RULES));
      return saved(store(), file.case.id, decision, when);
    };

    describe('content', () => {
      it('is read back as it was given, and still has the hash that its events name', async () => {
        const { case: matter } = await prepared(store());

        const facts = present(await store().cases.content(matter.id, 'facts'));

        expect(contentHash(facts.body)).toBe(matter.factsHash);
        expect(facts).toMatchObject({ caseId: matter.id, name: 'facts', hash: matter.factsHash });
        expect(facts.body).toMatchObject({ disclosure: MEASURED });
      });

      it('is found by its name and with the others of its case, and with those of no other', async () => {
        const file = await sent(store());
        const [request] = file.requests;

        const names = async (id: string) =>
          (await store().cases.contents(id)).map((content) => content.name).toSorted();

        expect(await names(file.case.id)).toEqual(['contact', 'facts']);
        expect(await names(present(request).id)).toEqual(['packet']);
        expect(await store().cases.content(present(request).id, 'facts')).toBeUndefined();
        expect(await store().cases.contents('pu-none')).toEqual([]);
      });

      it('goes with another one of its name, and leaves nothing of what was erased', async () => {
        const file = await sent(store());
        const before = await contentsOf(store(), file);

        const after = await contentsOf(store(), await withdrawn(file));

        expect(before.every(({ body }) => body !== undefined)).toBe(true);
        expect(after).toEqual(
          before.map(({ body: _gone, ...kept }) => ({ ...kept, erasedAt: WITHDRAWN_AT.toISOString() })),
        );
      });

      it('is stored with the version of its case, or not at all', async () => {
        const { case: matter } = await prepared(store());
        const draft = new CaseDraft(matter, CUSTOMER, SENT_AT);
        draft.keep('facts', { other: 'facts' });
        draft.record('something', {});
        const late = draft.finish({ nextDueAt: undefined, wakes: false });
        const moved = late.cases.map((one) => ({ ...one, expected: matter.version + 1 }));

        const commit = store().transactions.commit(writesOfDecision({ ...late, cases: moved }, SENT_AT));

        await expect(commit).rejects.toMatchObject({ name: 'StaleVersion' });
        expect(present(await store().cases.content(matter.id, 'facts')).hash).toBe(matter.factsHash);
      });

      it('is told to nobody: what follows a case learns of its events alone', async () => {
        const { case: matter } = await prepared(store());

        const told = await store().told(matter.id);

        expect(told.map(({ is }) => is)).toEqual(['new-case', 'event']);
        const contact = present(await store().cases.content(matter.id, 'contact'));
        expect(JSON.stringify(told)).not.toContain((contact.body as { phone: string }).phone);
      });
    });

    describe("a carrier's request", () => {
      it("is on the list of its carrier and on no other carrier's", async () => {
        const [first, second] = [fresh(), fresh()];
        const { requests } = await sent(store(), { carriers: [first, second] });

        const idOf = (carrier: string) => present(requests.find((one) => one.carrier === carrier)).id;

        expect(await idsOn('carrier-stage', `${first}#asked`)).toEqual([idOf(first)]);
        expect(await idsOn('carrier-stage', `${second}#asked`)).toEqual([idOf(second)]);
        expect(await idsOn('owner', carrierQueue(first))).toEqual([idOf(first)]);
      });

      it('is on no list of a branch, not even of one that is called like its carrier', async () => {
        const same = fresh();
        const file = await sent(store(), { branch: same, carriers: [same, fresh()] });

        expect(await idsOn('stage', `${same}#asking`)).toEqual([file.case.id]);
        for (const { stage } of file.requests) expect(await idsOn('stage', `${same}#${stage}`)).toEqual([]);
        expect(await idsOn('carrier-stage', `${same}#asking`)).toEqual([]);
      });

      it('shows in a list what it is for, and neither packet nor people', async () => {
        const carrier = fresh();
        const { case: matter } = await sent(store(), { carriers: [carrier, fresh()] });

        const { items } = await store().cases.list({
          by: 'carrier-stage',
          value: `${carrier}#asked`,
          limit: 10,
        });

        const [request] = await Promise.all(items.map(({ id }) => store().cases.load('carrier-request', id)));
        const { id, kind, stage, category, version, branch, owner, nextDueAt, openedAt } = present(request);
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
            purpose: 'pre-underwriting',
            about: matter.id,
          },
        ]);
      });

      it('moves to another list with its answer, and out of the queue', async () => {
        const carrier = fresh();
        const file = await sent(store(), { carriers: [carrier, fresh()] });
        const request = present(file.requests.find((one) => one.carrier === carrier));
        const { decision } = recordOpinion(file, request.id, DECLINED, reviewer(carrier), ANSWERED_AT, RULES);

        await saved(store(), file.case.id, present(decision), ANSWERED_AT);

        expect(await idsOn('carrier-stage', `${carrier}#asked`)).toEqual([]);
        expect(await idsOn('carrier-stage', `${carrier}#answered`)).toEqual([request.id]);
        expect(await idsOn('owner', carrierQueue(carrier))).toEqual([]);
      });

      it("is listed page by page, and a branch's cursor does not open its list", async () => {
        const [carrier, branch] = [fresh(), fresh()];
        const files = [];
        for (let count = 0; count < 3; count += 1)
          files.push(await sent(store(), { branch, carriers: [carrier, fresh()] }));
        const ids = files.flatMap(({ requests }) =>
          requests.filter((one) => one.carrier === carrier).map(({ id }) => id),
        );
        const { next } = await store().cases.list({ by: 'stage', value: `${branch}#asking`, limit: 1 });

        const listed = await idsOn('carrier-stage', `${carrier}#asked`);
        const opened = store().cases.list({
          by: 'carrier-stage',
          value: `${carrier}#asked`,
          limit: 1,
          next: present(next),
        });

        expect(listed.toSorted()).toEqual(ids.toSorted());
        await expect(opened).rejects.toMatchObject({ name: 'Invalid' });
      });

      it('is never overdue by itself: the case that it is asked for is', async () => {
        const file = await sent(store());
        const ids = [file.case.id, ...file.requests.map(({ id }) => id)];

        expect(file.requests.every(({ nextDueAt }) => nextDueAt !== undefined)).toBe(true);
        expect(await overdueOf(ids)).toEqual([file.case.id]);
      });
    });

    describe('what is to be erased', () => {
      it('is a closed case from the day that was agreed, and not a day before', async () => {
        const open = await sent(store());
        const decision = chooseNone(open, 'too dear', SELLER, ANSWERED_AT, RULES);

        const { case: matter } = await saved(store(), open.case.id, decision, ANSWERED_AT);

        expect(await erasableOf([matter.id], addDays(matter.asks.deleteOn, -1))).toEqual([]);
        expect(await erasableOf([matter.id], matter.asks.deleteOn)).toEqual([matter.id]);
      });

      it('is no case that is open, whose own workflow closes it first, and none of its requests', async () => {
        const file = await sent(store());
        const ids = [file.case.id, ...file.requests.map(({ id }) => id)];

        expect(await erasableOf(ids, dateOf(FAR))).toEqual([]);
      });

      it('is not overdue as well: the sweeper leaves it alone', async () => {
        const { case: matter } = await abandoned();

        expect(await erasableOf([matter.id], matter.eraseOn)).toEqual([matter.id]);
        expect(await overdueOf([matter.id])).toEqual([]);
      });

      it('is a case whose consent was taken back, from that day and until its files are gone', async () => {
        const file = await withdrawn(await sent(store()));
        const ids = [file.case.id, ...file.requests.map(({ id }) => id)];
        const today = dateOf(WITHDRAWN_AT);

        expect(await erasableOf(ids, addDays(today, -1))).toEqual([]);
        expect(await erasableOf(ids, today)).toEqual([file.case.id]);
        expect((await erased(file)).case.erasedAt).toBe(FAR.toISOString());
        expect(await erasableOf(ids, dateOf(FAR))).toEqual([]);
      });

      it('comes in order of its day, page by page, each once', async () => {
        const ids: string[] = [];
        for (let count = 0; count < 4; count += 1) ids.push((await withdrawn(await sent(store()))).case.id);
        const before = await abandoned();
        const after = await abandoned();

        const found = await erasableOf([before.case.id, ...ids, after.case.id], dateOf(FAR));

        expect(found.slice(0, ids.length).toSorted()).toEqual(ids.toSorted());
        expect(found.slice(ids.length).toSorted()).toEqual([before.case.id, after.case.id].toSorted());
      });
    });

    describe('a customer', () => {
      it('is found with the case and with no request, and is gone from its keys as from its record', async () => {
        const customerRef = fresh();
        const file = await sent(store(), { customerRef });
        expect(await idsOn('customer', customerRef)).toEqual([file.case.id]);

        const { case: after } = await withdrawn(file);

        expect(after).not.toHaveProperty('customerRef');
        expect(await idsOn('customer', customerRef)).toEqual([]);
      });
    });
  });
}
