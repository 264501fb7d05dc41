import { describe, expect, it } from 'vitest';
import { StaleVersion } from '../../domain/errors.ts';
import { dropView, keepView, NO_VIEWS } from '../../domain/views.ts';
import { INTAKE_AT, policyInput } from '../support/policies.ts';
import { type OpenStore, opening } from './opened.ts';

const PAGE = { screen: 'cases', search: 'due=today&kind=complaint' };

/** A person that no other test of the suite knows. */
const somebody = () => `staff-${policyInput().number}`;

export function describeViews(name: string, open: OpenStore): void {
  describe(`views of ${name}`, () => {
    const store = opening(open);

    it("are nobody else's, and none at first", async () => {
      const { views } = store();
      const [one, other] = [somebody(), somebody()];
      const kept = keepView(NO_VIEWS, '今天到期', PAGE, INTAKE_AT);

      expect(await views.of(one)).toEqual(NO_VIEWS);
      await views.put(one, kept);

      expect(await views.of(one)).toEqual(kept);
      expect(await views.of(other)).toEqual(NO_VIEWS);
    });

    it('change in place, to none as well', async () => {
      const { views } = store();
      const id = somebody();
      const first = keepView(NO_VIEWS, 'mine', PAGE, INTAKE_AT);
      const none = dropView(first, 'mine');
      await views.put(id, first);
      await views.put(id, none);

      expect(await views.of(id)).toEqual(none);
    });

    it('of two who change them at once, on two screens, lose neither: the second is turned away', async () => {
      const { views } = store();
      const id = somebody();
      for (const before of [NO_VIEWS, keepView(NO_VIEWS, 'mine', PAGE, INTAKE_AT)]) {
        const outcomes = await Promise.allSettled(
          ['left', 'right'].map((side) => views.put(id, keepView(before, side, PAGE, INTAKE_AT))),
        );
        const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
        expect(lost).toHaveLength(1);
        expect(lost[0]).toBeInstanceOf(StaleVersion);
      }
    });
  });
}
