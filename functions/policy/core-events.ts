import type { EventBridgeEvent } from 'aws-lambda';
import type { Actor } from '../../domain/people.ts';
import { PolicyInput } from '../../domain/policy/policy.ts';
import { parse } from '../http/problem.ts';
import type { TakeIn } from './take-in.ts';

const CORE_SYSTEM: Actor = { kind: 'system', id: 'core-system' };

/**
 * A policy as the core system tells it on the bus. One that is refused fails the call: it ends in the dead-letter
 * queue with its fields named in the log, where somebody sees it.
 */
export function newCoreEvents({ takeIn }: { takeIn: TakeIn }) {
  return async (event: EventBridgeEvent<'PolicyIssued', unknown>): Promise<void> => {
    await takeIn(parse(PolicyInput, event.detail, 'detail'), CORE_SYSTEM);
  };
}
