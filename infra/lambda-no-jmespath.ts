/**
 * Stands for Powertools' JMESPath in the bundles: requests are identified by what they say whole, so no expression is
 * ever evaluated, and 23 kB that every API function would carry are left out.
 */
export class PowertoolsFunctions {}

export function search(): never {
  throw new Error('No JMESPath expression is used here: see infra/lambda-no-jmespath.ts.');
}
