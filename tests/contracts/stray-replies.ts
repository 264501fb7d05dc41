import { describe, expect, it } from 'vitest';
import { AlreadyExists, StaleVersion } from '../../domain/errors.ts';
import { type StrayReply, strayOf } from '../../domain/evaluation/stray.ts';
import { INTAKE_AT } from '../support/policies.ts';
import { later } from '../support/wall.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';

let made = 0;

function stray(minutes: number): StrayReply {
  made += 1;
  const receivedAt = later(INTAKE_AT, { minutes });
  const given = { id: `reply of a contract ${made}`, phone: '13900000001', text: '1A', receivedAt };
  return strayOf(given, { why: 'unknown-number', evaluations: [] }, later(INTAKE_AT, { days: 1 }));
}

export function describeStrayReplies(name: string, open: OpenStore): void {
  describe(`replies of no evaluation, of ${name}`, () => {
    const store = opening(open);
    const put = (one: StrayReply, expected = 0) =>
      store().transactions.commit([{ store: 'stray-reply', stray: one, expected }]);

    it('are kept once, and listed in their order until somebody has seen to them', async () => {
      const strays = [3, 1, 2].map(stray);
      for (const one of strays) await put(one);
      const inOrder = strays.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
      const unseen = async () => (await everyPage((next) => store().strays.unseen(2, next))).flat();

      expect(await unseen()).toEqual(inOrder);
      const [first] = inOrder;
      if (first === undefined) throw new Error('there is one');
      await expect(put(first)).rejects.toThrow(AlreadyExists);
      const seen = { ...first, version: 2, seen: { by: 'handler', at: first.arrivedAt, reason: 'spam' } };
      await put(seen, 1);
      expect(await unseen()).toEqual(inOrder.slice(1));
      expect(await store().strays.byId(first.id)).toEqual(seen);
      await expect(put(seen, 1)).rejects.toThrow(StaleVersion);
      expect(await store().strays.byId('reply-none')).toBeUndefined();
    });

    it('are no case and no change that anybody follows', async () => {
      await put(stray(9));
      const cases = (await everyPage((next) => store().cases.all(next))).flat();
      expect(cases).toEqual([]);
    });
  });
}
