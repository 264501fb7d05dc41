import type { paths } from '../../api/schema.ts';

type Answer = paths['/carrier-requests/{id}/answers']['post']['requestBody']['content']['application/json'];
export type Opinion = NonNullable<Answer['opinion']>;
export type Conclusion = Opinion['conclusion'];

export const CONCLUSIONS = ['standard', 'on-terms', 'postponed', 'declined'] as const;

/** What is excluded or was found, as codes that figures are kept by; the words for them are `condition` in `common`. */
export const CONDITIONS = [
  'thyroid-nodule',
  'thyroid-cancer',
  'breast-nodule',
  'breast-cancer',
  'lung-nodule',
  'lung-disease',
  'hypertension',
  'diabetes',
  'high-lipids',
  'high-uric-acid',
  'fatty-liver',
  'hepatitis-b',
  'liver-disease',
  'gallstones',
  'kidney-stones',
  'kidney-disease',
  'heart-disease',
  'arrhythmia',
  'stroke',
  'gastritis',
  'intestinal-polyp',
  'uterine-fibroid',
  'ovarian-cyst',
  'prostate-enlargement',
  'spine-disease',
  'joint-disease',
  'asthma',
  'anaemia',
  'depression',
  'epilepsy',
  'tumour',
  'pregnancy',
] as const;

/** A conclusion as its fields hold it: what belongs to another kind of conclusion may still stand in them. */
export interface ConclusionValues {
  is: Conclusion['is'];
  extra?: { by?: 'none' | 'percent' | 'fen-per-thousand'; percent?: number; fenPerThousand?: number };
  exclusions?: { code: string; wording: string }[];
  months?: number;
}

/** What is said by the fields that go with the kind of conclusion. What is missing, the API says. */
export function conclusionOf({ is, extra, exclusions = [], months = 0 }: ConclusionValues): Conclusion {
  if (is === 'standard' || is === 'declined') return { is };
  if (is === 'postponed') return { is, months };
  const { by, percent = 0, fenPerThousand = 0 } = extra ?? {};
  if (by === 'percent') return { is, exclusions, extra: { by, percent } };
  if (by === 'fen-per-thousand') return { is, exclusions, extra: { by, fenPerThousand } };
  return { is, exclusions };
}
