import { describe, expect, it } from 'vitest';
import { beHere, othersHere } from '../../domain/presence.ts';
import { keepView, NO_VIEWS } from '../../domain/views.ts';
import { INTAKE_AT } from '../support/policies.ts';
import { later } from '../support/wall.ts';

describe('the order at the desk', () => {
  it('of those who are at a case is that in which they came', () => {
    const came = (id: string, minutes: number) =>
      beHere(id, 'viewing', undefined, later(INTAKE_AT, { minutes }));
    const all = [came('b', 0.2), came('c', 0.1), came('d', 0.3)];
    for (const kept of [all, all.toReversed()]) {
      const others = othersHere(kept, 'a', later(INTAKE_AT, { minutes: 0.4 }));
      expect(others.map(({ id }) => id)).toEqual(['c', 'b', 'd']);
    }
  });

  it('of saved views is that of their names', () => {
    const page = { screen: 'cases', search: '' };
    const kept = ['b', 'c', 'a'].reduce((views, name) => keepView(views, name, page, INTAKE_AT), NO_VIEWS);
    expect(kept.items.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});
