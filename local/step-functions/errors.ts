/** A refusal by the Step Functions API; `name` is AWS's error code, as SDK clients show it. */
export class StepFunctionsError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/** A definition uses something that the interpreter would ignore or treat differently from AWS. */
export class UnsupportedDefinition extends Error {
  override name = 'UnsupportedDefinition';
  readonly machine: string;
  readonly state: string;
  readonly field: string;

  constructor(machine: string, state: string, field: string, reason: string) {
    super(`${machine}, state ${state}, ${field}: ${reason}`);
    this.machine = machine;
    this.state = state;
    this.field = field;
  }
}

/** A definition is not valid Amazon States Language. */
export class InvalidDefinition extends Error {
  override name = 'InvalidDefinition';
}

/** A definition names a placeholder that nobody gave a value for, or has one inside a longer string. */
export class UnknownPlaceholder extends Error {
  override name = 'UnknownPlaceholder';
}

/** A job registered with `clock.every` rejected while time was moved; `cause` is its error. */
export class JobFailed extends Error {
  override name = 'JobFailed';
}

/** Something was asked of a server that has been stopped. */
export class StepFunctionsStopped extends Error {
  override name = 'StepFunctionsStopped';
  constructor() {
    super('the local Step Functions have been stopped');
  }
}
