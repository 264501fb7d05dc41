import { useMutation } from '@tanstack/react-query';
import { Card, Checkbox, Col, Flex, Form, Input, Radio, Row, Select, Tag, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import {
  matterIn,
  WHOSE_EMPTY,
  WhoseFields,
  type WhoseValues,
} from '../../../components/form/whose-fields.tsx';
import { useKey } from '../../../components/keys/keys.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Entered, type Entry, enterComplaint } from '../api/enter-complaint.ts';
import type { ReceptionDay } from '../api/get-day.ts';

const OUTCOMES = ['open', 'promised', 'settled-on-the-spot'] as const;

interface EntryValues extends WhoseValues {
  category: Entry['category'];
  statement: string;
  newFacts?: boolean;
  outcome: (typeof OUTCOMES)[number];
  promisedOn: string;
  reason: string;
  remedy: string;
  second: string;
  proof: string;
}

/** A complaint as a desk takes it: who, what about, and what became of it, on one page. */
export function EntryForm({ day, refresh }: { day: ReceptionDay; refresh: () => Promise<unknown> }) {
  const { t } = useTranslation('reception-day');
  const [entered, setEntered] = useState<readonly Entered[]>([]);
  const region = useRef<HTMLDivElement>(null);
  const [form] = Form.useForm<EntryValues>();
  const enter = useMutation({
    mutationFn: (body: Entry) => enterComplaint(day.id, body),
    onSuccess: async (one) => {
      setEntered((before) => [one, ...before]);
      await refresh();
    },
  });
  const toFirst = () => region.current?.querySelector<HTMLElement>('input')?.focus();
  useKey('k', t('entry.title'), toFirst);
  return (
    <Card size="small" title={<h2 className="card-title">{t('entry.title')}</h2>}>
      <div ref={region}>
        <CommandForm
          command={enter}
          body={entryIn}
          submit={t('entry.save')}
          form={form}
          initial={{ ...WHOSE_EMPTY, matter: { ...WHOSE_EMPTY.matter }, outcome: 'open' }}
        >
          <WhoseFields />
          <AboutFields causes={day.causes} />
        </CommandForm>
        <EnteredList entered={entered} />
      </div>
    </Card>
  );
}

function entryIn(values: EntryValues): Entry {
  const { category, statement, newFacts = false } = values;
  return { matter: matterIn(values), category, statement, newFacts, treatment: treatmentIn(values) };
}

function treatmentIn({
  outcome,
  promisedOn,
  reason,
  remedy,
  category,
  second,
  proof,
}: EntryValues): NonNullable<Entry['treatment']> {
  switch (outcome) {
    case 'open':
      return { outcome };
    case 'promised':
      return { outcome, promisedOn, reason };
    case 'settled-on-the-spot':
      return { outcome, remedy, cause: { first: category, second }, proof };
  }
}

function AboutFields({ causes }: { causes: ReceptionDay['causes'] }) {
  const { t } = useTranslation('reception-day');
  const term = useTerm('reception-day');
  const form = Form.useFormInstance<EntryValues>();
  const outcome = Form.useWatch('outcome', form);
  const category = Form.useWatch('category', form);
  return (
    <>
      <Field name="category" label={t('entry.category')}>
        <Select
          options={Object.keys(causes).map((value) => ({ value, label: term('cause', value) }))}
          onChange={() => form.setFieldValue('second', undefined)}
        />
      </Field>
      <Field name="statement" label={t('entry.statement')}>
        <Input.TextArea rows={3} maxLength={10_000} />
      </Field>
      <Form.Item name="newFacts" valuePropName="checked" extra={t('entry.newFactsHelp')}>
        <Checkbox>{t('entry.newFacts')}</Checkbox>
      </Form.Item>
      <Field name="outcome" label={t('entry.outcome')}>
        <Radio.Group options={OUTCOMES.map((value) => ({ value, label: term('outcome', value) }))} />
      </Field>
      {outcome === 'promised' && <PromisedFields />}
      {outcome === 'settled-on-the-spot' && (
        <SettledFields second={category === undefined ? [] : (causes[category] ?? [])} />
      )}
    </>
  );
}

function PromisedFields() {
  const { t } = useTranslation('reception-day');
  return (
    <Row gutter={16}>
      <Col xs={24} sm={8}>
        <Field name="promisedOn" label={t('entry.promisedOn')}>
          <Input type="date" />
        </Field>
      </Col>
      <Col xs={24} sm={16}>
        <Field name="reason" label={t('entry.reason')}>
          <Input maxLength={1000} />
        </Field>
      </Col>
    </Row>
  );
}

function SettledFields({ second }: { second: readonly string[] }) {
  const { t } = useTranslation('reception-day');
  const term = useTerm('reception-day');
  return (
    <Row gutter={16}>
      <Col xs={24}>
        <Field name="remedy" label={t('entry.remedy')}>
          <Input.TextArea rows={2} maxLength={5000} />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name="second" label={t('entry.cause')}>
          <Select options={second.map((value) => ({ value, label: term('cause', value) }))} />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name="proof" label={t('entry.proof')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
    </Row>
  );
}

/** What this screen has taken down, the last one first. */
function EnteredList({ entered }: { entered: readonly Entered[] }) {
  const { t } = useTranslation('reception-day');
  const term = useTerm('reception-day');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (entered.length > 0) list.current?.scrollIntoView({ block: 'nearest' });
  }, [entered]);
  if (entered.length === 0) return null;
  return (
    <section aria-label={t('entry.entered')} className="entered">
      <Typography.Text strong>{t('entry.entered')}</Typography.Text>
      <ul ref={list}>
        {entered.map(({ complaint, taken, outcome }) => (
          <li key={`${complaint.id} ${complaint.version}`}>
            <Flex gap="small" wrap align="center">
              <CaseLink id={complaint.id} />
              <Tag>{term('outcome', outcome)}</Tag>
              {taken === 'merged' && <Tag color="orange">{t('entry.merged')}</Tag>}
            </Flex>
          </li>
        ))}
      </ul>
    </section>
  );
}
