/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundles. DynamoDB's client makes one for endpoint discovery, which none
 * of its commands has any more, and with it come 8 kB of a cache.
 */
export class EndpointCache {}
