/**
 * List prices of AWS in us-east-1 in USD, written down in November 2026, without free tiers, savings plans or volume
 * steps. Step Functions and X-Ray: read on stored copies of AWS's price pages. DynamoDB and Lambda: read in articles
 * about them; DynamoDB's are those since it halved its prices in November 2024, and older articles have twice as much.
 * All others: as known, not looked up; together they are under a tenth of the bill. Data transfer and what is paid per
 * month, whatever is done (storage, the key, alarms), is not in them.
 */
export const PRICES = {
  /** Step Functions, Standard workflows: 0.025 per 1,000 state transitions. */
  stateTransition: 0.025 / 1_000,
  /** DynamoDB on demand, Standard table class: 0.625 per million write request units. */
  writeUnit: 0.625 / 1e6,
  /** 0.125 per million read request units. */
  readUnit: 0.125 / 1e6,
  /** Lambda, arm64: 0.20 per million requests and 0.0000133334 per GB-second. */
  lambdaRequest: 0.2 / 1e6,
  lambdaGigabyteSecond: 0.0000133334,
  /** API Gateway, HTTP API: 1.00 per million requests, in steps of 512 kB. */
  apiRequest: 1 / 1e6,
  /** SNS, standard topics: 0.50 per million publishes, in steps of 64 kB. Deliveries to SQS and Lambda are free. */
  publish: 0.5 / 1e6,
  /** S3 Standard: 0.005 per 1,000 writes and lists, 0.0004 per 1,000 reads. */
  s3Write: 0.005 / 1_000,
  s3Read: 0.0004 / 1_000,
  /** CloudWatch Logs, standard class: 0.50 per GB taken in. */
  loggedKilobyte: 0.5 / 1e6,
  /** X-Ray: 5.00 per million traces recorded; by default it keeps one a second and 5 % of the rest. */
  trace: 5 / 1e6,
  /** Lambda's own reads of a table's stream cost nothing. */
  streamRead: 0,
} as const;
