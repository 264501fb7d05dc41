import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../api/me.ts';
import { CaseActions } from '../../../components/case/actions.tsx';
import type { CommandName } from '../api/command.ts';
import { AssessmentForm } from '../forms/assessment-form.tsx';
import { Level2Form, SettleForm, SupplyForm } from '../forms/deciding-forms.tsx';
import { PaymentForm, ReopeningForm, WithdrawalForm } from '../forms/ending-forms.tsx';
import { FactsForm } from '../forms/facts-form.tsx';
import { MandateForm, WaiverForm } from '../forms/gathering-forms.tsx';
import { SnapshotForm } from '../forms/snapshot-form.tsx';
import { useCurrent } from './current.tsx';
import { possibleCommands } from './possible.ts';

const FORMS: Readonly<Record<CommandName, ReactNode>> = {
  mandate: <MandateForm />,
  snapshot: <SnapshotForm />,
  assessment: <AssessmentForm />,
  evidence: <SupplyForm />,
  'level-2': <Level2Form />,
  settle: <SettleForm />,
  payment: <PaymentForm />,
  reopening: <ReopeningForm />,
  waivers: <WaiverForm />,
  facts: <FactsForm />,
  withdrawal: <WithdrawalForm />,
};

export function Actions() {
  const { t } = useTranslation('reconsideration');
  const view = useCurrent();
  const me = useMe();
  const may = useMay();
  return (
    <CaseActions
      actions={possibleCommands(view, { me, may }).map((name) => ({
        key: name,
        label: t(`act.${name}`),
        form: FORMS[name],
        danger: name === 'withdrawal',
      }))}
    />
  );
}
