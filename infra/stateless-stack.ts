import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Catalogue } from './catalogue.ts';
import { Api, apiEndpoint, type ServedRoutes } from './constructs/api.ts';
import { EventSubscription } from './constructs/event-subscription.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { SystemFunction } from './constructs/system-function.ts';
import { TimedCall } from './constructs/timed-call.ts';
import { Workflow } from './constructs/workflow.ts';
import { names } from './names.ts';
import type { Profile } from './profiles.ts';
import type { TableName } from './rights.ts';
import type { Settings } from './settings.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface StatelessProps extends StackProps {
  catalogue: Catalogue;
  profile: Profile;
  settings: Settings;
  data: StatefulStack;
  /** Folder with the bundle of each function. */
  assets: Readonly<Record<string, string>>;
}

/** The code and what calls it. It can be thrown away and made again. */
export class StatelessStack extends Stack {
  readonly apiId: string;

  constructor(
    scope: Construct,
    id: string,
    { catalogue, profile, settings, data, assets, ...props }: StatelessProps,
  ) {
    super(scope, id, props);
    // Most names are fixed and need no reference, so the order has to be said.
    this.addStackDependency(data);
    const apis: ServedRoutes[] = [];
    const steps: Record<string, SystemFunction[]> = {};
    const group = new CfnScheduleGroup(this, 'Schedules', { name: names.scheduleGroup });

    for (const [name, file] of Object.entries(catalogue.functions)) {
      const asset = assets[name];
      if (asset === undefined) throw new Error(`There is no bundle of ${name}.`);
      const made = new SystemFunction(this, name, { name, file, asset, data, profile, settings });
      if ('routes' in file) {
        apis.push({ served: made, routes: file.routes, public: file.public === true });
      } else if ('workflow' in file) {
        steps[file.workflow] = [...(steps[file.workflow] ?? []), made];
      } else if ('stream' in file) {
        const table = data.tables[file.stream as TableName];
        new StreamConsumer(this, `${name}-stream`, { consumer: made, file, table });
      } else if ('schedule' in file) {
        new TimedCall(this, `${name}-schedule`, { callee: made, file, group, messagesKey: data.messagesKey });
      } else {
        new EventSubscription(this, `${name}-event`, { consumer: made, file, bus: data.bus });
      }
    }
    for (const [name, definition] of Object.entries(catalogue.workflows)) {
      new Workflow(this, `${name}-workflow`, { name, definition, steps: steps[name] ?? [], profile });
    }
    this.apiId = new Api(this, 'Api', { apis, settings }).apiId;
    new CfnOutput(this, 'ApiEndpoint', { value: apiEndpoint(this.apiId) });
  }
}
