import { describe, expect, it } from 'vitest';
import { MOST_REPRESENTATIVES, matterKeyOf } from '../../domain/complaint/case.ts';
import type { Matter } from '../../domain/complaint/intake.ts';
import { ComplaintStory, HANDLER, handling, RECEIVED_AT } from '../support/complaint-story.ts';
import { SELLER } from '../support/people.ts';
import { faultsOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const days = (count: number) => later(RECEIVED_AT, { days: count });
const keyOf = (matter: Partial<Matter>, category: 'sales' | 'claims' = 'sales') =>
  new ComplaintStory({ matter, intake: { category } }).case.matterKey;

describe('the same matter', () => {
  it('is that of one customer, one policy and one cause, and no other', () => {
    const other = { policyId: `pl-${'2'.repeat(20)}` };
    const keys = [
      keyOf({}),
      keyOf(other),
      keyOf({ policyId: undefined }),
      keyOf({ customerRef: 'customer-2' }),
      keyOf({}, 'claims'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keyOf({ brokerId: 'somebody-else', product: 'life-2' })).toBe(keys[0]);
    expect(keyOf({ policyId: undefined })).toBe(
      matterKeyOf({ customerRef: 'customer-1', category: 'sales' }),
    );
  });
});

describe('what is taken down', () => {
  it('says whose it is, for the figures too, and leaves out what is not known', () => {
    const story = new ComplaintStory({ intake: { origin: 'cb-1', reference: '12378-77' } });
    expect(story.case).toMatchObject({
      owner: 'complaint-handler@bj',
      brokerId: SELLER.id,
      productClass: 'ordinary-life',
      origin: 'cb-1',
    });
    expect(story.case.contacts[0]?.reference).toBe('12378-77');
    expect(story.event('complaint-opened').data).toMatchObject({
      brokerId: SELLER.id,
      origin: 'cb-1',
      isRepeat: false,
    });

    const bare = { policyId: undefined, carrier: undefined, product: undefined, productClass: undefined };
    const unknown = new ComplaintStory({ matter: { ...bare, brokerId: undefined, phone: undefined } });
    const known = { ...unknown.case, ...unknown.event('complaint-opened').data };
    for (const name of [...Object.keys(bare), 'brokerId', 'origin', 'repeats', 'group', 'gatewayAt']) {
      expect(known, name).not.toHaveProperty(name);
    }
    expect(unknown.contents.has('contact')).toBe(false);
    expect(handling().body('contact')).toEqual({ phone: '13900000001' });
  });

  it('may be of as many representatives as the law allows, and of all who complain', () => {
    const group = (size: number, representatives: number) =>
      faultsOf(() => new ComplaintStory({ intake: { group: { size, representatives } } }));
    expect(group(30, MOST_REPRESENTATIVES)).toEqual([]);
    expect(group(3, 3)).toEqual([]);
  });
});

describe('a further contact', () => {
  it('cannot lie ahead, and its words are kept by their number', () => {
    const story = handling();
    expect(faultsOf(() => story.contact({ receivedAt: days(1).toISOString() }))).toEqual([
      'receivedAt is in the future',
    ]);
    story.contact({ statement: 'and nobody has called' });
    expect(story.body('statement-2')).toEqual({ statement: 'and nobody has called' });
  });

  it('is a reply only where a gateway has brought one, and the first reply counts', () => {
    const story = handling().late(days(2));
    story.contact();
    expect(story.case.gatewayAt).toBeUndefined();
    const replies = (when: Date) =>
      story.contact({ channel: 'sms-evaluation', gatewayAt: when.toISOString() });
    replies(days(1));
    story.late(days(4));
    replies(days(3));
    story.contact({}, HANDLER);
    expect(story.case).toMatchObject({
      gatewayAt: days(1).toISOString(),
      enteredAt: days(2).toISOString(),
    });
  });
});
