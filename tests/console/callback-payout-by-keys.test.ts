import { describe, it } from 'vitest';
import { fromInvitationToPayout, NEAR_MONTHS_END } from './callback-walk.ts';
import { KEYS } from './hands.ts';
import { people } from './walk.ts';

const firm = people({ today: NEAR_MONTHS_END });

describe('a problem callback, by keyboard alone', () => {
  it('goes from the invitation to the payout', async () => {
    await fromInvitationToPayout(firm(), { staff: KEYS, customer: KEYS });
  });
});
