import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What a line says beside its message: ids, names of ours, counts. Never a payload. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, facts: Facts): void;
  warn(message: string, facts: Facts): void;
  error(message: string, facts: Facts): void;
}

/** What every line of a call says. One function may have many calls at once, on a machine of one's own. */
const call = new AsyncLocalStorage<Facts>();

/** All that is logged during `act` says these facts as well: by them the lines of one call are found. */
export function during<T>(facts: Facts, act: () => T): T {
  return call.run({ ...call.getStore(), ...facts }, act);
}

/** A log whose lines say what call they belong to. */
export function ofCall(log: Log): Log {
  return {
    info: (message, facts) => log.info(message, { ...call.getStore(), ...facts }),
    warn: (message, facts) => log.warn(message, { ...call.getStore(), ...facts }),
    error: (message, facts) => log.error(message, { ...call.getStore(), ...facts }),
  };
}

/** Service and level come from the POWERTOOLS_ variables. */
export function openLogger(): Log {
  const logger = new Logger();
  return ofCall({
    info: (message, facts) => logger.info(message, { ...facts }),
    warn: (message, facts) => logger.warn(message, { ...facts }),
    error: (message, facts) => logger.error(message, { ...facts }),
  });
}

/**
 * Figures that alarms watch and the operators' dashboard shows; the firm's own figures are in the metrics table. Each
 * is a count. Some are told per age, kind or time left.
 */
export type Gauge =
  | 'OverdueWaits'
  | 'UndeliveredWaits'
  | 'CoverageGap'
  | 'HeldLines'
  | 'OpenCases'
  | 'OpenComplaints'
  | 'MonthlyRunsMissing'
  | 'SmsSent'
  | 'SmsRefused';

export type Gauges = (
  values: Readonly<Partial<Record<Gauge, number>>>,
  of?: Readonly<Record<string, string>>,
) => void;

/** As lines of the log in CloudWatch's embedded metric format: no call, and nothing that could fail. */
export function openGauges(): Gauges {
  const metrics = new Metrics();
  return (values, of = {}) => {
    for (const [name, value] of Object.entries(of)) metrics.addDimension(name, value);
    for (const [name, value] of Object.entries(values)) metrics.addMetric(name, MetricUnit.Count, value);
    metrics.publishStoredMetrics();
  };
}
