import { openCases, openFirm, openMetrics, openTransactions, type Place } from '../wiring.ts';
import { newMonthlyCheck } from './monthly.ts';

export const newMonthlyCheckFunction = (place: Place) =>
  newMonthlyCheck({
    cases: openCases(place),
    metrics: openMetrics(place),
    transactions: openTransactions(place),
    clock: place.clock,
    firm: openFirm(place),
  });
