import { Input, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Callback } from '../api/callback.ts';
import {
  type Confirmation,
  useEnterConfirmation,
  useJudgeConfirmation,
  type Verdict,
} from '../api/commands.ts';
import { EvidenceFields, type EvidenceValues, evidenceOf, type Way } from './evidence.tsx';

const LONGEST_REASON = 2000;

/** What the customer says of the remedy, taken down from a call, a letter or a visit. */
export function ConfirmationForm({ way }: { way: Way }) {
  const { t } = useTranslation('callback');
  const enter = useEnterConfirmation();
  return (
    <CommandForm<EvidenceValues & { settled: boolean }, Confirmation>
      command={enter}
      initial={{ way }}
      body={({ settled, ...evidence }) => ({ settled, evidence: evidenceOf(evidence) })}
      submit={t('confirmation.submit')}
    >
      <p className="question-asked">{t('confirmation.ask')}</p>
      <Typography.Text type="secondary">{t('confirmation.about')}</Typography.Text>
      <Field name="settled" label={t('confirmation.which')}>
        <Radio.Group
          options={[
            { value: true, label: t('confirmation.settled') },
            { value: false, label: t('confirmation.notSettled') },
          ]}
        />
      </Field>
      <EvidenceFields />
    </CommandForm>
  );
}

type Unapproved = NonNullable<Callback['unapproved']>;

/** The second person hears the recording, and releases or throws the entry out. */
export function ConfirmationVerdict({ unapproved: { by, at, evidence } }: { unapproved: Unapproved }) {
  const { t } = useTranslation('callback');
  const { when } = useFormat();
  const me = useMe();
  const judge = useJudgeConfirmation();
  if (by === me.id) return <Typography.Text>{t('verdict.own')}</Typography.Text>;
  const proof = evidence.way === 'call' ? evidence.recording : evidence.way === 'link' ? '' : evidence.slip;
  const way = evidence.way === 'link' ? '' : t(`way.${evidence.way}`);
  return (
    <>
      <Typography.Paragraph>
        {t('verdict.about', { by, when: when(at), evidence: `${way} ${proof}` })}
      </Typography.Paragraph>
      <CommandForm<Verdict, Verdict> command={judge} body={(values) => values} submit={t('verdict.submit')}>
        <VerdictFields yes={t('verdict.approve')} no={t('verdict.reject')} which={t('verdict.which')} />
      </CommandForm>
    </>
  );
}

/** A second person's verdict always has a reason. */
export function VerdictFields({ yes, no, which }: { yes: string; no: string; which: string }) {
  const { t } = useTranslation('callback');
  return (
    <>
      <Field name="approve" label={which}>
        <Radio.Group
          options={[
            { value: true, label: yes },
            { value: false, label: no },
          ]}
        />
      </Field>
      <Field name="reason" label={t('verdict.reason')}>
        <Input.TextArea rows={2} maxLength={LONGEST_REASON} />
      </Field>
    </>
  );
}
