import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import type { CaseAction } from '../../components/case/actions.tsx';
import type { CallbackView } from './api/callback.ts';
import { usePolicy } from './api/policy.ts';
import { Call } from './components/call.tsx';
import { CarrierCallbackForm } from './components/carrier-callback-form.tsx';
import { DecideClosing, ProposeClosing } from './components/closing-forms.tsx';
import { ConfirmationVerdict } from './components/confirmation-forms.tsx';
import { CancellationForm, ContactForm, ReceiptForm } from './components/policy-forms.tsx';
import { RemedyForm } from './components/remedy-form.tsx';
import { useMayHere } from './may-here.ts';

/** What this person can do with the callback as it stands, what is next first. */
export function useActions(view: CallbackView): CaseAction[] {
  const ofCase = useOfCase(view);
  const ofPolicy = useOfPolicy(view);
  return [...ofCase, ...ofPolicy];
}

function useOfCase(view: CallbackView): CaseAction[] {
  const { t } = useTranslation('callback');
  const { id } = useMe();
  const { case: callback } = view;
  const may = useMayHere(callback);
  const { stage, category, problem, unapproved, closing } = callback;
  const isUnreached = stage === 'awaiting-remedy' && problem?.cause === 'unreached';
  const action = (key: string, label: string, form: CaseAction['form'], isOffered: boolean): CaseAction[] =>
    isOffered ? [{ key, label, form }] : [];
  const closes = closing !== undefined && may('case:decide-closing');
  const decide = action(
    'decide-closing',
    t('closing.judge'),
    closing && <DecideClosing closing={closing} isWordUnheard={unapproved !== undefined} />,
    closes,
  );
  return [
    ...(closing?.by === id ? [] : decide),
    ...action(
      'verdict',
      t('verdict.title'),
      unapproved && <ConfirmationVerdict unapproved={unapproved} />,
      unapproved !== undefined && may('case:approve-confirmation'),
    ),
    ...action(
      'call',
      t('call.title'),
      <Call view={view} asks="answers" />,
      (stage === 'awaiting-answers' || isUnreached) && may('case:record-answers'),
    ),
    ...action(
      'confirmation',
      t('call.title'),
      <Call view={view} asks="confirmation" />,
      stage === 'awaiting-confirmation' && may('case:enter-confirmation'),
    ),
    ...action(
      'remedy',
      t('remedy.title'),
      <RemedyForm categories={problem?.categories ?? []} />,
      stage === 'awaiting-remedy' && !isUnreached && may('case:record-remedy'),
    ),
    ...action('carrier', t('carrier.title'), <CarrierCallbackForm />, may('case:record-carrier-callback')),
    ...(closing?.by === id ? decide : []),
    ...action(
      'propose-closing',
      t('closing.title'),
      <ProposeClosing />,
      category === 'open' && closing === undefined && may('case:propose-closing'),
    ),
  ];
}

function useOfPolicy({ case: callback }: CallbackView): CaseAction[] {
  const { t } = useTranslation('callback');
  const may = useMayHere(callback);
  const { policyId } = callback;
  const { data: policy } = usePolicy(policyId);
  if (policy === undefined || policy.status === 'cancelled') return [];
  const contact: CaseAction = {
    key: 'contact',
    label: t('policy.contact'),
    form: <ContactForm policyId={policyId} />,
  };
  const receipt: CaseAction = {
    key: 'receipt',
    label: t('policy.receipt'),
    form: <ReceiptForm policyId={policyId} />,
  };
  const cancel: CaseAction = {
    key: 'cancel',
    label: t('policy.cancel'),
    form: <CancellationForm policyId={policyId} />,
    danger: true,
  };
  return [
    ...(may('policy:correct-contact') ? [contact] : []),
    ...(policy.receiptOn === undefined && may('policy:record-receipt') ? [receipt] : []),
    ...(may('policy:cancel') ? [cancel] : []),
  ];
}
