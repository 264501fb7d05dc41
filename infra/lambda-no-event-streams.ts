/**
 * Stands in for `@smithy/core/event-streams` in the bundles: no command that we send streams events (of S3's only
 * SelectObjectContent does), and every client carries 20 kB for it. A client without a marshaller says so itself when
 * such a command is sent.
 */
export function resolveEventStreamSerdeConfig<C>(config: C): C {
  return config;
}

export function eventStreamSerdeProvider(): never {
  throw new Error('No event stream is read here: see infra/lambda-no-event-streams.ts.');
}

export class EventStreamSerde {}
