import { App, Button, Card, Flex, Form, Grid, Result, Steps, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/me.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { useFileComplaint } from './api/file-complaint.ts';
import { type Foreseen, usePreview } from './api/preview-complaint.ts';
import { IntakeReview, MergedNotice } from './components/foreseen.tsx';
import { IntakeStep } from './components/intake-steps.tsx';
import { EMPTY_INTAKE, foreseenIn, type IntakeValues, intakeIn, STEPS } from './components/intake-values.ts';
import './complaint.css';

/** From the matter on it is known whether it is open already; what is said later can change the clocks. */
const FORESEEN_AFTER: readonly string[] = ['matter', 'content', 'group'];

/** A complaint is taken down step by step, and before the end it is told what comes of it. */
export function IntakeScreen() {
  const { t } = useTranslation('complaint');
  const [filed, setFiled] = useState<string>();
  if (filed !== undefined) return <Filed id={filed} again={() => setFiled(undefined)} />;
  return (
    <Page title={t('intake.title')}>
      <Wizard filed={setFiled} />
    </Page>
  );
}

function Wizard({ filed }: { filed: (id: string) => void }) {
  const { t } = useTranslation('complaint');
  const [form] = Form.useForm<IntakeValues>();
  const [at, setAt] = useState(0);
  const [foreseen, setForeseen] = useState<Foreseen>();
  const preview = usePreview();
  const file = useFileComplaint();
  const { done } = useDone(filed);
  const step = STEPS[at] ?? 'channel';
  const values = () => form.getFieldsValue(true) as IntakeValues;
  const heading = useFocusOn(step);

  async function go(): Promise<void> {
    try {
      if (step === 'review') {
        const { id, outcome } = await file.mutateAsync(intakeIn(values(), t('intake.demandsAre')));
        done(id, outcome);
        return;
      }
      if (FORESEEN_AFTER.includes(step)) {
        setForeseen(await preview.mutateAsync(foreseenIn(values(), t('intake.demandsAre'))));
      }
      setAt(at + 1);
    } catch (error) {
      if (!(error instanceof ApiProblem)) return;
      // What was refused stands above the step; the field that it is about may be of an earlier one.
    }
  }

  return (
    <Flex vertical gap="middle" className="wizard">
      <StepMarks at={at} />
      <MergedNotice foreseen={foreseen} />
      <Form
        form={form}
        layout="vertical"
        initialValues={EMPTY_INTAKE}
        onFinish={() => void go()}
        onValuesChange={() => preview.error !== null && preview.reset()}
      >
        <Card size="small">
          <Typography.Title level={2} className="step-title" ref={heading} tabIndex={-1}>
            {t(`intake.steps.${step}`)}
          </Typography.Title>
          <Flex vertical gap="small">
            <ProblemAlert error={preview.error ?? file.error} />
            {step === 'review' ? (
              foreseen !== undefined && (
                <IntakeReview intake={intakeIn(values(), t('intake.demandsAre'))} foreseen={foreseen} />
              )
            ) : (
              <IntakeStep step={step} merged={foreseen?.outcome === 'merged'} />
            )}
            <Flex gap="small">
              {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('intake.back')}</Button>}
              <Button type="primary" htmlType="submit" loading={preview.isPending || file.isPending}>
                {t(step === 'review' ? 'intake.submit' : 'intake.next')}
              </Button>
            </Flex>
          </Flex>
        </Card>
      </Form>
    </Flex>
  );
}

/** A new step is read from its title, as a new screen is. */
function useFocusOn(step: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && step !== '') heading.current?.focus();
    first.current = false;
  }, [step]);
  return heading;
}

function StepMarks({ at }: { at: number }) {
  const { t } = useTranslation('complaint');
  const wide = Grid.useBreakpoint().md ?? true;
  if (!wide) {
    return (
      <Typography.Text type="secondary">
        {t('intake.stepOf', { at: at + 1, all: STEPS.length })}
      </Typography.Text>
    );
  }
  return (
    <Steps size="small" current={at} items={STEPS.map((step) => ({ title: t(`intake.steps.${step}`) }))} />
  );
}

/** Whoever reads complaints is brought to it; everybody else is told that it is there. */
function useDone(filed: (id: string) => void) {
  const { t } = useTranslation('complaint');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const may = useMay();
  return {
    done: (id: string, outcome: 'opened' | 'merged') => {
      void message.success(t(outcome === 'opened' ? 'intake.wasOpened' : 'intake.wasMerged'));
      if (may('complaint:read')) void navigate(`/complaints/${id}`);
      else filed(id);
    },
  };
}

function Filed({ id, again }: { id: string; again: () => void }) {
  const { t } = useTranslation('complaint');
  return (
    <Result
      status="success"
      title={t('intake.wasOpened')}
      subTitle={id}
      extra={
        <Button type="primary" onClick={again}>
          {t('intake.another')}
        </Button>
      }
    />
  );
}
