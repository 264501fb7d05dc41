import { Alert, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import { MomentField } from '../../../components/form/moment.tsx';
import { WhoseFields } from '../../../components/form/whose-fields.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { IntakeValues, Step } from './intake-values.ts';

const CHANNELS: readonly IntakeValues['channel'][] = [
  'hotline',
  'counter',
  'wechat',
  'app',
  'web',
  'e-mail',
  'letter',
  'callback',
  'reception-day',
  'sms-evaluation',
  'head-office',
  'association',
  'mediation-centre',
  'other-body',
  'regulator',
  'media',
];
const FILERS = ['consumer', 'proxy', 'legal-representative', 'heir'] as const;
const CATEGORIES = ['sales', 'claims', 'surrender', 'service', 'policy-administration', 'other'] as const;
const MOST_REPRESENTATIVES = 5; // Complaint measures art. 12
/** Sixteen lines: nobody should have to guess that there are more below. */
const ALL_AT_ONCE = 520;
const WATCHED: readonly string[] = ['regulator', 'media'];

/** The fields of one step of the intake. */
export function IntakeStep({ step, merged }: { step: Exclude<Step, 'review'>; merged: boolean }) {
  switch (step) {
    case 'channel':
      return <ChannelFields />;
    case 'entitlement':
      return <EntitlementFields />;
    case 'matter':
      return <MatterFields />;
    case 'content':
      return <ContentFields merged={merged} />;
    case 'group':
      return <GroupFields />;
  }
}

function ChannelFields() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const channel = Form.useWatch('channel', Form.useFormInstance<IntakeValues>());
  return (
    <>
      <Field name="channel" label={t('intake.channel')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          listHeight={ALL_AT_ONCE}
          options={CHANNELS.map((value) => ({ value, label: term('channel', value) }))}
        />
      </Field>
      {WATCHED.includes(channel) && <Alert type="warning" showIcon title={t('intake.watched')} />}
      <MomentField name="receivedAt" label={t('intake.receivedAt')} help={t('intake.receivedAtHelp')} />
      <Field name="reference" label={t('intake.reference')} required={false}>
        <Input maxLength={60} autoComplete="off" />
      </Field>
    </>
  );
}

function EntitlementFields() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const as = Form.useWatch(['filer', 'as'], Form.useFormInstance<IntakeValues>());
  return (
    <>
      <Field name={['filer', 'as']} label={t('intake.filer')}>
        <Radio.Group
          className="stacked"
          options={FILERS.map((value) => ({ value, label: term('filer', value) }))}
        />
      </Field>
      {as === 'consumer' ? (
        <Alert type="info" showIcon title={t('intake.consumer')} />
      ) : (
        <Field
          name={['filer', 'papers']}
          label={t('intake.papers')}
          help={t(as === 'heir' ? 'intake.heirPapers' : 'intake.proxyPapers')}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',']} maxCount={10} />
        </Field>
      )}
    </>
  );
}

function MatterFields() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  return (
    <>
      <WhoseFields />
      <Field name="category" label={t('intake.category')}>
        <Select options={CATEGORIES.map((value) => ({ value, label: term('value', value) }))} />
      </Field>
      <Field name="involved" label={t('intake.involved')} required={false} help={t('intake.involvedHelp')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',']} maxCount={20} />
      </Field>
    </>
  );
}

function ContentFields({ merged }: { merged: boolean }) {
  const { t } = useTranslation('complaint');
  return (
    <>
      <Field name="content" label={t('intake.content')}>
        <Input.TextArea rows={5} maxLength={10_000} showCount />
      </Field>
      <Field name="demands" label={t('intake.demands')} required={false}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Field>
      {merged && (
        <Form.Item name="newFacts" valuePropName="checked" extra={t('intake.newFactsHelp')}>
          <Checkbox>{t('intake.newFacts')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

function GroupFields() {
  const { t } = useTranslation('complaint');
  const isGroup = Form.useWatch('isGroup', Form.useFormInstance<IntakeValues>());
  return (
    <>
      <Field name="isGroup" label={t('intake.isGroup')}>
        <Radio.Group
          options={[
            { value: false, label: t('intake.alone') },
            { value: true, label: t('intake.together') },
          ]}
        />
      </Field>
      {isGroup && (
        <>
          <Field name={['group', 'size']} label={t('intake.groupSize')} help={t('intake.groupHelp')}>
            <InputNumber min={2} max={100_000} precision={0} />
          </Field>
          <Field
            name={['group', 'representatives']}
            label={t('intake.representatives')}
            help={t('intake.representativesHelp', { most: MOST_REPRESENTATIVES })}
          >
            <InputNumber min={0} max={MOST_REPRESENTATIVES} precision={0} />
          </Field>
        </>
      )}
    </>
  );
}
