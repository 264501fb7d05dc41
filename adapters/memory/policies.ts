import { Vocabulary } from '../../domain/carrier-request/vocabulary.ts';
import { Sending } from '../../domain/evaluation/sending.ts';
import { Carrier } from '../../domain/policy/intake.ts';
import { Policy, PolicyEvent } from '../../domain/policy/policy.ts';
import type { Page, Policies } from '../../domain/ports.ts';
import { keys, scopeKeyOf } from '../dynamodb/keys.ts';
import { OptOut } from '../dynamodb/policies.ts';
import { copied } from './copy.ts';
import { parsed } from './rows.ts';
import type { State } from './state.ts';

const ENOUGH_CUSTOMERS = 3; // the phone rule asks for no more
const MOST_CUSTOMERS = 50; // a number that more people give is nobody's

export class MemoryPolicies implements Policies {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async byId(id: string): Promise<Policy | undefined> {
    return this.#state.policies.get(Policy, keys.policy(id));
  }

  async history(id: string): Promise<PolicyEvent[]> {
    return this.#state.policies.all(PolicyEvent, {
      partition: ['pk', keys.policy(id).pk],
      sort: { name: 'sk', beginsWith: 'EVENT#' },
    });
  }

  async ofBroker(brokerId: string, limit: number, next?: string): Promise<Page<Policy>> {
    return this.#state.policies.query(Policy, {
      partition: ['brokerKey', brokerId],
      sort: { name: 'recordedAt' },
      backwards: true,
      limit,
      next,
    });
  }

  async inScope(month: string, next?: string): Promise<Page<{ policyId: string }>> {
    const page = this.#state.policies.select({
      partition: ['scopeKey', scopeKeyOf(month)],
      sort: { name: 'recordedAt' },
      next,
    });
    return { ...page, items: page.items.map((row) => ({ policyId: parsed(Policy, row).id })) };
  }

  async all(next?: string): Promise<Page<Policy>> {
    return this.#state.policies.scan(Policy, 'POLICY', next);
  }

  async phone(phone: string): Promise<{ customers: number; staff: boolean }> {
    const of = (beginsWith: string, limit: number) =>
      this.#state.policies.select({
        partition: ['pk', keys.phone(phone)],
        sort: { name: 'sk', beginsWith },
        limit,
      }).items.length;
    return { customers: of('CUSTOMER#', ENOUGH_CUSTOMERS), staff: of('STAFF#', 1) > 0 };
  }

  async putStaffPhone(phone: string, staffId: string): Promise<void> {
    this.#state.policies.put({ key: keys.staffPhone(phone, staffId), record: {}, index: {} });
  }

  async customersOf(phone: string): Promise<string[]> {
    return this.#state.policies
      .select({
        partition: ['pk', keys.phone(phone)],
        sort: { name: 'sk', beginsWith: 'CUSTOMER#' },
        limit: MOST_CUSTOMERS,
      })
      .items.map(({ key }) => key.sk.slice('CUSTOMER#'.length));
  }

  async optedOutAt(phone: string): Promise<string | undefined> {
    return this.#state.policies.get(OptOut, keys.optOut(phone))?.at;
  }

  async sending(phone: string): Promise<Sending | undefined> {
    return this.#state.policies.get(Sending, keys.sending(phone));
  }

  async carrier(id: string): Promise<Carrier | undefined> {
    return this.#state.policies.get(Carrier, keys.carrier(id));
  }

  async vocabularies(carrier: string): Promise<Vocabulary[]> {
    return this.#state.policies.all(Vocabulary, {
      partition: ['pk', keys.carrier(carrier).pk],
      sort: { name: 'sk', beginsWith: 'VOCABULARY#' },
    });
  }

  async carriers(): Promise<Carrier[]> {
    return this.#state.policies.all(Carrier, { partition: ['pk', keys.listedCarrier('').pk] });
  }

  async putCarrier(carrier: Carrier): Promise<void> {
    for (const key of [keys.carrier(carrier.id), keys.listedCarrier(carrier.id)])
      this.#state.policies.put({ key, record: copied(carrier), index: {} });
  }
}
