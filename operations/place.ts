import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import tables from '../adapters/dynamodb/tables.json' with { type: 'json' };
import { CaseKind, hasWorkflow, type WorkflowKind } from '../domain/case.ts';
import type { Place } from '../functions/wiring.ts';
import { type Machines, StepFunctionsExecutions } from './executions.ts';

/** What cannot be done as it was asked: a sentence for whoever asked, no stack. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

export type TableKey = keyof typeof tables;
export const TABLE_KEYS = Object.keys(tables) as readonly TableKey[];

/** Where a command works: AWS unless one of the two is given. */
export interface Whereabouts {
  region?: string | undefined;
  profile?: string | undefined;
  /** The address of a local system that runs, as http://localhost:4000. */
  endpoint?: string | undefined;
  /** The folder of a local system that runs. */
  data?: string | undefined;
}

export interface Estate {
  place: Place;
  machines: Machines;
  executions: StepFunctionsExecutions;
  tables: Readonly<Record<TableKey, string>>;
  isLocal: boolean;
}

const NAMES = Object.fromEntries(TABLE_KEYS.map((key) => [key, `recourse-${key}`])) as Record<
  TableKey,
  string
>;

/**
 * The system that is meant, by the names that it always has (infra/names.ts). In AWS with the caller's own
 * credentials; on one machine by what the running system says of itself.
 * @throws CannotDo when there is none
 */
export async function openEstate(where: Whereabouts): Promise<Estate> {
  const local = await localEndpoints(where);
  // What is told is told by the command itself.
  process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';
  if (local === undefined) {
    if (where.region !== undefined) process.env.AWS_REGION = where.region;
    if (where.profile !== undefined) process.env.AWS_PROFILE = where.profile;
    // A profile may bring a region of its own.
    if (process.env.AWS_REGION === undefined && process.env.AWS_PROFILE === undefined)
      throw new CannotDo('Say where: --region for AWS, --endpoint or --data for a system on this machine.');
  } else {
    Object.assign(process.env, local.endpoints, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  }
  const client = new SFNClient({});
  const machines = await machinesOf(client);
  const now = local?.now ?? (() => new Date());
  return {
    place: { env: environmentOf(machines, local !== undefined), clock: { now } },
    machines,
    executions: new StepFunctionsExecutions(client, machines),
    tables: NAMES,
    isLocal: local !== undefined,
  };
}

interface Local {
  endpoints: Record<string, string>;
  now: () => Date;
}

async function localEndpoints({ endpoint, data }: Whereabouts): Promise<Local | undefined> {
  if (endpoint !== undefined) {
    const { host } = new URL(endpoint);
    if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host))
      throw new CannotDo(`--endpoint is for a system on this machine, and ${host} is another one.`);
    try {
      const told = async (path: string) => (await fetch(new URL(path, endpoint))).json();
      const { now } = (await told('/_local/clock')) as { now: string };
      return {
        endpoints: (await told('/_local/endpoints')) as Record<string, string>,
        now: running(Date.parse(now)),
      };
    } catch (cause) {
      throw new CannotDo(`No local system answers at ${endpoint}: npm start.`, { cause });
    }
  }
  if (data === undefined) return undefined;
  if (!existsSync(join(data, 'endpoints.json')))
    throw new CannotDo(`${data} holds no data: npm start makes some.`);
  const read = (file: string) => JSON.parse(readFileSync(join(data, file), 'utf8'));
  // Written each time that something is done, so it may be an hour behind where nothing was.
  const kept = Date.parse(read('clock.json').now);
  return { endpoints: read('endpoints.json'), now: running(Math.max(kept, Date.now())) };
}

/** A clock that shows this time now and runs on. */
function running(from: number): () => Date {
  const offset = from - Date.now();
  return () => new Date(Date.now() + offset);
}

/** State machines are named `recourse-<kind>` in AWS and `<kind>` on one machine. */
async function machinesOf(client: SFNClient): Promise<Machines> {
  const machines: Partial<Record<WorkflowKind, string>> = {};
  try {
    for await (const page of paginateListStateMachines({ client }, {})) {
      for (const { name = '', stateMachineArn } of page.stateMachines ?? []) {
        const kind = CaseKind.options.find((one) => name === one || name === `recourse-${one}`);
        if (kind !== undefined && hasWorkflow(kind) && stateMachineArn !== undefined)
          machines[kind] = stateMachineArn;
      }
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new CannotDo(`Step Functions cannot be asked: ${why}`, { cause });
  }
  if (Object.keys(machines).length === 0)
    throw new CannotDo('There is no state machine of Recourse here: is it the right account and region?');
  return machines;
}

function environmentOf(machines: Machines, isLocal: boolean): Place['env'] {
  const [, , , region, account] = Object.values(machines)[0]?.split(':') ?? [];
  return {
    ...Object.fromEntries(TABLE_KEYS.map((key) => [tables[key].environment, NAMES[key]])),
    ...Object.fromEntries(
      Object.entries(machines).map(([kind, arn]) => [
        `MACHINE_${kind.toUpperCase().replaceAll('-', '_')}`,
        arn,
      ]),
    ),
    BUCKET_FILES: isLocal ? 'files' : `recourse-files-${account}-${region}`,
  };
}
