import { describe, expect, it } from 'vitest';
import type { Here } from '../../domain/presence.ts';
import { AGENT, SECOND_AGENT } from '../support/people.ts';
import { INTAKE_AT, intakeOf, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { type OpenStore, opening } from './opened.ts';

const seenAt = INTAKE_AT.toISOString();
const here = (id: string, over: Partial<Here> = {}): Here => ({
  id,
  doing: 'viewing',
  since: seenAt,
  seenAt,
  ...over,
});

export function describePresence(name: string, open: OpenStore): void {
  describe(`presence of ${name}`, () => {
    const store = opening(open);

    it('is one line for each person, the last one told, of that case alone', async () => {
      const { presence } = store();
      await presence.put('cb-here', here(AGENT.id));
      await presence.put('cb-here', here(SECOND_AGENT.id));
      await presence.put('cb-other', here(AGENT.id));
      await presence.put('cb-here', here(AGENT.id, { doing: 'editing' }));

      const found = await presence.at('cb-here');

      expect(found.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        here(AGENT.id, { doing: 'editing' }),
        here(SECOND_AGENT.id),
      ]);
      expect(await presence.at('cb-nobody')).toEqual([]);
    });

    it('is no part of the case: nothing is told of it, and the case stays as it is', async () => {
      const intake = intakeOf();
      await store().transactions.commit(writesOfIntake(intake));
      const callback = present(intake.callback).case;
      const told = await store().told(callback.id);

      await store().presence.put(callback.id, here(AGENT.id));

      expect(await store().told(callback.id)).toEqual(told);
      expect(await store().cases.byId(callback.id)).toEqual(callback);
      expect(await store().cases.history(callback.id)).toHaveLength(callback.version);
    });
  });
}
