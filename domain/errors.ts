/**
 * Every failure has a name. The API turns one of these into an RFC 9457 problem (`type`, `status`, `message` as
 * the title, `fields`); a state machine's Retry and Catch match on `name`. So `name` is a contract: it is written
 * out and never taken from `constructor.name`, which a bundler may shorten.
 *
 * | Name | Status | Tried again by a machine? |
 * |---|---|---|
 * | Throttled, Unavailable | 503 | yes: time heals it |
 * | StaleVersion | 409 | not as it is; a step that loads the record anew may start over |
 * | TooMany | 429 | no: the caller waits `retryAfterSeconds` |
 * | all others | 4xx, 500 | no: the same input fails again |
 */

/** One field of a request that was not accepted. `field` is a dotted path, as `answers.3.text`. */
export interface FieldFault {
  field: string;
  reason: string;
}

/** Ids and facts only. Problems and logs repeat `details`, so a name or a phone number must never be in it. */
export interface Facts {
  details?: Record<string, unknown>;
  cause?: unknown;
}

export abstract class RecourseError extends Error {
  abstract override readonly name: string;
  /** HTTP status. */
  abstract readonly status: number;
  /** Slug of the problem type, kebab-case. */
  abstract readonly type: string;
  readonly details: Record<string, unknown>;
  readonly fields?: readonly FieldFault[];

  constructor(message: string, { details = {}, cause }: Facts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.details = details;
  }
}

/** The request does not have the shape or the values that it must have. */
export class Invalid extends RecourseError {
  override readonly name: string = 'Invalid';
  readonly status = 400;
  readonly type: string = 'invalid';
  override readonly fields: readonly FieldFault[];

  constructor(message: string, fields: readonly FieldFault[] = [], facts?: Facts) {
    super(message, facts);
    this.fields = fields;
  }
}

export class NotSignedIn extends RecourseError {
  override readonly name: string = 'NotSignedIn';
  readonly status = 401;
  readonly type: string = 'not-signed-in';
}

export class NotAllowed extends RecourseError {
  override readonly name: string = 'NotAllowed';
  readonly status = 403;
  readonly type: string = 'not-allowed';
}

/** Told of what is not there and of what may not be seen, alike: which of the two it is would be an answer. */
export const NOTHING_HERE = 'There is nothing here that you can see.';

export class NotFound extends RecourseError {
  override readonly name: string = 'NotFound';
  readonly status = 404;
  readonly type: string = 'not-found';
}

/** Somebody else was first. `current` is what the loser is shown: the state that now holds. */
export class Conflict extends RecourseError {
  override readonly name: string = 'Conflict';
  readonly status = 409;
  readonly type: string = 'conflict';
  readonly current: unknown;

  constructor(message: string, current?: unknown, facts?: Facts) {
    super(message, facts);
    this.current = current;
  }
}

/** The record has moved on since it was read: the version in the condition no longer holds. */
export class StaleVersion extends Conflict {
  override readonly name: string = 'StaleVersion';
  override readonly type: string = 'stale-version';
}

export class AlreadyExists extends Conflict {
  override readonly name: string = 'AlreadyExists';
  override readonly type: string = 'already-exists';
}

/** The link or code was used, or its time is over. */
export class Gone extends RecourseError {
  override readonly name: string = 'Gone';
  readonly status = 410;
  readonly type: string = 'gone';
}

export class TooLarge extends RecourseError {
  override readonly name: string = 'TooLarge';
  readonly status = 413;
  readonly type: string = 'too-large';
}

/** A media type that is not accepted. */
export class Unsupported extends RecourseError {
  override readonly name: string = 'Unsupported';
  readonly status = 415;
  readonly type: string = 'unsupported';
}

/** A rule of the business says no to a well-formed request. `rule` names it, the message is the sentence shown. */
export class Refused extends RecourseError {
  override readonly name: string = 'Refused';
  readonly status = 422;
  readonly type: string = 'refused';
  readonly rule: string;

  constructor(rule: string, sentence: string, facts?: Facts) {
    super(sentence, facts);
    this.rule = rule;
  }
}

/** This caller asks too often: our limit, not the store's. */
export class TooMany extends RecourseError {
  override readonly name: string = 'TooMany';
  readonly status = 429;
  readonly type: string = 'too-many';
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number, facts?: Facts) {
    super(message, facts);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Something that we depend on asks us to slow down. */
export class Throttled extends RecourseError {
  override readonly name: string = 'Throttled';
  readonly status = 503;
  readonly type: string = 'throttled';
}

/** Something that we depend on does not answer. */
export class Unavailable extends RecourseError {
  override readonly name: string = 'Unavailable';
  readonly status = 503;
  readonly type: string = 'unavailable';
}

/** A bug: the code met what it promises can never be. Somebody is woken up; nobody tries again. */
export class InvariantBroken extends RecourseError {
  override readonly name: string = 'InvariantBroken';
  readonly status = 500;
  readonly type: string = 'invariant-broken';
}

/** The names that a Retry may list besides the platform's own. */
export const RETRYABLE_ERRORS: readonly string[] = ['Throttled', 'Unavailable'];

/** True only where time can heal. An error that is not ours was not translated at its port, so it is a bug: false. */
export function isRetryable(error: unknown): boolean {
  return error instanceof RecourseError && RETRYABLE_ERRORS.includes(error.name);
}
