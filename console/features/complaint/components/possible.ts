import type { Action, Me } from '../../../api/me.ts';
import type { CommandName } from '../api/command.ts';
import type { ComplaintView } from '../api/get-complaint.ts';

interface Who {
  me: Pick<Me, 'id'>;
  may: (...actions: Action[]) => boolean;
}

/** What this person can do with the complaint as it stands, what is next first. The API has the last word. */
export function possibleCommands(view: ComplaintView, { me, may }: Who): CommandName[] {
  const { stage, category, complexity, pauses, decision, handler, extension, transferredAt, satisfied } =
    view.case;
  const at = (...stages: string[]) => stages.includes(stage);
  const handles = may('complaint:handle');
  const assigns = may('complaint:assign');
  const isOpen = category === 'open';
  const early = at('awaiting-contact', 'handling');
  const workedOn = at('awaiting-contact', 'handling', 'awaiting-notice');
  const standsStill = pauses.length > 0 && pauses.at(-1)?.to === undefined;
  const waitsForReader =
    at('awaiting-notice') && view.checklist.secondPerson && decision?.approvedBy === undefined;
  const isOurs = !at('refused', 'merged');
  const hadPart = [decision?.by, decision?.approvedBy].includes(me.id);
  const possible: [CommandName, boolean][] = [
    ['decision/verdict', waitsForReader && may('complaint:approve') && decision?.by !== me.id],
    ['first-contact', at('awaiting-contact') && handles],
    ['resumption', isOpen && standsStill && handles],
    ['classification', early && handles && complexity === undefined],
    ['decision', at('handling') && handles],
    [
      'decision/message',
      at('awaiting-notice') && handles && !waitsForReader && !decision?.sending && view.phone !== undefined,
    ],
    ['decision/notice', at('awaiting-notice') && handles && !waitsForReader],
    ['acceptance', at('awaiting-acceptance') && handles],
    ['review/decision', at('under-review') && may('complaint:review') && !hadPart],
    ['satisfaction', !isOpen && stage !== 'merged' && satisfied === undefined && handles],
    ['classification', early && handles && complexity !== undefined],
    ['settlement', early && handles && complexity !== 'complex' && !view.checklist.secondPerson],
    ['pause', at('handling', 'awaiting-notice') && !standsStill && handles],
    [
      'extension',
      at('handling', 'awaiting-notice') &&
        may('complaint:extend') &&
        complexity === 'complex' &&
        extension === undefined &&
        handler !== me.id,
    ],
    ['transfer', workedOn && handles && transferredAt === undefined],
    ['handler', workedOn && assigns],
    ['merge', workedOn && assigns],
    ['review', handles && (at('awaiting-acceptance') || (at('decided') && view.case.review === undefined))],
    ['withdrawal', isOpen && handles],
    ['refusal', early && handles],
    ['recusal', isOpen && may('complaint:read')],
    ['reopening', !isOpen && stage !== 'merged' && assigns],
    ['responsible', transferredAt !== undefined && isOurs && assigns],
    ['desk-faults', isOurs && assigns],
  ];
  return possible.filter(([, can]) => can).map(([name]) => name);
}
