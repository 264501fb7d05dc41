import { describe, expect, it } from 'vitest';
import * as errors from '../../domain/errors.ts';

const EVERY_ERROR = [
  new errors.Invalid('no', [{ field: 'a', reason: 'missing' }]),
  new errors.NotSignedIn('no'),
  new errors.NotAllowed('no'),
  new errors.NotFound('no'),
  new errors.Conflict('no'),
  new errors.StaleVersion('no', { version: 4 }),
  new errors.AlreadyExists('no'),
  new errors.Gone('no'),
  new errors.TooLarge('no'),
  new errors.Unsupported('no'),
  new errors.Refused('seller-may-not-call', 'no'),
  new errors.TooMany('no', 30),
  new errors.Throttled('no'),
  new errors.Unavailable('no'),
  new errors.InvariantBroken('no'),
];

describe('the named errors', () => {
  it('hold every class of the file', () => {
    const classes = Object.values(errors).filter(
      (value) =>
        typeof value === 'function' && value !== errors.RecourseError && /^class/.test(String(value)),
    );
    expect(EVERY_ERROR.map((error) => error.constructor).sort()).toEqual(classes.sort());
  });

  it.each(EVERY_ERROR)('$name is named like its class and its problem type', (error) => {
    expect(error.name).toBe(error.constructor.name);
    expect(error.type).toBe(error.name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase());
    expect(error).toBeInstanceOf(Error);
  });

  it.each(EVERY_ERROR)('$name has an HTTP status', ({ status }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });

  it('keep the cause, and have none when none was given', () => {
    const cause = new TypeError('socket closed');
    expect(new errors.Unavailable('no answer', { cause }).cause).toBe(cause);
    expect('cause' in new errors.Unavailable('no answer')).toBe(false);
  });

  it('show the loser of a race the state that now holds', () => {
    const error: unknown = new errors.StaleVersion('someone was first', { stage: 'closed', version: 5 });
    expect(error).toBeInstanceOf(errors.Conflict);
    expect(error).toMatchObject({ status: 409, current: { stage: 'closed', version: 5 } });
  });

  it('name the fields and the rule that said no', () => {
    expect(new errors.Invalid('no', [{ field: 'phone', reason: 'missing' }]).fields).toEqual([
      { field: 'phone', reason: 'missing' },
    ]);
    expect(new errors.Refused('same-person', 'The seller may not approve.').rule).toBe('same-person');
  });

  it('are tried again only when time can heal them', () => {
    expect(EVERY_ERROR.filter(errors.isRetryable).map(({ name }) => name)).toEqual(errors.RETRYABLE_ERRORS);
    expect(errors.isRetryable(new Error('ECONNRESET'))).toBe(false);
    expect(errors.isRetryable(undefined)).toBe(false);
  });
});
