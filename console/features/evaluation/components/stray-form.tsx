import { useMutation } from '@tanstack/react-query';
import { AutoComplete, Flex, Form, Input, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Stray } from '../api/get-inbox.ts';
import { seeToStray } from '../api/see-to-stray.ts';

interface StrayValues {
  is: 'of' | 'nothing';
  evaluation?: string;
  reason?: string;
}

/** A reply of no evaluation: what it was meant for, or that it needs nothing. */
export function StrayForm({ stray, may, done }: { stray: Stray; may: boolean; done: () => void }) {
  const { t } = useTranslation('evaluation');
  const term = useTerm('evaluation');
  const { id, version, phone, text, receivedAt, why, evaluations } = stray;
  const see = useMutation({
    mutationFn: ({ is, evaluation = '', reason = '' }: StrayValues) =>
      seeToStray(id, is === 'of' ? { version, evaluation } : { version, reason }),
  });
  const [form] = Form.useForm<StrayValues>();
  const is = Form.useWatch('is', form);
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">
        {phone} · <When at={receivedAt} /> · {term('why', why)}
      </Typography.Text>
      <blockquote className="reply">{text}</blockquote>
      {evaluations.length > 0 && (
        <Flex gap="small" wrap>
          <span>{t('stray.couldBe')}</span>
          {evaluations.map((one) => (
            <CaseLink key={one} id={one} />
          ))}
        </Flex>
      )}
      {may && (
        <CommandForm
          command={see}
          body={(values: StrayValues) => values}
          submit={t('stray.save')}
          form={form}
          initial={initialOf(evaluations)}
          done={done}
        >
          <Field name="is" label={t('stray.what')}>
            <Radio.Group
              options={(['of', 'nothing'] as const).map((value) => ({ value, label: t(`stray.${value}`) }))}
            />
          </Field>
          {is === 'of' && (
            <Field name="evaluation" label={t('stray.evaluation')}>
              <AutoComplete options={evaluations.map((value) => ({ value }))} />
            </Field>
          )}
          {is === 'nothing' && (
            <Field name="reason" label={t('stray.reason')}>
              <Input maxLength={500} />
            </Field>
          )}
        </CommandForm>
      )}
    </Flex>
  );
}

function initialOf(evaluations: readonly string[]): StrayValues {
  const [only, ...others] = evaluations;
  if (only === undefined) return { is: 'nothing' };
  return others.length === 0 ? { is: 'of', evaluation: only } : { is: 'of' };
}
