import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { InvariantBroken, Throttled } from '../../domain/errors.ts';
import type { Notice, Topic } from '../../domain/notices.ts';
import type { Notices } from '../../domain/ports.ts';
import { translating } from '../dynamodb/errors.ts';

const BATCH = 10; // PublishBatch's limit

export class SnsNotices implements Notices {
  readonly #client: SNSClient;
  readonly #topics: Readonly<Record<Topic, string | undefined>>;

  constructor(client: SNSClient, topics: Readonly<Record<Topic, string | undefined>>) {
    this.#client = client;
    this.#topics = topics;
  }

  async publish(notices: readonly Notice[]): Promise<void> {
    for (const [topic, ofTopic] of Map.groupBy(notices, (notice) => notice.topic)) {
      const TopicArn = this.#topics[topic];
      if (TopicArn === undefined) throw new InvariantBroken(`No topic is set for ${topic}.`);
      for (let from = 0; from < ofTopic.length; from += BATCH) {
        const { Failed = [] } = await translating(() =>
          this.#client.send(
            new PublishBatchCommand({
              TopicArn,
              PublishBatchRequestEntries: ofTopic.slice(from, from + BATCH).map((notice, index) => ({
                Id: String(index),
                Message: JSON.stringify(notice.body),
                MessageAttributes: Object.fromEntries(
                  Object.entries(notice.attributes).map(([name, StringValue]) => [
                    name,
                    { DataType: 'String', StringValue },
                  ]),
                ),
              })),
            }),
          ),
        );
        if (Failed.length > 0) throw new Throttled(`${Failed.length} notices were not taken.`);
      }
    }
  }
}
