import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { type FieldFault, Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { assessmentsOfRun } from './amounts.ts';
import { askLevel } from './ask-level.ts';
import type { ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { mustBeExpert, mustBeIn } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import { Assessment, assessmentFaults } from './grounds.ts';
import { tellCustomer } from './letters.ts';
import { Argument, linkFaults, mustLead, Points } from './points.ts';
import type { ReconsiderationRules } from './settings.ts';

/** What an expert of the firm finds: the carrier is right, and why, in plain words; or it is not, point by point. */
export const Judgement = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('agree'), checklist: Assessment, explanation: Points }),
  z.strictObject({
    verdict: z.literal('contest'),
    checklist: Assessment,
    argument: Argument,
  }),
]);
export type Judgement = z.infer<typeof Judgement>;

/**
 * An expert's opinion, the first or, when the customer did not accept it, the second. *Agree* explains; a second
 * *agree* ends with the letter. *Contest* asks the carrier to look again.
 * @throws NotAllowed for anybody but an expert whom the case does not concern
 * @throws Refused for a second opinion by the first expert
 * @throws Invalid for a checklist that is not whole, or a point that leads nowhere
 */
export function assess(
  file: ReconsiderationFile,
  judgement: Judgement,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'assessing', 'second-opinion');
  mustBeExpert(matter, by);
  const opinion = matter.stage === 'assessing' ? 1 : 2;
  if (opinion === 2 && assessmentsOfRun(matter).some((earlier) => earlier.by === by.id)) {
    throw new Refused('second-person', 'The second opinion is another expert’s.');
  }
  mustBeWhole(matter, judgement);
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const { verdict, checklist } = judgement;
  const content = `assessment-${matter.assessments.length + 1}`;
  const hash = draft.matter.keep(content, judgement);
  draft.record(
    'assessed',
    { verdict, opinion, assessment: hash, grounds: groundsFound(checklist) },
    {
      assessments: [
        ...matter.assessments,
        { by: by.id, at: now.toISOString(), verdict, run: matter.reopened, content, hash },
      ],
    },
  );
  if (judgement.verdict === 'contest') {
    askLevel(draft, 1, { by, argument: judgement.argument });
  } else {
    tellCustomer(draft, opinion === 1 ? 'explanation' : 'outcome', judgement.explanation);
  }
  return draft.finish({ wakes: true });
}

function groundsFound(checklist: Assessment): string[] {
  return Object.entries(checklist)
    .filter(([, { answer }]) => answer === 'yes')
    .map(([code]) => code)
    .sort();
}

function mustBeWhole(matter: ReconsiderationCase, judgement: Judgement): void {
  const faults = assessmentFaults(judgement.checklist, matter.decision.of).map(({ field, reason }) => ({
    field: field.replace('assessment', 'checklist'),
    reason,
  }));
  if (judgement.verdict === 'contest') faults.push(...argumentFaults(judgement));
  if (faults.length > 0) throw new Invalid('The assessment is not whole.', faults);
  if (judgement.verdict === 'contest') mustLead(matter, judgement.argument, 'argument');
  else mustLead(matter, judgement.explanation, 'explanation');
}

/** Whoever contests has found a ground, and every point rests on something that can be shown. */
function argumentFaults({ checklist, argument }: Extract<Judgement, { verdict: 'contest' }>): FieldFault[] {
  const found = groundsFound(checklist);
  return [
    ...(found.length === 0
      ? [{ field: 'checklist', reason: 'has no ground answered with yes: there is nothing to contest with' }]
      : []),
    ...linkFaults(argument),
    ...argument.flatMap(({ ground }, index) =>
      ground === undefined || found.includes(ground)
        ? []
        : [{ field: `argument.${index}.ground`, reason: 'is not answered with yes in the checklist' }],
    ),
  ];
}
