import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import {
  createLambdaRegistry,
  FunctionUnknown,
  MOST_PAYLOAD_BYTES,
  PayloadTooLarge,
  ResponseTooLarge,
} from '../../../local/services/lambda-invoke.ts';

it('hands over a copy that went through JSON, and gives one back', async () => {
  const registry = createLambdaRegistry();
  const kept: unknown[] = [];
  registry.register('echo', (event: { at: unknown; list: number[] }) => {
    event.list.push(2);
    kept.push(event);
    return { event, lost: undefined, call: () => {} };
  });
  const payload = { at: new Date(0), gone: undefined, list: [1] };
  const answer = await registry.invoke('echo', payload);
  expect(payload.list).toEqual([1]);
  expect(kept).toEqual([{ at: new Date(0).toISOString(), list: [1, 2] }]);
  expect(answer).toEqual({ event: kept[0] });
  expect((answer as { event: unknown }).event).not.toBe(kept[0]);
});

it('answers null where a function answers nothing', async () => {
  const registry = createLambdaRegistry();
  registry.register('silent', () => undefined);
  expect(await registry.invoke('silent', undefined)).toBeNull();
});

it('finds a function by name, by ARN and by alias', async () => {
  const registry = createLambdaRegistry({ region: 'eu-central-1' });
  registry.register('callback-steps', (_event: unknown, { functionName }: Context) => functionName);
  const arn = registry.arnOf('callback-steps');
  for (const called of [
    'callback-steps',
    'callback-steps:live',
    arn,
    `${arn}:$LATEST`,
    arn.replace('aws', 'aws-cn'),
  ]) {
    expect(await registry.invoke(called, {})).toBe('callback-steps');
  }
  expect(arn).toContain('eu-central-1');
  await expect(registry.invoke(registry.arnOf('other'), {})).rejects.toThrow(FunctionUnknown);
});

it('gives each call a context of its own, whose time runs down', async () => {
  const registry = createLambdaRegistry();
  const contexts: Context[] = [];
  const timeoutSeconds = 7;
  registry.register('seen', (_event: unknown, context: Context) => void contexts.push(context), {
    timeoutSeconds,
  });
  await registry.invoke('seen', {});
  await registry.invoke('seen', {});
  const [first, second] = contexts;
  expect(first?.awsRequestId).not.toBe(second?.awsRequestId);
  expect(first?.invokedFunctionArn).toBe(registry.arnOf('seen'));
  const left = first?.getRemainingTimeInMillis() ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(timeoutSeconds * 1000);
});

it('counts calls, failures and what is under way', async () => {
  const registry = createLambdaRegistry();
  const gate = Promise.withResolvers<void>();
  registry.register('slow', () => gate.promise);
  registry.register('broken', () => Promise.reject(new TypeError('broken')));
  const calls = [registry.invoke('slow', {}), registry.invoke('slow', {})];
  expect(registry.inFlight()).toBe(calls.length);
  await expect(registry.invoke('broken', {})).rejects.toThrow(TypeError);
  gate.resolve();
  await Promise.all(calls);
  expect(registry.inFlight()).toBe(0);
  expect(registry.counts()).toEqual({
    slow: { calls: calls.length, failures: 0, inFlight: 0 },
    broken: { calls: 1, failures: 1, inFlight: 0 },
  });
});

it('refuses longer events and answers than Lambda does', async () => {
  const registry = createLambdaRegistry();
  registry.register('grow', () => 'x'.repeat(MOST_PAYLOAD_BYTES));
  await expect(registry.invoke('grow', 'x'.repeat(MOST_PAYLOAD_BYTES))).rejects.toThrow(PayloadTooLarge);
  expect(registry.counts().grow?.calls).toBe(0);
  await expect(registry.invoke('grow', {})).rejects.toThrow(ResponseTooLarge);
});
