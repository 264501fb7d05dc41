import * as z from 'zod/mini';
import { CarrierPurpose } from '../../carrier-request/case.ts';
import type { CaseEvent } from '../../case.ts';
import { type Added, factsOf, named } from './added.ts';

const Days = z.int().check(z.minimum(0));

const Asked = z.object({ purpose: CarrierPurpose });
const Answered = z.object({ purpose: CarrierPurpose, days: Days, late: z.boolean() });
const RoundEnded = z.object({ purpose: CarrierPurpose, days: Days });

/** What a carrier's request adds (保司征询), by what it was asked for; durations as histograms of calendar days. */
export function carrierRequestCounters(event: CaseEvent): Added[] {
  switch (event.type) {
    case 'carrier-asked':
    case 'carrier-silent':
      return [{ name: named(event.type, factsOf(Asked, event).purpose) }];
    case 'carrier-answered': {
      const { purpose, days, late } = factsOf(Answered, event);
      return [
        { name: named('carrier-answered', purpose) },
        ...(late ? [{ name: named('carrier-late', purpose) }] : []),
        { name: named('answer-days', purpose, days) },
      ];
    }
    case 'material-supplied':
    case 'material-not-supplied': {
      const { purpose, days } = factsOf(RoundEnded, event);
      return [{ name: named('evidence-days', purpose, days) }];
    }
    default:
      return [];
  }
}
