import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { useCurrent } from '../components/current.tsx';
import { arrived, waivable } from '../components/possible.ts';
import { DocumentSelect } from './document-select.tsx';

/** Which document is the customer's mandate. */
export function MandateForm() {
  const { t } = useTranslation('reconsideration');
  const view = useCurrent();
  const command = useReconsiderationCommand('mandate');
  const latest = arrived(view).findLast(({ type }) => type === 'mandate')?.id;
  return (
    <CommandForm<CommandBody<'mandate'>, CommandBody<'mandate'>>
      command={command}
      body={(values) => values}
      initial={latest === undefined ? {} : { document: latest }}
      submit={t('mandate.submit')}
    >
      <Field name="document" label={t('mandate.document')} help={t('mandate.about')}>
        <DocumentSelect types={['mandate']} />
      </Field>
    </CommandForm>
  );
}

/** An expert does without a paper, with a reason. */
export function WaiverForm() {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  const view = useCurrent();
  const command = useReconsiderationCommand('waivers');
  return (
    <CommandForm<CommandBody<'waivers'>, CommandBody<'waivers'>>
      command={command}
      body={(values) => values}
      submit={t('waiver.submit')}
    >
      <Field name="type" label={t('waiver.type')}>
        <Select options={waivable(view).map((value) => ({ value, label: term('document', value) }))} />
      </Field>
      <Field name="reason" label={t('waiver.reason')}>
        <Input.TextArea rows={2} minLength={3} maxLength={500} />
      </Field>
    </CommandForm>
  );
}
