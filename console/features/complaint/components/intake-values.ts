import { given } from '../../../components/form/given.ts';
import { momentOf } from '../../../components/form/moment.tsx';
import { matterIn, WHOSE_EMPTY, type WhoseValues } from '../../../components/form/whose-fields.tsx';
import type { Intake } from '../api/file-complaint.ts';

/** What the wizard holds, step by step. */
export interface IntakeValues extends WhoseValues {
  channel: Intake['channel'];
  /** Minute of Shanghai. */
  receivedAt: string;
  reference?: string;
  filer: { as: NonNullable<Intake['filer']>['as']; papers?: string[] };
  category: Intake['category'];
  involved?: string[];
  content: string;
  demands?: string;
  newFacts: boolean;
  isGroup: boolean;
  group?: { size?: number | null; representatives?: number | null };
}

export const STEPS = ['channel', 'entitlement', 'matter', 'content', 'group', 'review'] as const;
export type Step = (typeof STEPS)[number];

export const EMPTY_INTAKE: Partial<IntakeValues> = {
  ...WHOSE_EMPTY,
  channel: 'hotline',
  filer: { as: 'consumer', papers: [] },
  newFacts: true,
  isGroup: false,
};

/** The statement is the complainant's content and what is asked for, one text as the API keeps it. */
function statementOf({ content, demands }: IntakeValues, demandsLabel: string): string {
  return demands === undefined || demands.trim() === '' ? content : `${content}\n${demandsLabel}${demands}`;
}

/** @param demandsLabel what stands before the demands in the statement */
export function intakeIn(values: IntakeValues, demandsLabel: string): Intake {
  const { channel, receivedAt, reference, filer, category, involved = [], newFacts, isGroup, group } = values;
  return {
    ...given({ reference }),
    channel,
    receivedAt: momentOf(receivedAt),
    category,
    matter: matterIn(values),
    statement: statementOf(values, demandsLabel),
    filer: { as: filer.as, papers: filer.as === 'consumer' ? [] : (filer.papers ?? []) },
    involved,
    newFacts,
    ...(isGroup && group?.size != null
      ? { group: { size: group.size, representatives: group.representatives ?? 0 } }
      : {}),
  };
}

/** The same before it was said what it is about in words: the API needs none to foresee it. */
export function foreseenIn(values: IntakeValues, demandsLabel: string) {
  const { statement, ...intake } = intakeIn({ ...values, content: values.content ?? '' }, demandsLabel);
  return statement === '' ? intake : { ...intake, statement };
}
