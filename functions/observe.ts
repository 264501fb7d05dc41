import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Logs carry ids and facts, never payloads. Service and level come from the POWERTOOLS_ variables. */
export function openLogger(): Logger {
  return new Logger();
}

/** Figures about the system itself, which alarms watch; the firm's own figures are in the metrics table. */
export type Gauge = 'OverdueWaits' | 'UndeliveredWaits' | 'CoverageGap';

export function openGauges(): (values: Partial<Record<Gauge, number>>) => void {
  const metrics = new Metrics();
  return (values) => {
    for (const [name, value] of Object.entries(values)) metrics.addMetric(name, MetricUnit.Count, value);
    metrics.publishStoredMetrics();
  };
}
