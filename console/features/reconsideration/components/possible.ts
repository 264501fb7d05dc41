import type { Action, Me } from '../../../api/me.ts';
import type { CommandName } from '../api/command.ts';
import type { DocumentType, ReconsiderationView } from '../api/get-reconsideration.ts';

interface Who {
  me: Pick<Me, 'id'>;
  may: (...actions: Action[]) => boolean;
}

/** Without them there is no decision to look at and nobody to act for. */
const NEVER_WAIVED: readonly DocumentType[] = ['mandate', 'decision-letter'];

export function waivable({ evidence: { missing } }: ReconsiderationView): DocumentType[] {
  return missing.filter((type) => !NEVER_WAIVED.includes(type));
}

/** Which of its documents have arrived. */
export function arrived({ documents }: Pick<ReconsiderationView, 'documents'>) {
  return documents.filter(({ storedAt }) => storedAt !== undefined);
}

/** The level that counts now: what was asked before a re-opening is history. */
export function presentLevel({ case: { reopened }, levels }: ReconsiderationView) {
  return levels.filter(({ run }) => run === reopened).at(-1);
}

/** What this person can do with the case as it stands, what is next first. The API has the last word. */
export function possibleCommands(view: ReconsiderationView, { me, may }: Who): CommandName[] {
  const { stage, category, concerned, mandate, snapshotHash, reopened } = view.case;
  const at = (...stages: string[]) => stages.includes(stage);
  const isOpen = category === 'open';
  const supplies = isOpen && may('reconsideration:supply');
  const judges = isOpen && may('reconsideration:assess') && !concerned.includes(me.id);
  const has = (type: DocumentType) => arrived(view).some((one) => one.type === type);
  const judgedBefore = view.assessments.some(({ by, run }) => run === reopened && by === me.id);
  const level = presentLevel(view);
  const isReplaced = arrived(view).findLast(({ type }) => type === 'mandate')?.id !== mandate;
  const possible: [CommandName, boolean][] = [
    ['mandate', supplies && mandate === undefined && has('mandate')],
    ['snapshot', supplies && snapshotHash === undefined && has('decision-letter')],
    ['assessment', judges && (at('assessing') || (at('second-opinion') && !judgedBefore))],
    ['evidence', supplies && level?.stage === 'material-wanted'],
    ['level-2', judges && at('deciding') && level?.level === 1],
    ['settle', judges && at('deciding')],
    ['payment', at('awaiting-payment') && may('reconsideration:record-payment')],
    ['reopening', !isOpen && may('reconsideration:reopen')],
    ['waivers', judges && at('gathering') && waivable(view).length > 0],
    ['facts', supplies],
    ['mandate', supplies && mandate !== undefined && isReplaced],
    ['withdrawal', isOpen && may('reconsideration:withdraw')],
  ];
  return possible.filter(([, can]) => can).map(([name]) => name);
}
