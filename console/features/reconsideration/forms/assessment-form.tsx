import { Alert, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { useCurrent } from '../components/current.tsx';
import { type ChecklistValues, GroundFields, groundsFound } from './ground-fields.tsx';
import { PointsFields, type PointValues, pointsOf } from './points-fields.tsx';

interface Values {
  checklist: ChecklistValues;
  verdict: 'agree' | 'contest';
  argument?: PointValues[];
  explanation?: PointValues[];
}

const EMPTY: Partial<Values> = { argument: [{ text: '' }], explanation: [{ text: '' }] };

function bodyOf({ checklist, verdict, argument, explanation }: Values): CommandBody<'assessment'> {
  const found = checklist as Extract<CommandBody<'assessment'>, { verdict: 'agree' }>['checklist'];
  return verdict === 'contest'
    ? { verdict, checklist: found, argument: pointsOf(argument) }
    : { verdict, checklist: found, explanation: pointsOf(explanation) };
}

/** An expert's opinion: every ground looked at, then the carrier is right and why, or it is not and why. */
export function AssessmentForm() {
  const { t } = useTranslation('reconsideration');
  const { stage } = useCurrent().case;
  const [form] = Form.useForm<Values>();
  const command = useReconsiderationCommand('assessment');
  const verdict = Form.useWatch('verdict', form);
  const found = groundsFound(Form.useWatch('checklist', form));
  const hasNothing = verdict === 'contest' && found.length === 0;
  return (
    <CommandForm<Values, CommandBody<'assessment'>>
      form={form}
      command={command}
      body={bodyOf}
      initial={EMPTY}
      submit={t(verdict === 'agree' ? 'assessment.submitAgree' : 'assessment.submitContest')}
      disabled={hasNothing}
    >
      {stage === 'second-opinion' && <Alert type="info" showIcon title={t('assessment.second')} />}
      <GroundFields />
      <Field name="verdict" label={t('assessment.verdict')}>
        <Radio.Group
          options={(['contest', 'agree'] as const).map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
      </Field>
      {hasNothing && <Alert type="warning" showIcon title={t('assessment.noGround')} />}
      {verdict === 'contest' && <PointsFields name="argument" grounds={found} isLinked />}
      {verdict === 'agree' && <PointsFields name="explanation" />}
    </CommandForm>
  );
}
