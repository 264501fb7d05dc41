import { Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import type { Category } from '../api/callback.ts';
import { type Remedy, useRecordRemedy } from '../api/commands.ts';

const LONGEST = 2000;

/** What was done about the problem. Then the customer is asked, and the hold stays until the answer. */
export function RemedyForm({ categories }: { categories: readonly Category[] }) {
  const { t } = useTranslation('callback');
  const record = useRecordRemedy();
  const problem = categories.map((category) => t(`category.${category}`)).join(', ');
  return (
    <>
      <Typography.Paragraph>{t('remedy.about', { categories: problem })}</Typography.Paragraph>
      <CommandForm<Remedy, Remedy>
        command={record}
        body={(values) => given(values)}
        submit={t('remedy.submit')}
      >
        <Field name="done" label={t('remedy.done')}>
          <Input.TextArea rows={4} maxLength={LONGEST} showCount />
        </Field>
        <Field name="documents" label={t('remedy.documents')} required={false}>
          <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
        </Field>
      </CommandForm>
    </>
  );
}
