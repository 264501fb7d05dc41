import { Col, Input, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import type { DisputedDecision } from '../api/open-case.ts';

/** What is asked for at once; the other dates can be brought later. */
const DATES = {
  claim: ['eventKnownOn', 'materialsReceivedOn', 'noticeOn', 'concludedOn'],
  underwriting: ['noticeOn', 'concludedOn'],
} as const satisfies Record<DisputedDecision['of'], readonly string[]>;

export interface StoryValues {
  facts?: Partial<Record<(typeof DATES)['claim'][number], string>>;
  statement?: string;
}

/** The dates that the law counts from, and what the customer says. */
export function StoryFields({ of }: { of: DisputedDecision['of'] | undefined }) {
  const { t } = useTranslation('reconsideration');
  return (
    <>
      <Row gutter={16}>
        {(of === undefined ? [] : DATES[of]).map((date) => (
          <Col key={date} xs={24} sm={12}>
            <Field name={['facts', date]} label={t(`legalFact.${date}`)} required={false}>
              <Input type="date" />
            </Field>
          </Col>
        ))}
      </Row>
      <Field name="statement" label={t('fact.statement')} required={false} help={t('intake.statementHelp')}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Field>
    </>
  );
}
