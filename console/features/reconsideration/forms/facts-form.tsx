import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Col, Flex, Form, Input, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { CLAIM_DATES, CONTRACT_DATES } from '../components/codes.ts';
import { useCurrent } from '../components/current.tsx';

type FactDate = (typeof CLAIM_DATES)[number] | (typeof CONTRACT_DATES)[number];

interface Supplement {
  askedOn: string;
  receivedOn?: string;
  reason?: string;
}

type Values = { [D in FactDate]?: string | undefined } & { supplements?: Supplement[] };

/** What this reconsideration itself brought is followed by the case, and nobody writes it down by hand. */
const OF_THE_CASE: readonly FactDate[] = ['agreedOn', 'paidOn'];

/** The dates that start and stop the legal clocks, whole: what is left empty is not known any more. */
export function FactsForm() {
  const { t } = useTranslation('reconsideration');
  const { facts, decision, recovered } = useCurrent().case;
  const command = useReconsiderationCommand('facts');
  const { kind: _kind, line: _line, ...known } = facts;
  const ofClaim = CLAIM_DATES.filter((date) => recovered === undefined || !OF_THE_CASE.includes(date));
  const bodyOf = ({ supplements = [], ...dates }: Values): CommandBody<'facts'> => ({
    facts: { ...given(dates), ...(supplements.length > 0 ? { supplements: supplements.map(given) } : {}) },
  });
  return (
    <CommandForm<Values, CommandBody<'facts'>>
      // Of other facts than those it began with: what was saved is what it shows.
      key={JSON.stringify(facts)}
      command={command}
      body={bodyOf}
      initial={known as Values}
      submit={t('facts.submit')}
    >
      <Typography.Text type="secondary">{t('facts.about')}</Typography.Text>
      <DateFields dates={decision.of === 'claim' ? ofClaim : ['decidedOn', 'noticeOn']} />
      {decision.of === 'claim' && <SupplementFields />}
      <DateFields dates={CONTRACT_DATES} />
    </CommandForm>
  );
}

function DateFields({ dates }: { dates: readonly FactDate[] }) {
  const { t } = useTranslation('reconsideration');
  return (
    <Row gutter={16}>
      {dates.map((date) => (
        <Col key={date} xs={24} sm={12}>
          <Field name={date} label={t(`legalFact.${date}`)} required={false}>
            <Input type="date" />
          </Field>
        </Col>
      ))}
    </Row>
  );
}

/** Each time that the carrier asked for more papers: its clock stands still meanwhile. */
function SupplementFields() {
  const { t } = useTranslation('reconsideration');
  return (
    <Form.List name="supplements">
      {(supplements, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={t('facts.supplements')}>
          <Typography.Text strong>{t('facts.supplements')}</Typography.Text>
          {supplements.map(({ key, name: at }, index) => (
            <Row key={key} gutter={16} align="bottom">
              <Col xs={24} sm={7}>
                <Field name={[at, 'askedOn']} label={t('facts.askedOn')}>
                  <Input type="date" />
                </Field>
              </Col>
              <Col xs={24} sm={7}>
                <Field name={[at, 'receivedOn']} label={t('facts.receivedOn')} required={false}>
                  <Input type="date" />
                </Field>
              </Col>
              <Col xs={20} sm={7}>
                <Field name={[at, 'reason']} label={t('facts.reason')} required={false}>
                  <Input maxLength={200} />
                </Field>
              </Col>
              <Col xs={4} sm={3}>
                <Button
                  className="drop"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('facts.drop', { number: index + 1 })}
                  onClick={() => remove(at)}
                />
              </Col>
            </Row>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('facts.add')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
