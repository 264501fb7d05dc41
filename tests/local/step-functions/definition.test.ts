// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation look like this.
import { describe, expect, it } from 'vitest';
import {
  InvalidDefinition,
  startStepFunctions,
  substitute,
  UnknownPlaceholder,
  UnsupportedDefinition,
} from '../../../local/step-functions/index.ts';
import { call, wait } from './system.ts';

async function start(definition: object): Promise<never> {
  const server = await startStepFunctions({
    machines: { callback: { definition: JSON.stringify(definition) } },
    invoke: async () => ({}),
    mode: 'manual',
  });
  await server.stop();
  throw new Error('was not refused');
}

const one = (state: object, rest: object = {}) => ({ StartAt: 'Ask', States: { Ask: state }, ...rest });
const items = (rest: object) => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
  End: true,
  ...rest,
});
const { TimeoutSeconds: _, ...endless } = call('x', {}, { End: true }) as Record<string, unknown>;

describe('a definition is refused when it', () => {
  it.each([
    [
      'asks for JSONata',
      one({ Type: 'Pass', End: true }, { QueryLanguage: 'JSONata' }),
      '(top level)',
      'QueryLanguage',
    ],
    [
      'asks for JSONata in a state',
      one({ Type: 'Pass', QueryLanguage: 'JSONata', End: true }),
      'Ask',
      'QueryLanguage',
    ],
    ['assigns variables', one({ Type: 'Pass', Assign: { a: 1 }, End: true }), 'Ask', 'Assign'],
    [
      'has a heartbeat',
      one(wait('x', { TimeoutSeconds: 9, HeartbeatSeconds: 3, End: true })),
      'Ask',
      'HeartbeatSeconds',
    ],
    [
      'tolerates failures',
      one(items({ ToleratedFailurePercentage: 5 })),
      'Ask',
      'ToleratedFailurePercentage',
    ],
    ['counts tolerated failures', one(items({ ToleratedFailureCount: 5 })), 'Ask', 'ToleratedFailureCount'],
    ['has a task without a timeout', one(endless), 'Ask', 'TimeoutSeconds'],
    [
      'calls something else than Lambda',
      one(call('x', {}, { Resource: 'arn:aws:states:::sns:publish', End: true })),
      'Ask',
      'Resource',
    ],
    [
      'waits for a token that nobody gets',
      one(wait('x', { TimeoutSeconds: 9, Parameters: { FunctionName: 'x', Payload: {} }, End: true })),
      'Ask',
      'Parameters.Payload',
    ],
    [
      'reads what is not in the local context object',
      one(call('x', { 'n.$': '$$.State.RetryCount' }, { End: true })),
      'Ask',
      'n.$',
    ],
    [
      'passes on a result that counts as false',
      one({ Type: 'Pass', Result: false, End: true }),
      'Ask',
      'Result',
    ],
    [
      'hides one of these in a Map state',
      one(
        items({
          ItemProcessor: {
            StartAt: 'Item',
            States: { Item: wait('x', { TimeoutSeconds: 9, HeartbeatSeconds: 3, End: true }) },
          },
        }),
      ),
      'Item',
      'HeartbeatSeconds',
    ],
  ])('%s', async (_what, definition, state, field) => {
    const refusal = await start(definition).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnsupportedDefinition);
    expect(refusal).toMatchObject({ name: 'UnsupportedDefinition', machine: 'callback', state, field });
  });

  it('is no state machine', async () => {
    await expect(start(one({ Type: 'Pass', Next: 'Nowhere' }))).rejects.toBeInstanceOf(InvalidDefinition);
  });
});

describe('substitute', () => {
  it('replaces whole strings and leaves the rest as it is', () => {
    const definition = JSON.stringify({ a: ['${StepsArn}', 1, null], b: 'States.Format(x)', c: '$.path' });
    expect(JSON.parse(substitute(definition, { StepsArn: 'arn:aws-cn:lambda:x' }))).toEqual({
      a: ['arn:aws-cn:lambda:x', 1, null],
      b: 'States.Format(x)',
      c: '$.path',
    });
  });

  it.each(['${Unknown}', '${toString}', 'arn:${Partition}:x'])('refuses %s', (text) => {
    expect(() => substitute(JSON.stringify({ text }), { Partition: 'aws' })).toThrow(UnknownPlaceholder);
  });
});
