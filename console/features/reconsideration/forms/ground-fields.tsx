import { Button, Flex, Form, Input, Radio, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Ground } from '../api/get-reconsideration.ts';
import { useCurrent } from '../components/current.tsx';

const ANSWERS = ['yes', 'no', 'unclear'] as const;

interface Finding {
  answer?: (typeof ANSWERS)[number];
  note?: string;
}

export type ChecklistValues = Record<string, Finding | undefined>;

/** Which grounds were found to hold. */
export function groundsFound(checklist: ChecklistValues | undefined): string[] {
  return Object.entries(checklist ?? {}).flatMap(([code, found]) => (found?.answer === 'yes' ? [code] : []));
}

/** The checklist of grounds, those that typically answer the carrier's reason first. Every one of them is answered. */
export function GroundFields() {
  const { t } = useTranslation('reconsideration');
  const form = Form.useFormInstance<{ checklist: ChecklistValues }>();
  const { grounds } = useCurrent();
  const typical = grounds.filter((ground) => ground.typical);
  const others = grounds.filter((ground) => !ground.typical);
  const denyTheRest = () => {
    const checklist: ChecklistValues = form.getFieldValue('checklist') ?? {};
    for (const { code } of grounds) {
      if (checklist[code]?.answer === undefined) form.setFieldValue(['checklist', code, 'answer'], 'no');
    }
  };
  return (
    <section aria-label={t('grounds.title')}>
      <Typography.Text strong>{t('grounds.typical')}</Typography.Text>
      {typical.map((ground) => (
        <GroundField key={ground.code} ground={ground} />
      ))}
      {others.length > 0 && <Typography.Text strong>{t('grounds.others')}</Typography.Text>}
      {others.map((ground) => (
        <GroundField key={ground.code} ground={ground} />
      ))}
      <Button onClick={denyTheRest}>{t('grounds.denyTheRest')}</Button>
    </section>
  );
}

function GroundField({ ground }: { ground: Ground }) {
  const { t, i18n } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const sentence = useSentence();
  const { code, source, proof, settles } = ground;
  const question = i18n.language === 'en' ? ground.en : ground.zh;
  const answer: Finding['answer'] = Form.useWatch(['checklist', code, 'answer']);
  return (
    <div className="ground">
      <div>
        <Typography.Text strong>{term('ground', code)}</Typography.Text>{' '}
        <Tag>{t(proof === 'insurer' ? 'grounds.proofInsurer' : 'grounds.proofCustomer')}</Tag>
      </div>
      <Field
        name={['checklist', code, 'answer']}
        label={question}
        help={
          <Flex vertical>
            <span>{t('grounds.source', { source: sentence(source) })}</span>
            {settles !== undefined && <span>{t('grounds.settles', { settles: sentence(settles) })}</span>}
          </Flex>
        }
      >
        <Radio.Group options={ANSWERS.map((value) => ({ value, label: t(`answer.${value}`) }))} />
      </Field>
      {(answer === 'yes' || answer === 'unclear') && (
        <Field name={['checklist', code, 'note']} label={t('grounds.note')} required={false}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Field>
      )}
    </div>
  );
}
