import { Alert, Input, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Callback } from '../api/callback.ts';
import { type Closing, useDecideClosing, useProposeClosing, type Verdict } from '../api/commands.ts';
import { VerdictFields } from './confirmation-forms.tsx';
import { ReferenceField } from './evidence.tsx';

const CAUSES: readonly Closing['cause'][] = ['policy-surrendered', 'customer-died', 'policy-void'];
const LONGEST_REASON = 2000;

/** Nobody is left to say whether it is settled: one person proposes to end the case, another decides. */
export function ProposeClosing() {
  const { t } = useTranslation('callback');
  const propose = useProposeClosing();
  return (
    <>
      <Typography.Paragraph type="secondary">{t('closing.about')}</Typography.Paragraph>
      <CommandForm<Closing, Closing>
        command={propose}
        body={(values) => values}
        submit={t('closing.submit')}
        danger
      >
        <Field name="cause" label={t('closing.cause')}>
          <Radio.Group options={CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))} />
        </Field>
        <Field name="reason" label={t('closing.reason')}>
          <Input.TextArea rows={2} maxLength={LONGEST_REASON} />
        </Field>
        <ReferenceField name="document" label={t('closing.document')} />
      </CommandForm>
    </>
  );
}

interface DecideClosingProps {
  closing: NonNullable<Callback['closing']>;
  /** The customer has said something that nobody has judged yet. */
  isWordUnheard: boolean;
}

export function DecideClosing({ closing: { by, at, cause, document }, isWordUnheard }: DecideClosingProps) {
  const { t } = useTranslation('callback');
  const { when } = useFormat();
  const me = useMe();
  const decide = useDecideClosing();
  if (by === me.id) return <Typography.Text>{t('closing.own')}</Typography.Text>;
  return (
    <>
      <Typography.Paragraph>
        {t('closing.proposed', { by, when: when(at), cause: t(`cause.${cause}`), document })}
      </Typography.Paragraph>
      {isWordUnheard && <Alert type="warning" showIcon title={t('closing.wordFirst')} />}
      <CommandForm<Verdict, Verdict> command={decide} body={(values) => values} submit={t('closing.decide')}>
        <VerdictFields yes={t('closing.approve')} no={t('closing.refuse')} which={t('closing.which')} />
      </CommandForm>
    </>
  );
}
