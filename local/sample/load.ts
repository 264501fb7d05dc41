import type { System } from '../system.ts';
import { SAMPLE_USERS } from './people.ts';
import { SAMPLE_CARRIERS, samplePolicies } from './policies.ts';

const POLICIES = 30;

export class SampleRefused extends Error {
  override readonly name = 'SampleRefused';
}

/** Puts the sample in through the front door, as a core system would: nothing is written past the rules. */
export async function loadSample(system: System, log: (line: string) => void): Promise<void> {
  const token = await system.identity.tokenFor('core');
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${system.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new SampleRefused(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  log('loading carriers and products');
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await send('PUT', `/carriers/${id}`, carrier);
  log("loading staff members' numbers");
  for (const [index, { sub }] of SAMPLE_USERS.entries()) {
    await send('PUT', `/staff-phones/${sub}`, { phone: `138${String(index + 1).padStart(8, '0')}` });
  }
  log(`loading ${POLICIES} policies`);
  await send('POST', '/policies/batch', { policies: samplePolicies(POLICIES, system.place.clock.now()) });
  await system.quiet();
}
