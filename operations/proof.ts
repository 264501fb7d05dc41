import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCases } from '../adapters/dynamodb/cases.ts';
import { DynamoCommissions } from '../adapters/dynamodb/commissions.ts';
import { DynamoFigureRecords } from '../adapters/dynamodb/figure-records.ts';
import { DynamoMetrics } from '../adapters/dynamodb/metrics.ts';
import { DynamoPolicies } from '../adapters/dynamodb/policies.ts';
import { DynamoSights } from '../adapters/dynamodb/sights.ts';
import { formatYuan } from '../domain/money.ts';
import type { Verified, VerifyDeps } from '../functions/proof/verify.ts';

/** Tables that hold what is proven; `idempotency` holds answers of a day. */
export interface ProvenTables {
  cases: string;
  policies: string;
  commissions: string;
  metrics: string;
}

/** What `verify` reads, in these tables. */
export function proofOf(client: DynamoDBDocumentClient, tables: ProvenTables): VerifyDeps {
  return {
    cases: new DynamoCases(client, tables.cases),
    policies: new DynamoPolicies(client, tables.policies),
    commissions: new DynamoCommissions(client, tables.commissions),
    metrics: new DynamoMetrics(client, tables.metrics, () => new Date()),
    figureRecords: new DynamoFigureRecords(client, tables.metrics),
    sights: new DynamoSights(client, tables.cases),
  };
}

/** What was proven, line by line; the last one says whether anything is wrong. */
export function told(found: Verified): string[] {
  return [
    `${found.cases} cases, ${found.events} events: every chain checked to the hash on its case`,
    `${found.contents} contents: each compared with the hash that its history names`,
    `${found.lines} commission lines, CNY ${formatYuan(found.accruedFen)} accrued: every ledger summed`,
    `${found.policies} policies, ${found.inScope} in scope: each looked up as a callback case`,
    `${found.sights} sights in the access log: each held against its event, and each event against it`,
    `Figures: every counter made anew from the histories; ${found.restated} restated, chains checked`,
    ...found.faults.map(({ where, what }) => `FAULT ${where}: ${what}`),
    found.faults.length === 0 ? 'Nothing is wrong.' : `${found.faults.length} faults.`,
  ];
}
