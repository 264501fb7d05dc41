import { describe, expect, it } from 'vitest';
import { AlreadyExists, StaleVersion } from '../../domain/errors.ts';
import { signedIn } from '../../domain/person.ts';
import { openImport } from '../../domain/policy/import.ts';
import type { Sight } from '../../domain/sight.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE } from '../support/people.ts';
import { at, later } from '../support/wall.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';

const LAST_OF_MARCH = at('2026-03-31', '23:30');

function sight(id: string, when: Date): Sight {
  const { id: by, role } = COMPLIANCE;
  const seen = { of: 'value', kind: 'policy', about: 'pl-1', item: 'phone', reason: 'he called' } as const;
  return { id, at: when.toISOString(), by, role, ...seen };
}

/** What has a list of its own: sights, people, imports. */
export function describeListed(name: string, open: OpenStore): void {
  describe(`lists of ${name}`, () => {
    const store = opening(open);

    it('keep a sight once, and give those of a month of Shanghai, the newest first', async () => {
      const inMarch = [0, 10, 20].map((minutes) =>
        sight(`pl-1.${minutes}`, later(LAST_OF_MARCH, { minutes })),
      );
      const inApril = sight('pl-1.99', later(LAST_OF_MARCH, { minutes: 40 }));
      for (const one of [...inMarch, inApril])
        await store().transactions.commit([{ store: 'sight', sight: one }]);
      const of = async (month: string) =>
        (await everyPage((next) => store().sights.ofMonth(month, 2, next))).flat();

      expect(await of('2026-03')).toEqual(inMarch.toReversed());
      expect(await of('2026-04')).toEqual([inApril]);
      expect(await of('2026-05')).toEqual([]);
      const everyone = (await everyPage((next) => store().sights.all(next))).flat();
      expect(everyone.map(({ id }) => id).sort()).toEqual([...inMarch, inApril].map(({ id }) => id).sort());
      await expect(store().transactions.commit([{ store: 'sight', sight: inApril }])).rejects.toThrow(
        AlreadyExists,
      );
    });

    it('keep a person under a version, and give everybody page by page', async () => {
      const people = [BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE].map((staff) =>
        signedIn(undefined, staff, LAST_OF_MARCH),
      );
      for (const person of people)
        await store().transactions.commit([{ store: 'person', person, expected: 0 }]);
      const byId = people.toSorted((a, b) => (a.id < b.id ? -1 : 1));

      expect((await everyPage((next) => store().people.list(2, next))).flat()).toEqual(byId);
      const again = signedIn(byId[0], BRANCH_MANAGER, later(LAST_OF_MARCH, { days: 1 }));
      await store().transactions.commit([{ store: 'person', person: again, expected: 1 }]);
      expect(await store().people.byId(again.id)).toEqual(again);
      expect(await store().people.byId('nobody')).toBeUndefined();
      const lost = store().transactions.commit([{ store: 'person', person: again, expected: 1 }]);
      await expect(lost).rejects.toThrow(StaleVersion);
      const anew = store().transactions.commit([{ store: 'person', person: again, expected: 0 }]);
      await expect(anew).rejects.toThrow(AlreadyExists);
    });

    it('give imports as they stand, the newest first', async () => {
      const imports = [2, 0, 1].map((hours) =>
        openImport(`import-${hours}`, { ...HEAD_OFFICE, kind: 'staff' }, later(LAST_OF_MARCH, { hours })),
      );
      for (const { case: record, event } of imports) {
        await store().transactions.commit([
          { store: 'case', case: record, expected: 0 },
          { store: 'event', event },
          { store: 'listed-import', id: record.id, openedAt: record.openedAt },
        ]);
      }

      const listed = (await everyPage((next) => store().cases.imports(2, next))).flat();
      const [newest, oldest, middle] = imports.map(({ case: record }) => record);
      expect(listed).toEqual([newest, middle, oldest]);
      // None of the lists is a case.
      const cases = (await everyPage((next) => store().cases.all(next))).flat();
      expect(cases.length).toBe(imports.length);
    });
  });
}
