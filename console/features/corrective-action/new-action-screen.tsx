import { Card, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useCarriers } from '../../api/carriers.ts';
import { useMe } from '../../api/me.ts';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Field } from '../../components/form/field.tsx';
import { given } from '../../components/form/given.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import { type Action, useActions } from './api/actions.ts';
import { type Beginning, useBegin } from './api/begin.ts';
import './corrective-action.css';

const COMPLAINT = /^cp-[0-9a-f]{20}$/;
const USUAL_TARGET = 20; // percent, as the API has it when nothing is said
const HEAD_OFFICE = 'head-office';

/** Begins an action against a cause; the rate before is taken from the figures, not typed. */
export function NewActionScreen() {
  const { t } = useTranslation('corrective-action');
  const { branch: own } = useMe();
  const [search] = useSearchParams();
  const query = useActions(own === undefined ? {} : { branch: own });
  return (
    <Page title={t('begin')} about={t('beginAbout')}>
      <Card size="small" className="action-form">
        <Loaded query={query}>
          {({ causes }) => <BeginForm causes={causes} initial={initialOf(search, own)} />}
        </Loaded>
      </Card>
    </Page>
  );
}

/** What a figure that one comes from says already. */
function initialOf(search: URLSearchParams, own: string | undefined): Partial<Beginning> {
  const of = (name: string) => search.get(name) ?? undefined;
  const [first, second, carrier] = [of('first'), of('second'), of('carrier')];
  return {
    branch: own ?? of('branch') ?? HEAD_OFFICE,
    targetPercent: USUAL_TARGET,
    ...(carrier === undefined ? {} : { carrier }),
    ...(first === undefined || second === undefined ? {} : { cause: { first, second } as Action['cause'] }),
  };
}

function BeginForm({ causes, initial }: { causes: Record<string, string[]>; initial: Partial<Beginning> }) {
  const { t } = useTranslation('corrective-action');
  const navigate = useNavigate();
  const begin = useBegin();
  const [form] = Form.useForm<Beginning>();
  return (
    <CommandForm<Beginning, Beginning>
      form={form}
      command={{
        ...begin,
        mutateAsync: async (body) => {
          const { id } = await begin.mutateAsync(body);
          await navigate(`/corrective-actions/${id}`);
        },
      }}
      initial={initial}
      body={(values) => given(values) as Beginning}
      submit={t('begin')}
    >
      <WhereFields />
      <CauseFields causes={causes} first={Form.useWatch(['cause', 'first'], form) ?? initial.cause?.first} />
      <Field name="what" label={t('what')}>
        <Input.TextArea rows={4} maxLength={5000} />
      </Field>
      <Field name="targetPercent" label={t('targetField')} help={t('targetHelp')}>
        <InputNumber min={1} max={100} precision={0} suffix="%" controls={false} />
      </Field>
      <Form.Item
        name="complaints"
        label={t('complaints')}
        extra={t('complaintsHelp')}
        rules={[
          {
            validator: async (_rule, ids: string[] | undefined) => {
              if ((ids ?? []).some((id) => !COMPLAINT.test(id))) throw new Error(t('complaintsForm'));
            },
          },
        ]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '、']} />
      </Form.Item>
    </CommandForm>
  );
}

function WhereFields() {
  const { t } = useTranslation('corrective-action');
  const { t: common } = useTranslation();
  const { branch: own } = useMe();
  const branches = useBranches();
  const { data: carriers } = useCarriers();
  return (
    <>
      {own === undefined ? (
        <Field name="branch" label={t('branch')}>
          <Select
            options={[HEAD_OFFICE, ...branches].map((value) => ({
              value,
              label: value === HEAD_OFFICE ? t('wholeFirm') : value,
            }))}
          />
        </Field>
      ) : (
        <Form.Item name="branch" hidden>
          <Input />
        </Form.Item>
      )}
      <Field name="carrier" label={common('case.carrier')} required={false} help={t('carrierHelp')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(carriers?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </>
  );
}

/** Both levels; the second one is of the first. */
function CauseFields({ causes, first }: { causes: Record<string, string[]>; first: string | undefined }) {
  const { t } = useTranslation('corrective-action');
  const term = useTerm('corrective-action');
  const form = Form.useFormInstance<Beginning>();
  const options = (codes: readonly string[]) =>
    codes.map((value) => ({ value, label: term('value', value) }));
  return (
    <>
      <Field name={['cause', 'first']} label={t('causeFirst')}>
        <Select
          options={options(Object.keys(causes))}
          onChange={() => form.setFieldValue(['cause', 'second'], undefined)}
        />
      </Field>
      <Field name={['cause', 'second']} label={t('causeSecond')}>
        <Select options={options(first === undefined ? [] : (causes[first] ?? []))} />
      </Field>
    </>
  );
}
