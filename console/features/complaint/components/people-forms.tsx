import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useComplaintCommand } from '../api/command.ts';
import type { Complaint } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';
import { DocumentField, IdField, TextField } from './fields.tsx';

export function HandlerForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('handler')}
      body={(values: { handler: string }) => values}
      submit={t('act.handler')}
    >
      <IdField name="handler" label={t('field.handler')} />
    </CommandForm>
  );
}

/** Somebody is involved. Whoever names handlers may say it of anybody, everybody else of himself. */
export function RecusalForm() {
  const { t } = useTranslation('complaint');
  const { id } = useMe();
  const mayName = useMay()('complaint:assign');
  return (
    <CommandForm
      command={useComplaintCommand('recusal')}
      body={({ person, reason }: { person?: string; reason: string }) => ({ person: person ?? id, reason })}
      submit={t('act.recusal')}
      danger
    >
      <Alert type="warning" showIcon title={t(mayName ? 'help.recusal' : 'help.recusalOwn')} />
      {mayName && <IdField name="person" label={t('field.person')} />}
      <TextField name="reason" label={t('field.reason')} rows={2} />
    </CommandForm>
  );
}

export function MergeForm() {
  const { t } = useTranslation('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('merge')}
      body={(values: { into: string; newFacts?: boolean }) => values}
      submit={t('act.merge')}
      initial={{ newFacts: false }}
      danger
    >
      <Alert type="warning" showIcon title={t('help.merge')} />
      <Field name="into" label={t('field.mergeInto')}>
        <Input maxLength={23} autoComplete="off" />
      </Field>
      <Form.Item name="newFacts" valuePropName="checked">
        <Checkbox>{t('field.mergeNewFacts')}</Checkbox>
      </Form.Item>
    </CommandForm>
  );
}

type Answering = NonNullable<Complaint['responsible']>;
const ROLES: readonly Answering[number]['role'][] = [
  'direct-person',
  'branch-complaint-handler',
  'sub-branch-complaint-head',
  'sub-branch-leader',
  'department-head',
];

/** Who answers for the complaint, by role, always the whole list. */
export function ResponsibleForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint } = useCurrent();
  const known: Partial<Answering[number]>[] = complaint.responsible ?? [{ role: 'direct-person' }];
  return (
    <CommandForm
      command={useComplaintCommand('responsible')}
      body={({ people }: { people: Answering }) => ({ people })}
      submit={t('act.responsible')}
      initial={{ people: known as Answering }}
    >
      <Form.List name="people">
        {(rows, { add, remove }) => (
          <Flex vertical gap="small">
            {rows.map(({ key, name }) => (
              <Flex key={key} gap="small" wrap align="end" role="group" aria-label={t('field.answers')}>
                <Field name={[name, 'role']} label={t('field.role')}>
                  <Select
                    className="role-select"
                    options={ROLES.map((value) => ({ value, label: term('role', value) }))}
                  />
                </Field>
                <IdField name={[name, 'person']} label={t('field.person')} />
                {rows.length > 1 && (
                  <Form.Item label=" " colon={false}>
                    <Button
                      icon={<MinusCircleOutlined />}
                      aria-label={t('field.remove')}
                      onClick={() => remove(name)}
                    />
                  </Form.Item>
                )}
              </Flex>
            ))}
            <div>
              <Button icon={<PlusOutlined />} onClick={() => add({})}>
                {t('field.addPerson')}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </CommandForm>
  );
}

const FAULTS = ['late-feedback', 'attitude', 'not-escalated', 'poor-records'] as const;

export function DeskFaultForm() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  return (
    <CommandForm
      command={useComplaintCommand('desk-faults')}
      body={(values: { fault: (typeof FAULTS)[number]; handler: string; evidence: string }) => values}
      submit={t('act.desk-faults')}
    >
      <Field name="fault" label={t('field.fault')}>
        <Select options={FAULTS.map((value) => ({ value, label: term('fault', value) }))} />
      </Field>
      <IdField name="handler" label={t('field.faultOf')} />
      <DocumentField name="evidence" label={t('field.evidence')} />
    </CommandForm>
  );
}
