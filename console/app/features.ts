import { feature as accountability } from '../features/accountability/feature.tsx';
import { feature as administration } from '../features/administration/feature.tsx';
import { feature as callback } from '../features/callback/feature.tsx';
import { feature as carrierRequest } from '../features/carrier-request/feature.tsx';
import { feature as commission } from '../features/commission/feature.tsx';
import { feature as complaint } from '../features/complaint/feature.tsx';
import { feature as correctiveAction } from '../features/corrective-action/feature.tsx';
import { feature as evaluation } from '../features/evaluation/feature.tsx';
import { feature as figures } from '../features/figures/feature.tsx';
import { feature as policyImport } from '../features/policy-import/feature.tsx';
import { feature as preUnderwriting } from '../features/pre-underwriting/feature.tsx';
import { feature as receptionDay } from '../features/reception-day/feature.tsx';
import { feature as reconsideration } from '../features/reconsideration/feature.tsx';
import { feature as workList } from '../features/work-list/feature.tsx';
import type { Feature } from './feature.ts';

/** In the order of the navigation. */
export const FEATURES: readonly Feature[] = [
  workList,
  callback,
  preUnderwriting,
  carrierRequest,
  reconsideration,
  complaint,
  evaluation,
  receptionDay,
  commission,
  accountability,
  figures,
  correctiveAction,
  policyImport,
  administration,
];
