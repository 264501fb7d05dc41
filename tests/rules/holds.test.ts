import { describe, expect, it } from 'vitest';
import { HOLDS, HoldType } from '../../domain/commission/holds.ts';
import { hasHold, placeByHand, placeHold, releaseByHand } from '../../domain/commission/line.ts';
import { NotAllowed } from '../../domain/errors.ts';
import { type Actor, Role } from '../../domain/people.ts';
import { COMPLIANCE, CORE_SYSTEM, SECOND_COMPLIANCE, staff } from '../support/people.ts';
import { INTAKE_AT, intakeOf } from '../support/policies.ts';
import { present } from '../support/present.ts';

const SYSTEM: Actor = { kind: 'system', id: 'callback-workflow' };
const EVERY_ROLE: readonly Actor[] = Role.options.map((role) => staff(role, `some-${role}`));
const NO_PERSON: readonly Actor[] = [{ kind: 'customer' }, SYSTEM];

/** Holds that follow from what the customer, the calendar or the papers say. */
const BY_EVENT_ONLY = ['callback-not-completed', 'callback-problem', 'receipt-missing'] as const;
const BY_COMPLIANCE = ['customer-data', 'compliance'] as const;

const SHORT = { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' } as const;

function lineWith(type: HoldType, by: Actor = SYSTEM) {
  const { lines } = intakeOf({ product: SHORT });
  return placeHold(present(lines[0]), type, 'for the test', by, INTAKE_AT);
}
describe('the hold catalogue', () => {
  it('says of every hold what places it, what removes it and who must do what', () => {
    for (const type of HoldType.options) {
      const { placedWhen, removedWhen, nextStep } = HOLDS[type];
      expect([placedWhen, removedWhen, nextStep.what].every((text) => text.length > 10)).toBe(true);
    }
    expect(HoldType.options.toSorted()).toEqual([...BY_EVENT_ONLY, ...BY_COMPLIANCE].toSorted());
  });

  it.each(BY_EVENT_ONLY)('lets nobody release a %s hold by hand, whatever the role', (type) => {
    const line = lineWith(type);

    for (const by of [...EVERY_ROLE, ...NO_PERSON]) {
      expect(() => releaseByHand(line, type, 'please', by, INTAKE_AT)).toThrow(NotAllowed);
    }
  });

  it.each(BY_EVENT_ONLY)('lets nobody place a %s hold by hand', (type) => {
    const line = lineWith('compliance');

    for (const by of [...EVERY_ROLE, ...NO_PERSON]) {
      expect(() => placeByHand(line, type, 'I say so', by, INTAKE_AT)).toThrow(NotAllowed);
    }
  });

  it.each(BY_COMPLIANCE)('lets compliance alone place and release a %s hold', (type) => {
    const line = lineWith(type);
    const others = EVERY_ROLE.filter((by) => by.kind === 'staff' && by.role !== 'compliance');

    for (const by of [...others, ...NO_PERSON]) {
      expect(() => releaseByHand(line, type, 'please', by, INTAKE_AT)).toThrow(NotAllowed);
    }
    const after = releaseByHand(line, type, 'examined', COMPLIANCE, INTAKE_AT);
    expect(hasHold(after, type)).toBe(false);
  });

  it.each(BY_COMPLIANCE)('lets nobody release the %s hold that he placed', (type) => {
    const bare = lineWith('receipt-missing');
    const line = placeByHand(bare, type, 'looks wrong', COMPLIANCE, INTAKE_AT);

    expect(() => releaseByHand(line, type, 'was nothing', COMPLIANCE, INTAKE_AT)).toThrow(
      expect.objectContaining({ name: 'Refused', rule: 'second-person' }),
    );
    expect(hasHold(releaseByHand(line, type, 'heard', SECOND_COMPLIANCE, INTAKE_AT), type)).toBe(false);
  });

  it('keeps the hold that is there when the same comes again', () => {
    const line = placeHold(lineWith('receipt-missing'), 'compliance', 'first', COMPLIANCE, INTAKE_AT);

    const again = placeHold(line, 'compliance', 'second', SECOND_COMPLIANCE, INTAKE_AT);

    expect(again).toBe(line);
  });

  it('changes nothing when there is no such hold to release', () => {
    const line = lineWith('receipt-missing');

    expect(releaseByHand(line, 'compliance', 'none there', COMPLIANCE, INTAKE_AT)).toBe(line);
  });
});

describe('the holds of a policy that comes in', () => {
  it.each([
    ['in scope with its receipt', {}, ['callback-not-completed']],
    ['in scope without its receipt', { receiptOn: undefined }, ['callback-not-completed', 'receipt-missing']],
    ['out of scope', { product: SHORT }, []],
  ])('%s', (_what, over, holds) => {
    const { lines } = intakeOf(over);

    for (const line of lines) {
      expect(line.holds.map((hold) => hold.type)).toEqual(holds);
      expect(line.holds.every((hold) => hold.placedBy === CORE_SYSTEM.id)).toBe(true);
    }
  });
});
