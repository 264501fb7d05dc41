import type { PreUnderwritingCase } from './case.ts';
import { preUnderwritingDues } from './dues.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { PreUnderwritingRules } from './settings.ts';

/** Where the workflow waits next. */
export type PreUnderwritingRoute = 'await-sending' | 'await-opinions' | 'await-choice' | 'closed';

export function preUnderwritingRoute({ stage }: PreUnderwritingCase): PreUnderwritingRoute {
  switch (stage) {
    case 'preparing':
      return 'await-sending';
    case 'asking':
      return 'await-opinions';
    case 'choosing':
      return 'await-choice';
    default:
      return 'closed';
  }
}

/** Who must do what next, and by when. */
export interface NextStep {
  who: string;
  what: string;
  by?: string;
}

export function preUnderwritingNextSteps(file: PreUnderwritingFile, rules: PreUnderwritingRules): NextStep[] {
  const { case: matter, requests } = file;
  if (matter.category === 'closed') return [];
  const due = preUnderwritingDues(file, rules)[0];
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  if (matter.stage === 'preparing') {
    return matter.consent === undefined
      ? [{ who: 'customer', what: 'consent to the carriers that are named', ...by }]
      : [{ who: matter.brokerId, what: 'ask the carriers', ...by }];
  }
  const wanting = requests.filter(({ stage }) => stage === 'material-wanted');
  const asked = requests.filter(({ stage, silentSince }) => stage === 'asked' && silentSince === undefined);
  return [
    ...(wanting.length === 0
      ? []
      : [
          {
            who: matter.brokerId,
            what: `bring what ${wanting.map(({ carrier }) => carrier).join(', ')} want to see`,
            ...by,
          },
        ]),
    ...asked.map(({ carrier, nextDueAt }) => ({
      who: carrier,
      what: 'answer',
      ...(nextDueAt === undefined ? {} : { by: nextDueAt }),
    })),
    ...(matter.stage === 'choosing' ? [{ who: matter.brokerId, what: 'choose with the client', ...by }] : []),
  ];
}
