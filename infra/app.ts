import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildConsole, CONSOLE_FOLDER } from './built-console.ts';
import { bundleSystem } from './bundle.ts';
import { REPOSITORY } from './catalogue.ts';
import { profileNamed } from './profiles.ts';
import { settingsFrom } from './settings.ts';
import { newSystem } from './system.ts';

// Run by the CDK command (`npx cdk deploy --all`), which hands context and output folder over in the environment.
// This App only reads them: it must not write its own, empty templates at the end.
const context = new App({ autoSynth: false }).node;
const profile = profileNamed(context.tryGetContext('profile'));
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region = '' } = process.env;
// Without credentials the command names some region all the same, and nothing can be deployed anyway.
if (account !== undefined && region.startsWith('cn-') !== (profile.partition === 'aws-cn')) {
  throw new Error(`The profile ${profile.name} does not fit the region ${region}.`);
}
const settings = settingsFrom((key) => context.tryGetContext(key), profile);
await buildConsole();
const outDir = path.join(REPOSITORY, 'cdk.out', 'bundles');
const bundles = await bundleSystem({ outDir, consoleFolder: CONSOLE_FOLDER });
newSystem({
  profile: profile.name,
  settings,
  assets: Object.fromEntries(bundles.map(({ name, file }) => [name, path.dirname(file)])),
  consoleFolder: CONSOLE_FOLDER,
}).app.synth();
