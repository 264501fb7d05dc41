import { UnsupportedDefinition } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import { blocksInside, type State, type StatesBlock, type StateType, waitsForToken } from './asl.ts';

// The interpreter skips fields that it does not know, so what is not listed here is refused: a definition
// must not run one way on a machine and another way in AWS.
const MACHINE_FIELDS = ['StartAt', 'States', 'Comment', 'Version', 'TimeoutSeconds', 'QueryLanguage'];
const BLOCK_FIELDS = ['StartAt', 'States', 'Comment', 'ProcessorConfig', 'QueryLanguage'];
const COMMON_FIELDS = ['Type', 'Comment', 'QueryLanguage', 'Next', 'End', 'InputPath', 'OutputPath'];
const RESULT_FIELDS = ['ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const STATE_FIELDS: Record<StateType, string[]> = {
  Task: ['Resource', 'Parameters', 'TimeoutSeconds', 'TimeoutSecondsPath', ...RESULT_FIELDS],
  Map: [
    'ItemProcessor',
    'Iterator',
    'ItemsPath',
    'ItemSelector',
    'Parameters',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    ...RESULT_FIELDS,
  ],
  Parallel: ['Branches', 'Parameters', ...RESULT_FIELDS],
  Pass: ['Result', 'Parameters', 'ResultPath'],
  Wait: ['Seconds', 'Timestamp', 'SecondsPath', 'TimestampPath'],
  Choice: ['Choices', 'Default'],
  Succeed: [],
  Fail: ['Error', 'Cause', 'ErrorPath', 'CausePath'],
};
const RETRIER_FIELDS = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const CATCHER_FIELDS = ['ErrorEquals', 'Next', 'ResultPath', 'Comment'];
const COMPARISON =
  /^(String|Numeric|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$|^BooleanEquals(Path)?$|^StringMatches$|^Is(Null|Present|Numeric|String|Boolean|Timestamp)$/;
const RULE_FIELDS = ['Variable', 'And', 'Or', 'Not', 'Next', 'Comment'];

const LAMBDA = /^arn:aws(-cn)?:states:::lambda:invoke(\.waitForTaskToken)?$/;
const CONTEXT_PATH = /\$\$[\w.[\]'"]*/g;
const KNOWN_CONTEXT =
  /^\$\$\.(Execution\.(Id|Name|Input|StartTime|RoleArn)|StateMachine\.(Id|Name)|State\.Name)(?![\w])/;
const INTRINSIC = /States\.\w+/g;
const KNOWN_INTRINSICS = new Set(
  [
    ...['Format', 'StringToJson', 'JsonToString', 'Array', 'ArrayPartition', 'ArrayContains', 'ArrayRange'],
    ...['ArrayGetItem', 'ArrayLength', 'ArrayUnique', 'Base64Encode', 'Base64Decode', 'Hash', 'JsonMerge'],
    ...['MathRandom', 'MathAdd', 'StringSplit', 'UUID'],
  ].map((name) => `States.${name}`),
);

/**
 * Throws `UnsupportedDefinition`, with the machine, the state and the field, when the interpreter would
 * silently run `definition` otherwise than AWS.
 */
export function lint(machine: string, definition: StatesBlock): void {
  const seen = new Set<string>();
  lintBlock(definition, '(top level)', MACHINE_FIELDS);

  function refuse(state: string, field: string, reason: string): never {
    throw new UnsupportedDefinition(machine, state, field, reason);
  }

  function allow(fields: object, allowed: string[], state: string, where = ''): void {
    for (const field of Object.keys(fields)) {
      if (!allowed.includes(field)) refuse(state, `${where}${field}`, 'the local interpreter ignores it');
    }
  }

  function jsonPathOnly(fields: Record<string, unknown>, state: string): void {
    const language = fields.QueryLanguage ?? 'JSONPath';
    if (language !== 'JSONPath')
      refuse(state, 'QueryLanguage', `${language} is not interpreted, only JSONPath`);
  }

  function lintBlock(block: StatesBlock, owner: string, fields: string[]): void {
    jsonPathOnly(block, owner);
    allow(block, fields, owner);
    const mode = isJsonObject(block.ProcessorConfig) ? block.ProcessorConfig.Mode : 'INLINE';
    if (mode !== 'INLINE') refuse(owner, 'ProcessorConfig', `mode ${mode} is not interpreted, only INLINE`);
    for (const [name, state] of Object.entries(block.States)) lintState(name, state);
  }

  function lintState(name: string, state: State): void {
    if (seen.has(name)) refuse(name, 'name', 'two states of one machine share it');
    seen.add(name);
    jsonPathOnly(state, name);
    allow(state, [...COMMON_FIELDS, ...(STATE_FIELDS[state.Type] ?? refuse(name, 'Type', 'unknown'))], name);
    if (state.Type === 'Task') lintTask(name, state);
    if (state.Type === 'Pass' && 'Result' in state && !state.Result) {
      refuse(name, 'Result', 'the interpreter takes false, 0, "" and null as absent');
    }
    for (const path of ['ErrorPath', 'CausePath']) {
      if (typeof state[path] === 'string' && !state[path].startsWith('$')) {
        refuse(name, path, 'an intrinsic function is not evaluated here');
      }
    }
    for (const retrier of list(state.Retry)) allow(retrier, RETRIER_FIELDS, name, 'Retry.');
    for (const catcher of list(state.Catch)) allow(catcher, CATCHER_FIELDS, name, 'Catch.');
    for (const rule of state.Choices ?? []) lintRule(rule, name);
    lintExpressions(state, name, state);
    for (const block of blocksInside(state)) lintBlock(block, name, BLOCK_FIELDS);
  }

  function lintTask(name: string, state: State): void {
    if (!LAMBDA.test(state.Resource ?? '')) {
      refuse(
        name,
        'Resource',
        `only lambda:invoke and lambda:invoke.waitForTaskToken, not ${state.Resource}`,
      );
    }
    if (state.TimeoutSeconds === undefined && state.TimeoutSecondsPath === undefined) {
      refuse(name, 'TimeoutSeconds', 'missing: it would be 60 seconds here and endless in AWS');
    }
    const parameters = state.Parameters ?? {};
    if (parameters.FunctionName === undefined && parameters['FunctionName.$'] === undefined) {
      refuse(name, 'Parameters.FunctionName', 'missing');
    }
    allow(parameters, ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$'], name, 'Parameters.');
    if (waitsForToken(state) && !JSON.stringify(parameters).includes('$$.Task.Token')) {
      refuse(name, 'Parameters.Payload', 'nobody gets $$.Task.Token, so nobody can answer');
    }
  }

  function lintRule(rule: object, state: string): void {
    for (const [field, value] of Object.entries(rule)) {
      if (!RULE_FIELDS.includes(field) && !COMPARISON.test(field)) {
        refuse(state, `Choices.${field}`, 'the local interpreter ignores it');
      }
      if (field === 'And' || field === 'Or') for (const inner of list(value)) lintRule(inner, state);
      if (field === 'Not') lintRule(value, state);
    }
  }

  /** Looks at every string outside nested machines: context paths and intrinsic functions. */
  function lintExpressions(value: unknown, name: string, state: State, key = ''): void {
    if (Array.isArray(value)) {
      for (const item of value) lintExpressions(item, name, state, key);
    } else if (isJsonObject(value)) {
      for (const [inner, content] of Object.entries(value)) {
        if (['Branches', 'Iterator', 'ItemProcessor'].includes(inner) && value === (state as unknown))
          continue;
        lintExpressions(content, name, state, inner);
      }
    } else if (typeof value === 'string' && /(\.\$|Path|^Variable)$/.test(key)) {
      for (const [path] of value.matchAll(CONTEXT_PATH)) lintContextPath(path, key, name, state);
      for (const [called] of value.startsWith('$') ? [] : value.matchAll(INTRINSIC)) {
        if (!KNOWN_INTRINSICS.has(called)) refuse(name, key, `unknown intrinsic function ${called}`);
      }
    }
  }

  function lintContextPath(path: string, key: string, name: string, state: State): void {
    if (KNOWN_CONTEXT.test(path)) return;
    if (/^\$\$\.Task\.Token$/.test(path) && waitsForToken(state)) return;
    if (/^\$\$\.Map\.Item\.(Index|Value)/.test(path) && state.Type === 'Map') return;
    refuse(name, key, `${path} is not in the local context object`);
  }
}

function list(value: unknown): object[] {
  return Array.isArray(value) ? value : [];
}
