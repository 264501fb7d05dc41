import { describe, it } from 'vitest';
import { fromInvitationToPayout, NEAR_MONTHS_END } from './callback-walk.ts';
import { FINGER } from './hands.ts';
import { MOUSE } from './staff-hands.ts';
import { people } from './walk.ts';

const firm = people({ today: NEAR_MONTHS_END });

describe('a problem callback, by mouse and by touch', () => {
  it('goes from the invitation to the payout', async () => {
    await fromInvitationToPayout(firm(), { staff: MOUSE, customer: FINGER });
  });
});
