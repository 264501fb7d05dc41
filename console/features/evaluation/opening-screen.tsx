import { App, Card, Col, Form, Input, InputNumber, Radio, Row, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Field } from '../../components/form/field.tsx';
import { given } from '../../components/form/given.ts';
import { PolicyFields } from '../../components/form/whose-fields.tsx';
import { Page } from '../../components/page.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type Opening, useOpenEvaluation } from './api/open-evaluation.ts';
import './evaluation.css';

const MOMENTS = ['policy-issued', 'claim-reported', 'claim-closed'] as const;

interface OpeningValues {
  moment: Opening['moment'];
  whose: 'policy' | 'customer';
  policy?: NonNullable<Opening['policy']>;
  matter?: NonNullable<Opening['matter']>;
  claim?: string;
  resolution?: number;
}

/** Asks a customer by hand where the core system did not. The same moment again is the same evaluation. */
export function OpeningScreen() {
  const { t } = useTranslation('evaluation');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const may = useMay();
  const open = useOpenEvaluation();
  const [form] = Form.useForm<OpeningValues>();
  const moment = Form.useWatch('moment', form) ?? 'policy-issued';
  const whose = Form.useWatch('whose', form) ?? 'policy';
  if (!may('evaluation:open')) return <NoPermission />;
  const command = {
    ...open,
    mutateAsync: async (body: Opening) => {
      const { id, outcome } = await open.mutateAsync(body);
      void message.success(t(outcome === 'opened' ? 'opening.opened' : 'opening.unchanged'));
      void navigate(`/evaluations/${id}`);
    },
  };
  return (
    <Page title={t('opening.title')} about={t('opening.about')}>
      <Card size="small" className="wizard">
        <CommandForm
          command={command}
          body={openingIn}
          submit={t('opening.submit')}
          form={form}
          initial={{
            moment: 'policy-issued',
            whose: 'policy',
            matter: { line: 'life' } as never,
            resolution: 1,
          }}
        >
          <Field name="moment" label={t('facts.moment')}>
            <Radio.Group options={MOMENTS.map((value) => ({ value, label: t(`moment.${value}`) }))} />
          </Field>
          {moment !== 'policy-issued' && <ClaimFields />}
          <Field name="whose" label={common('whose.title')}>
            <Radio.Group
              options={(['policy', 'customer'] as const).map((value) => ({
                value,
                label: common(`whose.${value}`),
              }))}
            />
          </Field>
          {whose === 'policy' ? <PolicyFields at={['policy']} /> : <MatterFields />}
        </CommandForm>
      </Card>
    </Page>
  );
}

function openingIn({ moment, whose, policy, matter, claim, resolution }: OpeningValues): Opening {
  const claimed = moment === 'policy-issued' ? {} : given({ claim, resolution });
  if (whose === 'policy') return { moment, ...claimed, ...given({ policy }) };
  return { moment, ...claimed, ...(matter === undefined ? {} : { matter: given(matter) }) };
}

function ClaimFields() {
  const { t } = useTranslation('evaluation');
  return (
    <Row gutter={16}>
      <Col xs={24} sm={12}>
        <Field name="claim" label={t('opening.claim')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name="resolution" label={t('opening.resolution')} help={t('opening.resolutionHelp')}>
          <InputNumber min={1} max={100} precision={0} />
        </Field>
      </Col>
    </Row>
  );
}

function MatterFields() {
  const { t } = useTranslation('evaluation');
  const { t: common } = useTranslation();
  const texts = [
    ['customerRef', common('whose.customerRef'), true],
    ['phone', common('whose.phone'), true],
    ['brokerId', t('opening.broker'), true],
    ['carrier', common('whose.carrier'), false],
  ] as const;
  return (
    <Row gutter={16}>
      {texts.map(([name, label, required]) => (
        <Col key={name} xs={24} sm={12}>
          <Field name={['matter', name]} label={label} required={required}>
            <Input maxLength={40} autoComplete="off" />
          </Field>
        </Col>
      ))}
      <Col xs={24} sm={12}>
        <Field name={['matter', 'line']} label={common('whose.line')}>
          <Radio.Group
            options={(['life', 'property'] as const).map((value) => ({
              value,
              label: common(`line.${value}`),
            }))}
          />
        </Field>
      </Col>
      <Col xs={24} sm={12}>
        <Field name={['matter', 'branch']} label={common('case.branch')}>
          <BranchSelect />
        </Field>
      </Col>
      <Col xs={24}>
        <Field
          name={['matter', 'concerned']}
          label={t('facts.concerned')}
          required={false}
          help={t('opening.concernedHelp')}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',']} maxCount={20} />
        </Field>
      </Col>
    </Row>
  );
}
