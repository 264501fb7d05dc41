import { Alert, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../../../components/segments.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { CallbackView } from '../api/callback.ts';
import { AnswersForm } from './answers-form.tsx';
import { AttemptForm } from './attempt-form.tsx';
import { ConfirmationForm } from './confirmation-forms.tsx';
import type { Way } from './evidence.tsx';

/** How the customer is to be reached now: as the ladder's task says, else by phone. */
function wayNow({ case: { ladder } }: CallbackView): Way {
  return ladder?.task?.way ?? 'call';
}

/**
 * The agent's call screen: what the ladder proposes and when, then either the customer's word or why there was none.
 */
export function Call({ view, asks }: { view: CallbackView; asks: 'answers' | 'confirmation' }) {
  const { t } = useTranslation('callback');
  const [outcome, setOutcome] = useState<'reached' | 'unreached'>('reached');
  const { stage } = view.case;
  const way = wayNow(view);
  const isAttempted = stage === 'awaiting-answers' || stage === 'awaiting-confirmation';
  return (
    <Flex vertical gap="middle">
      <NextAttempt view={view} />
      {isAttempted && (
        <Segments
          label={t('call.which')}
          value={outcome}
          onChange={setOutcome}
          options={[
            { value: 'reached', label: t('call.reached') },
            { value: 'unreached', label: t('call.unreached') },
          ]}
        />
      )}
      {isAttempted && outcome === 'unreached' ? (
        <AttemptForm key={way} view={view} way={way} />
      ) : asks === 'answers' ? (
        <AnswersForm view={view} way={way} />
      ) : (
        <ConfirmationForm way={way} />
      )}
    </Flex>
  );
}

/** The next attempt as the ladder has it, and which calls were made before. */
function NextAttempt({ view: { case: callback, dues } }: { view: CallbackView }) {
  const { t } = useTranslation('callback');
  const term = useTerm('callback');
  const { when } = useFormat();
  const task = callback.ladder?.task;
  const step = dues.find(({ what }) => what !== 'cooling-off period ends');
  if (step === undefined) return null;
  const before =
    callback.calledAt.length === 0
      ? undefined
      : t('call.before', { times: callback.calledAt.map(when).join(', ') });
  if (task === undefined)
    return (
      <Alert
        type="info"
        title={t('call.later', { step: term('due', step.what), when: when(step.at) })}
        description={before}
      />
    );
  return (
    <Alert
      type="warning"
      showIcon
      title={t('call.now', { task: term('due', task.rung) })}
      description={
        <>
          <div>{t('call.by', { when: when(step.at) })}</div>
          {before !== undefined && <div>{before}</div>}
        </>
      }
    />
  );
}
