import { useMutation } from '@tanstack/react-query';
import { Card, Col, Form, Row } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CommandForm } from '../../components/form/command-form.tsx';
import { given } from '../../components/form/given.ts';
import { Page } from '../../components/page.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type Opening, openCase } from './api/open-case.ts';
import { NeededPapers } from './components/needed-papers.tsx';
import { CustomerFields, type CustomerValues } from './forms/customer-fields.tsx';
import { DecisionFields, type DecisionValues } from './forms/decision-fields.tsx';
import { StoryFields, type StoryValues } from './forms/story-fields.tsx';
import './reconsideration.css';

export type IntakeValues = CustomerValues & StoryValues & { decision: DecisionValues };

const EMPTY: Partial<IntakeValues> = { whose: 'ours' };

/** Of the fields that are not shown any more nothing is sent: one may have chosen otherwise meanwhile. */
function openingOf({ whose, decision, facts, statement, ...rest }: IntakeValues): Opening {
  const { claimKind, askedFen, givenFen, ...always } = decision;
  const ofClaim = decision.of === 'claim' ? { claimKind, askedFen, givenFen } : {};
  const { policyNumber, customerRef, contact, brokerId, branch } = rest;
  const matter = whose === 'ours' ? { policyNumber } : { customerRef, contact, brokerId, branch };
  return given({
    ...matter,
    decision: given({ ...always, ...ofClaim }),
    facts: given(facts ?? {}),
    statement,
  }) as Opening;
}

/** A carrier's decision is taken up: what it was, how much is in dispute, and what the customer says to it. */
export function IntakeScreen() {
  const { t } = useTranslation('reconsideration');
  const may = useMay();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const [form] = Form.useForm<IntakeValues>();
  const open = useMutation({
    mutationFn: (body: Opening) => openCase(body, key.current),
    onSuccess: ({ id }) => navigate(`/reconsiderations/${id}`),
  });
  const of = Form.useWatch(['decision', 'of'], form);
  const claimKind = Form.useWatch(['decision', 'claimKind'], form);
  if (!may('reconsideration:open')) return <NoPermission />;
  return (
    <Page title={t('intake.title')} about={t('intake.about')}>
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={16}>
          <CommandForm<IntakeValues, Opening>
            form={form}
            command={open}
            body={openingOf}
            initial={EMPTY}
            submit={t('intake.submit')}
          >
            <Card size="small" title={<h2 className="card-title">{t('intake.decision')}</h2>}>
              <DecisionFields />
            </Card>
            <Card size="small" title={<h2 className="card-title">{t('intake.whose')}</h2>}>
              <CustomerFields />
            </Card>
            <Card size="small" title={<h2 className="card-title">{t('intake.story')}</h2>}>
              <StoryFields of={of} />
            </Card>
          </CommandForm>
        </Col>
        <Col xs={24} lg={8}>
          <Card size="small" title={<h2 className="card-title">{t('papers.title')}</h2>}>
            <NeededPapers of={of} claimKind={claimKind} />
          </Card>
        </Col>
      </Row>
    </Page>
  );
}
