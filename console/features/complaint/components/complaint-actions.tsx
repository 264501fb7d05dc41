import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../api/me.ts';
import { CaseActions } from '../../../components/case/actions.tsx';
import type { CommandName } from '../api/command.ts';
import { useCurrent } from './current.tsx';
import { DecisionCard } from './decided.tsx';
import { DecisionForm } from './decision-form.tsx';
import {
  AcceptanceForm,
  ReopeningForm,
  ReviewDecisionForm,
  ReviewRequestForm,
  SatisfactionForm,
  WithdrawalForm,
} from './ending-forms.tsx';
import {
  ClassificationForm,
  ExtensionForm,
  FirstContactForm,
  PauseForm,
  RefusalForm,
  ResumptionForm,
  SettlementForm,
  TransferForm,
} from './handling-forms.tsx';
import { DeskFaultForm, HandlerForm, MergeForm, RecusalForm, ResponsibleForm } from './people-forms.tsx';
import { possibleCommands } from './possible.ts';
import { MessageForm, NoticeForm, VerdictForm } from './telling-forms.tsx';

const FORMS: Readonly<Record<CommandName, ReactNode>> = {
  'first-contact': <FirstContactForm />,
  classification: <ClassificationForm />,
  pause: <PauseForm />,
  resumption: <ResumptionForm />,
  extension: <ExtensionForm />,
  settlement: <SettlementForm />,
  transfer: <TransferForm />,
  refusal: <RefusalForm />,
  decision: <DecisionForm />,
  'decision/verdict': <VerdictForm />,
  'decision/notice': <NoticeForm />,
  'decision/message': <MessageForm />,
  acceptance: <AcceptanceForm />,
  withdrawal: <WithdrawalForm />,
  review: <ReviewRequestForm />,
  'review/decision': <ReviewDecisionForm />,
  satisfaction: <SatisfactionForm />,
  reopening: <ReopeningForm />,
  handler: <HandlerForm />,
  recusal: <RecusalForm />,
  merge: <MergeForm />,
  responsible: <ResponsibleForm />,
  'desk-faults': <DeskFaultForm />,
};

const DANGEROUS: readonly CommandName[] = ['refusal', 'withdrawal', 'recusal', 'merge'];

export function ComplaintActions() {
  const { t } = useTranslation('complaint');
  const view = useCurrent();
  const me = useMe();
  const may = useMay();
  const names = [...new Set(possibleCommands(view, { me, may }))];
  return (
    <>
      {/* Who is to approve it reads it first. */}
      {names[0] === 'decision/verdict' && <DecisionCard />}
      <CaseActions
        actions={names.map((name) => ({
          key: name,
          label: t(`act.${name}`),
          form: FORMS[name],
          danger: DANGEROUS.includes(name),
        }))}
      />
      {names[0] !== 'decision/verdict' && <DecisionCard />}
    </>
  );
}
