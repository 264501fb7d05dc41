import { Card, Form, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import {
  type Conclusion,
  type ConclusionValues,
  conclusionOf,
} from '../../../components/underwriting/conclusion.ts';
import { ConclusionFields } from '../../../components/underwriting/conclusion-fields.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Answer, useAnswer } from '../api/answer.ts';
import type { Request } from '../api/request.ts';

interface Values {
  opinion: {
    code?: string;
    conclusion: ConclusionValues;
    premiumFen?: number;
    validUntil?: string;
    wording: string;
  };
}

/** What the carrier says to the risk: in our words, and in its own beside them. */
export function OpinionForm({ seen: { vocabulary } }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const required = useRequired();
  const [form] = Form.useForm<Values>();
  const is = Form.useWatch(['opinion', 'conclusion', 'is'], form) as Conclusion['is'] | undefined;
  const isOffer = is === 'standard' || is === 'on-terms';
  return (
    <Card size="small" title={t('opinion.title')}>
      <CommandForm<Values, Answer>
        form={form}
        command={useAnswer()}
        body={bodyOf}
        submit={t('opinion.submit')}
      >
        <Typography.Text type="secondary">{t('opinion.about')}</Typography.Text>
        {vocabulary.length > 0 && <CodeField vocabulary={vocabulary} />}
        <ConclusionFields at={['opinion', 'conclusion']} />
        {isOffer && (
          <>
            <Form.Item
              name={['opinion', 'premiumFen']}
              label={t('opinion.premium')}
              extra={t('opinion.premiumWhy')}
            >
              <YuanInput />
            </Form.Item>
            <Form.Item name={['opinion', 'validUntil']} label={t('opinion.validUntil')} rules={[required]}>
              <Input type="date" className="yuan" />
            </Form.Item>
          </>
        )}
        <Form.Item name={['opinion', 'wording']} label={t('opinion.wording')} rules={[required]}>
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      </CommandForm>
    </Card>
  );
}

function bodyOf({ opinion: { code, conclusion, premiumFen, validUntil, wording } }: Values): Answer {
  const said = conclusionOf(conclusion);
  const isOffer = said.is === 'standard' || said.is === 'on-terms';
  return {
    opinion: {
      conclusion: said,
      wording,
      ...(code === undefined ? {} : { code }),
      ...(isOffer && premiumFen !== undefined ? { premiumFen } : {}),
      ...(isOffer && validUntil !== undefined ? { validUntil } : {}),
    },
  };
}

const IS: Readonly<Record<Request['vocabulary'][number]['means'], Conclusion['is']>> = {
  standard: 'standard',
  extra: 'on-terms',
  exclusion: 'on-terms',
  'extra-and-exclusion': 'on-terms',
  postponed: 'postponed',
  declined: 'declined',
};

/** The carrier's own code: it says the kind of conclusion and the wording, which may still be put otherwise. */
function CodeField({ vocabulary }: { vocabulary: Request['vocabulary'] }) {
  const { t } = useTranslation('carrier-request');
  const common = useTerm('common');
  const form = Form.useFormInstance<Values>();
  const choose = (code: string | undefined) => {
    const entry = vocabulary.find((one) => one.code === code);
    if (entry === undefined) return;
    form.setFieldValue(['opinion', 'conclusion', 'is'], IS[entry.means]);
    form.setFieldValue(['opinion', 'wording'], entry.wording);
  };
  return (
    <Form.Item name={['opinion', 'code']} label={t('opinion.code')} extra={t('opinion.codeWhy')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        onChange={choose}
        options={vocabulary.map(({ code, wording, means }) => ({
          value: code,
          label: t('opinion.entry', { code, wording, means: common('conclusion', means) }),
        }))}
      />
    </Form.Item>
  );
}
