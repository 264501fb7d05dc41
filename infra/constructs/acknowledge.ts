import { Aws, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings of cdk-nag that stay, each with its reason, beside the construct that they are about. */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(findings).map(([id, reason]) => ({ id, reason })));
}

/** A wildcard in a policy. Each one is a finding of its own: no wildcard is covered by the reason of another. */
export function acknowledgeStar(construct: IConstruct, resource: string, reason: string): void {
  const written = resource
    .replaceAll(Aws.PARTITION, '<AWS::Partition>')
    .replaceAll(Aws.REGION, '<AWS::Region>')
    .replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>');
  acknowledge(construct, { [`AwsSolutions-IAM5[Resource::${written}]`]: reason });
}
