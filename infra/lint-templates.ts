import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './catalogue.ts';

// `npm run lint:templates`: what CloudFormation would refuse, found in the templates of both profiles. cfn-lint is
// Python's and comes neither with npm nor with Debian, so no other command leans on it.
const CONFIG = path.join(REPOSITORY, 'infra', 'cfn-lint.yaml');
/** What a template uses must exist where it is deployed. */
const REGIONS = {
  global: ['us-east-1', 'eu-central-1', 'ap-southeast-1'],
  china: ['cn-north-1', 'cn-northwest-1'],
} as const;

function cfnLint(...args: string[]): number | undefined {
  const { status, error } = spawnSync('cfn-lint', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return error === undefined ? (status ?? 1) : undefined;
}

if (cfnLint('--version') === undefined) {
  console.error('cfn-lint is not here. Install it with: pip install cfn-lint==1.51.0');
  process.exit(1);
}
await import('./synth.ts');
for (const [profile, regions] of Object.entries(REGIONS)) {
  const folder = path.join(REPOSITORY, 'cdk.out', profile);
  const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  console.log(`Linting ${templates.length} templates of ${profile} for ${regions.join(', ')}`);
  const files = templates.map((file) => path.join(folder, file));
  const status = cfnLint('--config-file', CONFIG, '--regions', ...regions, '--template', ...files);
  if (status !== 0) process.exitCode = 1;
}
