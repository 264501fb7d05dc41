import { Card, Form, Input, Radio, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { REASONS } from '../../../components/underwriting/decision-reasons.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Answer, type LevelAnswer, useAnswer } from '../api/answer.ts';
import type { DisputePacket } from '../api/request.ts';

const OUTCOMES = ['changed', 'changed-in-part', 'upheld'] as const;

type Upheld = Extract<LevelAnswer, { outcome: 'upheld' }>;

interface Values {
  decision: {
    outcome: LevelAnswer['outcome'];
    amountFen?: number;
    reason?: Upheld['reason'];
    clause?: string;
    wording: string;
  };
}

/** The carrier's decision on what is disputed, at either level. */
export function DecisionForm({ packet: { decision, level } }: { packet: DisputePacket }) {
  const { t } = useTranslation('carrier-request');
  const term = useTerm('carrier-request');
  const required = useRequired();
  const [form] = Form.useForm<Values>();
  const outcome = Form.useWatch(['decision', 'outcome'], form) as LevelAnswer['outcome'] | undefined;
  return (
    <Card size="small" title={t('decision.title', { level })}>
      <CommandForm<Values, Answer>
        form={form}
        command={useAnswer()}
        body={bodyOf}
        submit={t('decision.submit')}
      >
        <Typography.Text type="secondary">{t('decision.about')}</Typography.Text>
        <Form.Item name={['decision', 'outcome']} label={t('decision.outcome')} rules={[required]}>
          <Radio.Group
            aria-label={t('decision.outcome')}
            options={OUTCOMES.map((value) => ({ value, label: term('outcome', value) }))}
          />
        </Form.Item>
        {outcome === 'changed-in-part' && decision.of === 'claim' && (
          <Form.Item
            name={['decision', 'amountFen']}
            label={t('decision.amount')}
            extra={t('decision.amountWhy')}
            rules={[required]}
          >
            <YuanInput />
          </Form.Item>
        )}
        {outcome === 'upheld' && (
          <>
            <Form.Item name={['decision', 'reason']} label={t('decision.reason')} rules={[required]}>
              <Select
                options={REASONS[decision.of].map((value) => ({ value, label: term('reason', value) }))}
              />
            </Form.Item>
            <Form.Item name={['decision', 'clause']} label={t('decision.clause')}>
              <Input maxLength={40} />
            </Form.Item>
          </>
        )}
        <Form.Item name={['decision', 'wording']} label={t('opinion.wording')} rules={[required]}>
          <Input.TextArea rows={4} maxLength={5000} showCount />
        </Form.Item>
      </CommandForm>
    </Card>
  );
}

function bodyOf({ decision: { outcome, amountFen, reason, clause, wording } }: Values): Answer {
  if (outcome === 'changed') return { decision: { outcome, wording } };
  if (outcome === 'changed-in-part')
    return { decision: { outcome, wording, ...(amountFen === undefined ? {} : { amountFen }) } };
  return {
    decision: {
      outcome,
      wording,
      reason: reason ?? 'other',
      ...(clause === undefined || clause === '' ? {} : { clause }),
    },
  };
}
