import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { type Catalogue, readCatalogue } from '../../infra/catalogue.ts';
import { SAMPLE_SETTINGS } from '../../infra/settings.ts';
import { newSystem, type System } from '../../infra/system.ts';

export const CATALOGUE = readCatalogue();
export const PROFILE_NAMES = ['global', 'china'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
export type StackName = 'stateful' | 'stateless' | 'console' | 'operations';
export const STACK_NAMES: readonly StackName[] = ['stateful', 'stateless', 'console', 'operations'];

/** The functions that a profile has. */
export function functionsOf(profile: ProfileName): Catalogue['functions'] {
  return readCatalogue(profile).functions;
}

const folders: string[] = [];

/** For `afterAll`: templates and bundles are megabytes. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'recourse-infra-'));
  folders.push(folder);
  return folder;
}

/** One small folder stands in for every bundle: what a template says does not depend on the code. */
function stubAsset(): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'index.mjs'), 'export const handler = async () => {};\n');
  return folder;
}

/** Stands in for the built console. */
export function stubConsole(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'assets'));
  for (const file of ['index.html', 'customer.html', 'manifest.json', 'assets/app-1a2b.js']) {
    for (const ending of ['', '.br', '.gz']) writeFileSync(path.join(folder, `${file}${ending}`), file);
  }
  return folder;
}

export function newTestSystem(profile: ProfileName): System {
  const asset = stubAsset();
  const assets = Object.fromEntries(Object.keys(CATALOGUE.functions).map((name) => [name, asset]));
  const [consoleFolder, outdir] = [stubConsole(), temporaryFolder()];
  return newSystem({ profile, settings: SAMPLE_SETTINGS, assets, consoleFolder, outdir });
}

export interface Resource {
  id: string;
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  Properties: any;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  DependsOn?: string[];
}

const synthesised = new Map<ProfileName, Record<StackName, Template>>();

export function templatesOf(profile: ProfileName): Record<StackName, Template> {
  const known = synthesised.get(profile);
  if (known !== undefined) return known;
  const { stateful, stateless, console, operations } = newTestSystem(profile);
  const made = {
    stateful: Template.fromStack(stateful),
    stateless: Template.fromStack(stateless),
    console: Template.fromStack(console),
    operations: Template.fromStack(operations),
  };
  synthesised.set(profile, made);
  return made;
}

/** Resources of a type, or of all types, in a stack. */
export function resources(profile: ProfileName, stack: StackName, type?: string): Resource[] {
  const { Resources } = templatesOf(profile)[stack].toJSON();
  const found = Object.entries(Resources as Record<string, Resource>);
  return found
    .map(([id, resource]) => ({ ...resource, id }))
    .filter(({ Type }) => type === undefined || Type === type);
}

export function everyResource(profile: ProfileName): Resource[] {
  return STACK_NAMES.flatMap((stack) => resources(profile, stack));
}

/** A value with its references written out, as `<Table.Arn>/index/x`. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, content] = ['', '']] = Object.entries(value);
  if (intrinsic === 'Ref') return `<${content}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(content as string[]).join('.')}>`;
  if (intrinsic === 'Fn::ImportValue') return `<${content}>`;
  if (intrinsic === 'Fn::Join') return (content as [string, unknown[]])[1].map(flat).join('');
  return JSON.stringify(value);
}

export interface Statement {
  effect: string;
  actions: string[];
  resources: string[];
  notResources: string[];
  // biome-ignore lint/suspicious/noExplicitAny: conditions are JSON of any shape
  conditions: any;
}

const list = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

// biome-ignore lint/suspicious/noExplicitAny: a policy document is JSON of any shape
export function statementsIn(document: any): Statement[] {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  return list(document?.Statement).map((statement: any) => ({
    effect: statement.Effect,
    actions: list(statement.Action).map(String),
    resources: list(statement.Resource).map(flat),
    notResources: list(statement.NotResource).map(flat),
    conditions: statement.Condition ?? {},
  }));
}

/** All that a role may do: what is written in it and what the library has attached to it. */
export function rightsOfRole(profile: ProfileName, roleName: string): Statement[] {
  const role = resources(profile, 'stateless', 'AWS::IAM::Role').find(
    ({ Properties }) => Properties.RoleName === roleName,
  );
  if (role === undefined) throw new Error(`no role ${roleName}`);
  const attached = resources(profile, 'stateless', 'AWS::IAM::Policy').filter(({ Properties }) =>
    Properties.Roles.some((one: unknown) => flat(one) === `<${role.id}>`),
  );
  return [
    // biome-ignore lint/suspicious/noExplicitAny: see above
    ...list(role.Properties.Policies).flatMap((policy: any) => statementsIn(policy.PolicyDocument)),
    ...attached.flatMap(({ Properties }) => statementsIn(Properties.PolicyDocument)),
  ];
}

export function allFunctions(profile: ProfileName): Resource[] {
  return resources(profile, 'stateless', 'AWS::Lambda::Function');
}

export function functionNamed(profile: ProfileName, name: string): Resource {
  const found = allFunctions(profile).find(
    ({ Properties }) => Properties.FunctionName === `recourse-${name}`,
  );
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}
