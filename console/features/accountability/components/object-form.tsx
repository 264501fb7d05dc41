import { Alert, Checkbox, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { type DocumentSeen, Documents } from '../../../components/case/documents.tsx';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { Day } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useObject } from '../api/commands.ts';
import { proofsOf } from '../api/proofs.ts';

/** What can show that somebody is not to answer for it: no proof of this kind is about a customer's health. */
const PROOF_TYPES = ['other', 'decision-letter', 'policy', 'clauses', 'questionnaire', 'receipts'];

interface ObjectFormProps {
  month: string;
  line: string;
  until: string | undefined;
  documents: readonly DocumentSeen[];
  done: () => void;
}

interface ObjectValues {
  text: string;
  documents: string[];
}

/** The person concerned objects: first the proof, which is chosen as soon as it is there, then the words. */
export function ObjectForm({ month, line, until, documents, done }: ObjectFormProps) {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const term = useTerm('common');
  const { id } = useMe();
  const [form] = Form.useForm<ObjectValues>();
  const object = useObject(month);
  const proofs = proofsOf(month);
  const own = documents.filter(({ addedBy, storedAt }) => addedBy === id && storedAt !== undefined);
  const stored = async (document: string): Promise<void> => {
    await proofs.stored(document);
    form.setFieldValue('documents', [...(form.getFieldValue('documents') ?? []), document]);
  };
  return (
    <Flex vertical gap="middle">
      <Alert
        type="warning"
        showIcon
        title={
          <>
            {t('objectUntil')} <Day on={until} />
          </>
        }
        description={t('silence')}
      />
      <section>
        <h3 className="card-title">{t('proofFirst')}</h3>
        <Documents documents={own} types={PROOF_TYPES} {...proofs} stored={stored} />
      </section>
      <section>
        <h3 className="card-title">{t('wordsThen')}</h3>
        <CommandForm<ObjectValues, ObjectValues & { line: string }>
          form={form}
          command={object}
          initial={{ documents: [] }}
          body={(values) => ({ line, ...values })}
          submit={t('turn.object')}
          disabled={own.length === 0}
          done={done}
        >
          {/* A rule on the length and not `required`: no group of boxes may be told to be required. */}
          <Form.Item
            name="documents"
            label={t('proofs')}
            rules={[{ type: 'array', min: 1, message: common('form.required') }]}
          >
            <Checkbox.Group
              role="group"
              aria-label={t('proofs')}
              options={own.map((one) => ({
                value: one.id,
                label: `${term('document', one.type)} (${one.id})`,
              }))}
            />
          </Form.Item>
          <Field name="text" label={t('objectionText')}>
            <Input.TextArea rows={4} maxLength={5_000} />
          </Field>
        </CommandForm>
      </section>
    </Flex>
  );
}
