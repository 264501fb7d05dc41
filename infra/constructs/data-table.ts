import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { TableFile } from '../catalogue.ts';
import { names } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** A table of `adapters/dynamodb/tables.json`. It outlives its stack, and nobody deletes it by mistake. */
export class DataTable extends Table {
  /** Each by name: `index/*` would be a wildcard in every policy. */
  readonly indexArns: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { name, file, key }: { name: string; file: TableFile; key: IKey },
  ) {
    super(scope, id, {
      tableName: names.table(name),
      partitionKey: text(file.key ?? 'pk'),
      ...(file.key === undefined ? { sortKey: text('sk') } : {}),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(file.timeToLive === undefined ? {} : { timeToLiveAttribute: file.timeToLive }),
      // What follows a change reads the record as it is; the image before is in the event that was written with it.
      ...(file.stream ? { stream: StreamViewType.NEW_IMAGE } : {}),
    });
    for (const [indexName, index] of Object.entries(file.indexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        ...(index.project === 'summary'
          ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...file.summary] }
          : { projectionType: ProjectionType.KEYS_ONLY }),
      });
    }
    acknowledge(this, {
      'NIST.800.53.R5-DynamoDBInBackupPlan':
        'Any second of the last 35 days can be restored. A backup that is kept longer would bring back what was erased on its day.',
    });
    this.indexArns = Object.keys(file.indexes).map((index) => `${this.tableArn}/index/${index}`);
  }
}
