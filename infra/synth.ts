import path from 'node:path';
import { buildConsole, CONSOLE_FOLDER } from './built-console.ts';
import { bundleSystem } from './bundle.ts';
import { REPOSITORY } from './catalogue.ts';
import { PROFILES } from './profiles.ts';
import { SAMPLE_SETTINGS } from './settings.ts';
import { newSystem } from './system.ts';

// `npm run synth`: the templates of both profiles, with sample settings, to read and to check; nothing is deployed.
const out = (folder: string): string => path.join(REPOSITORY, 'cdk.out', folder);

await buildConsole();
console.log('Bundling the functions');
const bundles = await bundleSystem({ outDir: out('bundles'), consoleFolder: CONSOLE_FOLDER });
for (const { name, bytes } of bundles) console.log(`  ${name} ${Math.ceil(bytes / 1000)} kB`);
const assets = Object.fromEntries(bundles.map(({ name, file }) => [name, path.dirname(file)]));

for (const profile of Object.values(PROFILES)) {
  console.log(`Synthesising ${profile.name} into cdk.out/${profile.name}`);
  try {
    const assembly = newSystem({
      profile: profile.name,
      settings: SAMPLE_SETTINGS,
      assets,
      consoleFolder: CONSOLE_FOLDER,
      outdir: out(profile.name),
    }).app.synth();
    for (const { stackName, template } of assembly.stacks) {
      console.log(`  ${stackName}: ${Object.keys(template.Resources).length} resources`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
