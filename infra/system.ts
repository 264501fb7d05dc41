import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { REPOSITORY, readCatalogue } from './catalogue.ts';
import { ConsoleStack } from './console-stack.ts';
import { names } from './names.ts';
import { OperationsStack } from './operations-stack.ts';
import { type Profile, profileNamed } from './profiles.ts';
import type { Settings } from './settings.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

/** The rules of cdk-nag that both profiles are held to. */
export const PACKS = [AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks] as const;

export interface SystemOptions {
  profile: Profile['name'];
  settings: Settings;
  /** Folder with the bundle of each function. */
  assets: Readonly<Record<string, string>>;
  /** Where the console was built to. */
  consoleFolder: string;
  /** Where the templates go; a temporary folder unless told. */
  outdir?: string;
}

export interface System {
  app: App;
  stateful: StatefulStack;
  stateless: StatelessStack;
  console: ConsoleStack;
  operations: OperationsStack;
}

/** The whole system of one profile. `app.synth()` throws when cdk-nag finds something that nobody acknowledged. */
export function newSystem(options: SystemOptions): System {
  const { settings, assets, consoleFolder, outdir } = options;
  const profile = profileNamed(options.profile);
  const catalogue = readCatalogue(profile.name);
  const app = new App({ context: featureFlags(), ...(outdir === undefined ? {} : { outdir }) });
  Tags.of(app).add('system', 'recourse', {
    excludeResourceTypes: ['AWS::CloudWatch::Dashboard'], // CloudFormation knows no tags of a dashboard
  });
  const description = (what: string): { description: string } => ({
    description: `Recourse (${profile.name}): ${what}`,
  });
  const stateful = new StatefulStack(app, names.stack('Stateful'), {
    ...description('records, files, secrets, topics, logs'),
    catalogue,
    profile,
    settings,
  });
  const stateless = new StatelessStack(app, names.stack('Stateless'), {
    ...description('functions, workflows, API'),
    catalogue,
    profile,
    settings,
    data: stateful,
    assets,
  });
  const console = new ConsoleStack(app, names.stack('Console'), {
    ...description('the files of the console'),
    profile,
    settings,
    code: stateless,
    folder: consoleFolder,
  });
  const operations = new OperationsStack(app, names.stack('Operations'), {
    ...description('alarms and dashboard'),
    catalogue,
    data: stateful,
    code: stateless,
  });
  Validations.of(app).addPlugins(...PACKS.map((Pack) => new Pack(app)));
  return { app, stateful, stateless, console, operations };
}

/** The CDK command hands them over from cdk.json; whoever builds the app without it must get the same. */
function featureFlags(): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(REPOSITORY, 'cdk.json'), 'utf8')).context;
}
