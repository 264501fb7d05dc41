import { Aws, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
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

/** A role of one thing alone, with what it may do written in it. */
export function acknowledgeOwnPolicy(role: Role): void {
  acknowledge(role, {
    'NIST.800.53.R5-IAMNoInlinePolicy':
      'In the role itself it is whole before anything is made that needs it, it goes with it, and nobody else can be given it.',
  });
}

/** A function whose calls need no reservation. */
export function acknowledgeUnreserved(lambda: IConstruct, boundedBy: string): void {
  acknowledge(lambda, {
    'NIST.800.53.R5-LambdaConcurrency': `${boundedBy} A reservation would be taken from all other functions of the account.`,
  });
}

/** A function beside every VPC. */
export function acknowledgeNoVpc(lambda: IConstruct): void {
  acknowledge(lambda, {
    'NIST.800.53.R5-LambdaInsideVPC':
      'Nothing that it calls lies in a VPC, and nothing can reach it but who may invoke it. Its role bounds what it touches, TLS the way there.',
  });
}
