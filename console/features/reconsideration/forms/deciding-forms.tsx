import { Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { useCurrent } from '../components/current.tsx';
import { presentLevel } from '../components/possible.ts';
import { BringMore } from './bring-more.tsx';
import { DocumentsSelect } from './document-select.tsx';
import { DOCUMENT_TYPES } from './document-types.ts';
import { PointsFields, type PointValues, pointsOf } from './points-fields.tsx';

interface SecondLevel {
  reason?: string;
  documents?: string[];
  argument?: PointValues[];
}

/** The carrier's head office is asked, with a stated reason or with evidence that no level has seen. */
export function Level2Form() {
  const { t } = useTranslation('reconsideration');
  const { levels } = useCurrent();
  const command = useReconsiderationCommand('level-2');
  const seen = new Set(levels.flatMap(({ evidence }) => evidence));
  const bodyOf = ({ reason, documents = [], argument = [] }: SecondLevel): CommandBody<'level-2'> => ({
    documents,
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(argument.length === 0 ? {} : { argument: pointsOf(argument) }),
  });
  return (
    <>
      <Typography.Paragraph type="secondary">{t('level2.about')}</Typography.Paragraph>
      <BringMore label={t('level2.bring')} types={DOCUMENT_TYPES} />
      <CommandForm<SecondLevel, CommandBody<'level-2'>>
        command={command}
        body={bodyOf}
        submit={t('level2.submit')}
      >
        <Field name="documents" label={t('level2.documents')} required={false}>
          <DocumentsSelect seen={seen} />
        </Field>
        <Field name="reason" label={t('level2.reason')} required={false} help={t('level2.reasonHelp')}>
          <Input.TextArea rows={3} minLength={10} maxLength={2000} />
        </Field>
        <PointsFields name="argument" isLinked />
      </CommandForm>
    </>
  );
}

/** The carrier's answer is the last: upheld, and the customer gets the letter; in part, and the payment is followed. */
export function SettleForm() {
  const { t } = useTranslation('reconsideration');
  const view = useCurrent();
  const command = useReconsiderationCommand('settle');
  const isOffer = (view.amounts?.offered ?? 0) > 0;
  return (
    <CommandForm<{ explanation: PointValues[] }, CommandBody<'settle'>>
      command={command}
      body={({ explanation }) => ({ explanation: pointsOf(explanation) })}
      initial={{ explanation: [{ text: '' }] }}
      submit={t(isOffer ? 'settle.submitOffer' : 'settle.submitLetter')}
    >
      <Typography.Text type="secondary">
        {t(isOffer ? 'settle.aboutOffer' : 'settle.aboutLetter')}
      </Typography.Text>
      <PointsFields name="explanation" />
    </CommandForm>
  );
}

interface Supply {
  documents?: string[];
  note?: string;
}

/** What the carrier wants to see is brought, all of it, or with a note that says why not. */
export function SupplyForm() {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  const command = useReconsiderationCommand('evidence');
  const wanted = presentLevel(useCurrent())?.wanted ?? [];
  const types = [...new Set(wanted.map(({ type }) => type))];
  return (
    <>
      <ul>
        {wanted.map(({ type, text }) => (
          <li key={`${type}${text}`}>
            {term('document', type)}
            {text !== '' && `: ${text}`}
          </li>
        ))}
      </ul>
      <BringMore label={t('supply.bring')} types={types} />
      <CommandForm<Supply, CommandBody<'evidence'>>
        command={command}
        body={({ documents = [], note }) => ({
          documents,
          ...(note === undefined || note === '' ? {} : { note }),
        })}
        submit={t('supply.submit')}
      >
        <Field name="documents" label={t('supply.documents')} required={false}>
          <DocumentsSelect types={types} />
        </Field>
        <Field name="note" label={t('supply.note')} required={false} help={t('supply.noteHelp')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Field>
      </CommandForm>
    </>
  );
}
