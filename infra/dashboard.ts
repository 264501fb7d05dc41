import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, Stats, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { type Catalogue, isAsynchronous } from './catalogue.ts';
import { metrics, tableThrottles } from './metrics.ts';

/** What `functions/figures/nightly-gauges.ts` tells apart. */
const HOLD_AGES = ['up-to-7-days', 'up-to-30-days', 'up-to-90-days', 'older'];
const TIMES_LEFT = ['overdue', 'up-to-3-days', 'up-to-7-days', 'more', 'standing-still'];

/** Who waits, first; then whether the system keeps up; then each workflow. The rows of one screen after the other. */
export function dashboardOf(catalogue: Catalogue, apiId: string): IWidget[][] {
  return [
    [
      text(
        '# Recourse\nEach alarm has an entry in `docs/runbook.md`. The figures of a night are of 02:00, Shanghai.',
      ),
    ],
    business(),
    doors(apiId),
    keepingUp(catalogue),
    functions(catalogue),
    [text('## Workflows')],
    ...inRows(Object.keys(catalogue.workflows).map(workflow), PER_ROW),
  ];
}

const NIGHT = Duration.days(1);
const SWEEP = Duration.minutes(15);
const PER_ROW = 4;

function business(): IWidget[] {
  const each = (metricName: string, name: string, values: readonly string[]) =>
    values.map((value) =>
      metrics.own(metricName, 'coverage', NIGHT, { of: { [name]: value } }).with({ label: value }),
    );
  return [
    graph('Held commission lines, by age', each('HeldLines', 'age', HOLD_AGES), { stacked: true }),
    graph('Open complaints, by what the law leaves', each('OpenComplaints', 'left', TIMES_LEFT), {
      stacked: true,
    }),
    graph('Waits past due, and decided ones that nobody was woken from', [
      metrics.own('OverdueWaits', 'sweeper', SWEEP),
      metrics.own('UndeliveredWaits', 'sweeper', SWEEP),
    ]),
    graph('Policies without a callback, monthly runs not opened', [
      metrics.own('CoverageGap', 'coverage', NIGHT),
      metrics.own('MonthlyRunsMissing', 'coverage', NIGHT),
    ]),
  ];
}

function doors(apiId: string): IWidget[] {
  const sms = (metricName: string) =>
    metrics.own(metricName, 'stream-follow', Duration.minutes(5), { statistic: Stats.SUM });
  return [
    graph('Requests', [metrics.api(apiId, 'Count')]),
    graph('Refused and failed requests', [metrics.api(apiId, '4xx'), metrics.api(apiId, '5xx')]),
    graph('Answer time (ms)', [
      metrics.api(apiId, 'Latency', Stats.p(50)),
      metrics.api(apiId, 'Latency', Stats.p(95)),
      metrics.api(apiId, 'Latency', Stats.p(99)),
    ]),
    graph('SMS to customers', [sms('SmsSent'), sms('SmsRefused')]),
  ];
}

function keepingUp({ functions: all, tables, workflows }: Catalogue): IWidget[] {
  const named = Object.entries(all);
  const consumers = named.filter(([, file]) => 'stream' in file).map(([name]) => name);
  const asynchronous = named.filter(([, file]) => isAsynchronous(file)).map(([name]) => name);
  return [
    graph('Behind the stream (ms)', consumers.map(metrics.iteratorAge)),
    graph('Dead letters', asynchronous.map(metrics.deadLetters)),
    graph(
      'Throttled by tables and their indexes',
      Object.entries(tables).map(([name, file]) => tableThrottles(name, file)),
    ),
    graph(
      'Throttled workflows',
      Object.keys(workflows).map((name) => metrics.machine(name, 'ExecutionThrottled').with({ label: name })),
    ),
  ];
}

function functions({ functions: all }: Catalogue): IWidget[] {
  const each = (metricName: string): IMetric[] =>
    Object.keys(all).map((name) => metrics.function(name, metricName).with({ label: name }));
  return [
    graph('Function errors', each('Errors'), { width: 12 }),
    graph('Function throttles', each('Throttles'), { width: 12 }),
  ];
}

/** Executions of a workflow, which only wait; and its open cases, which are the truth. */
function workflow(name: string): IWidget {
  return graph(
    name,
    [
      metrics.machine(name, 'ExecutionsStarted'),
      metrics.machine(name, 'ExecutionsSucceeded'),
      metrics.machine(name, 'ExecutionsFailed'),
      metrics.machine(name, 'ExecutionsTimedOut'),
      metrics.machine(name, 'ExecutionsAborted'),
    ],
    { right: [metrics.own('OpenCases', 'coverage', NIGHT, { of: { workflow: name } })] },
  );
}

function text(markdown: string): IWidget {
  return new TextWidget({ markdown, width: 24, height: 2 });
}

function graph(
  title: string,
  left: IMetric[],
  {
    right = [],
    stacked = false,
    width = 24 / PER_ROW,
  }: { right?: IMetric[]; stacked?: boolean; width?: number } = {},
): IWidget {
  return new GraphWidget({ title, left, right, stacked, width, height: 6 });
}

function inRows<T>(all: readonly T[], perRow: number): T[][] {
  const rows = Math.ceil(all.length / perRow);
  return Array.from({ length: rows }, (_, row) => all.slice(row * perRow, (row + 1) * perRow));
}
