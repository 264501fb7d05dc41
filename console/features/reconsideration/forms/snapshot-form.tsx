import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Col, Flex, Form, Input, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { type CommandBody, useReconsiderationCommand } from '../api/command.ts';
import { useCurrent } from '../components/current.tsx';
import { arrived } from '../components/possible.ts';
import { DocumentSelect } from './document-select.tsx';

interface Values {
  takenOn: string;
  decisionLetter: string;
  policy?: {
    number?: string;
    product?: string;
    sumInsuredFen?: number;
    effectiveOn?: string;
    terms?: string;
  };
  clauses?: { code: string; title: string; text: string }[];
}

/** Policy, clauses and decision letter as they stood on the date of loss. It is done once: later edits show beside it. */
export function SnapshotForm() {
  const { t } = useTranslation('reconsideration');
  const view = useCurrent();
  const { decision, facts, policyId } = view.case;
  const command = useReconsiderationCommand('snapshot');
  const letter = arrived(view).findLast(({ type }) => type === 'decision-letter')?.id;
  const initial: Partial<Values> = {
    takenOn: facts.eventKnownOn ?? decision.decidedOn,
    ...(letter === undefined ? {} : { decisionLetter: letter }),
    clauses: [{ code: decision.clause ?? '', title: '', text: '' }],
  };
  const bodyOf = ({ policy, clauses = [], ...rest }: Values): CommandBody<'snapshot'> => ({
    ...rest,
    clauses,
    ...(policyId === undefined ? { policy: given(policy ?? {}) } : {}),
  });
  return (
    <CommandForm<Values, CommandBody<'snapshot'>>
      command={command}
      body={bodyOf}
      initial={initial}
      submit={t('snapshot.submit')}
    >
      <Alert type="info" showIcon title={t('snapshot.once')} />
      <Row gutter={16}>
        <Col xs={24} sm={12}>
          <Field name="takenOn" label={t('snapshot.takenOn')} help={t('snapshot.takenOnHelp')}>
            <Input type="date" max={decision.decidedOn} />
          </Field>
        </Col>
        <Col xs={24} sm={12}>
          <Field name="decisionLetter" label={t('snapshot.letter')}>
            <DocumentSelect types={['decision-letter']} />
          </Field>
        </Col>
      </Row>
      {policyId === undefined ? <PolicyFields /> : <Alert type="success" title={t('snapshot.ours')} />}
      <ClauseFields />
    </CommandForm>
  );
}

/** A policy that is none of ours is written down from the contract. */
function PolicyFields() {
  const { t } = useTranslation('reconsideration');
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name={['policy', 'number']} label={t('policy.number')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['policy', 'product']} label={t('policy.product')} required={false}>
          <Input maxLength={100} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['policy', 'sumInsuredFen']} label={t('policy.sumInsuredFen')} required={false}>
          <YuanInput />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['policy', 'effectiveOn']} label={t('policy.effectiveOn')} required={false}>
          <Input type="date" />
        </Field>
      </Col>
      <Col span={24}>
        <Field name={['policy', 'terms']} label={t('policy.terms')} required={false}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Field>
      </Col>
    </Row>
  );
}

function ClauseFields() {
  const { t } = useTranslation('reconsideration');
  return (
    <Form.List name="clauses">
      {(clauses, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={t('snapshot.clauses')}>
          {clauses.map(({ key, name: at }, index) => (
            <Card
              key={key}
              size="small"
              title={<h3 className="card-title">{t('snapshot.clauseNumber', { number: index + 1 })}</h3>}
              extra={
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('snapshot.dropClause', { number: index + 1 })}
                  onClick={() => remove(at)}
                />
              }
            >
              <Row gutter={16}>
                <Col xs={24} sm={8}>
                  <Field name={[at, 'code']} label={t('snapshot.clauseCode')}>
                    <Input maxLength={80} />
                  </Field>
                </Col>
                <Col xs={24} sm={16}>
                  <Field name={[at, 'title']} label={t('snapshot.clauseTitle')}>
                    <Input maxLength={200} />
                  </Field>
                </Col>
              </Row>
              <Field name={[at, 'text']} label={t('snapshot.clauseText')}>
                <Input.TextArea rows={3} maxLength={20_000} />
              </Field>
            </Card>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add({ code: '', title: '', text: '' })}>
              {t('snapshot.addClause')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
