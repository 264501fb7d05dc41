import type { Exploration } from './explore.ts';
import { DUE, LATE } from './machine.ts';

/** What `docs/state-machines.md` says: everything in it is counted, so it changes when a workflow does. */
export function documentOf(explorations: readonly Exploration[]): string {
  return [INTRODUCTION, ...tableOf(explorations), '', ...explorations.flatMap(sectionOf)].join('\n');
}

const INTRODUCTION = `# State machines

Every workflow of \`domain/\`, explored breadth first until no command leads anywhere new: each command of each kind of person, right and wrong, and time passing to the next due and past it, in every state that can be reached. \`npm run explore\` makes this page; a test fails when a rule has changed and the page has not.

Two states are the same when nothing that a rule asks differs: stage, who waits, holds by type, the step of a ladder, what is due; instants, versions and amounts are left out, counts have a lid. In each state the invariants hold, a refused command has changed nothing, something is due or somebody is known to be waited for, the end can be reached, and what screens call the next step is accepted.
`;

/** Rows of one width each, as Markdown and a terminal show them alike. */
export function tableOf(explorations: readonly Exploration[]): string[] {
  const rows = [
    ['machine', 'states', 'transitions', 'said again', 'refusals', 'depth', 'commands', 'stages'],
    ...explorations.map((one) => [
      one.name,
      count(one.states),
      count(one.transitions),
      count(one.repeats),
      count(one.refusals),
      count(one.depth),
      count(one.commands),
      `${one.stages.reached.length} of ${one.stages.declared.length}`,
    ]),
    ['all', ...sums(explorations), ''],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}

function sums(explorations: readonly Exploration[]): string[] {
  const sum = (of: (one: Exploration) => number): string =>
    count(explorations.reduce((all, one) => all + of(one), 0));
  return [
    sum(({ states }) => states),
    sum(({ transitions }) => transitions),
    sum(({ repeats }) => repeats),
    sum(({ refusals }) => refusals),
    '',
    sum(({ commands }) => commands),
  ];
}

const count = (number: number): string => number.toLocaleString('en-US');

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function sectionOf(exploration: Exploration): string[] {
  const { name, never } = exploration;
  return [
    `## ${name}`,
    '',
    '```mermaid',
    ...diagramOf(exploration),
    '```',
    '',
    ...(never.length === 0
      ? []
      : ['Refused in every state:', '', ...never.map((one) => `- ${one.command}: ${one.reason}`), '']),
  ];
}

/** Stages and what leads from one to another. What leaves the stage as it is, is left out. */
function diagramOf({ edges, startStages, closedStages }: Exploration): string[] {
  const lines = [...edges]
    .map(([edge, deeds]) => ({ edge: edge.split(' '), deeds: wordsOf(deeds) }))
    .filter(({ edge: [from, to] }) => from !== to)
    .map(({ edge: [from = '', to = ''], deeds }) => `  ${idOf(from)} --> ${idOf(to)}: ${deeds}`);
  return [
    'stateDiagram-v2',
    ...startStages.map((stage) => `  [*] --> ${idOf(stage)}`),
    ...lines.sort(),
    ...closedStages.map((stage) => `  ${idOf(stage)} --> [*]`),
  ];
}

function wordsOf(deeds: ReadonlySet<string>): string {
  const words = [...deeds].map((deed) => (deed === DUE ? 'time' : deed)).filter((deed) => deed !== LATE);
  return words.sort().join(', ').replaceAll(/[:;#]/g, ' ');
}

/** A dash would end the name of a state in Mermaid. */
function idOf(stage: string): string {
  return stage.replaceAll('-', '_');
}
