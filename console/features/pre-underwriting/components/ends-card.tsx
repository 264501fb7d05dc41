import { AutoComplete, Button, Card, Collapse, Flex, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { type ConclusionValues, conclusionOf } from '../../../components/underwriting/conclusion.ts';
import { ConclusionFields } from '../../../components/underwriting/conclusion-fields.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { PreUnderwriting } from '../api/case.ts';
import { useChooseNone } from '../api/no-choice.ts';
import { useLinkPolicy } from '../api/policy.ts';
import { useWithdraw } from '../api/withdrawal.ts';

interface Seen {
  seen: PreUnderwriting;
}

/** How a case ends or goes on elsewhere: no choice, new facts, the policy that came of it, the consent taken back. */
export function EndsCard({ seen }: Seen) {
  const { t } = useTranslation('pre-underwriting');
  const may = useMay();
  const { stage, category, choice, policy, replacedBy, erasedAt } = seen.case;
  const hasBeenSent = stage !== 'preparing' && stage !== 'abandoned';
  const isKept = stage !== 'withdrawn' && erasedAt === undefined;
  const ways: [string, boolean, ReactNode][] = [
    [
      'policy',
      choice !== undefined && policy === undefined && isKept && may('pre-underwriting:link-policy'),
      <PolicyForm key="policy" seen={seen} />,
    ],
    [
      'requote',
      hasBeenSent &&
        isKept &&
        replacedBy === undefined &&
        seen.facts !== undefined &&
        may('pre-underwriting:prepare'),
      <Requote key="requote" id={seen.case.id} />,
    ],
    ['none', category === 'open' && may('pre-underwriting:choose'), <NoChoiceForm key="none" />],
    [
      'withdrawal',
      isKept && may('pre-underwriting:withdraw'),
      <WithdrawalForm key="withdrawal" seen={seen} />,
    ],
  ];
  const items = ways
    .filter(([, isOpen]) => isOpen)
    .map(([key, , children]) => ({ key, label: t(`ends.${key}` as 'ends.none'), children }));
  if (items.length === 0) return null;
  return (
    <Card size="small" title={t('ends.title')}>
      <Collapse size="small" items={items} />
    </Card>
  );
}

function NoChoiceForm() {
  const { t } = useTranslation('pre-underwriting');
  const required = useRequired();
  return (
    <CommandForm
      command={useChooseNone()}
      body={({ reason }: { reason: string }) => ({ reason })}
      submit={t('ends.none')}
    >
      <Form.Item name="reason" label={t('ends.reason')} rules={[required]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </CommandForm>
  );
}

function Requote({ id }: { id: string }) {
  const { t } = useTranslation('pre-underwriting');
  return (
    <Flex vertical gap="small" align="start">
      <Typography.Text>{t('ends.requoteWhy')}</Typography.Text>
      <Link to={`/pre-underwriting/${id}/requote`}>
        <Button tabIndex={-1}>{t('ends.requote')}</Button>
      </Link>
    </Flex>
  );
}

interface PolicyValues {
  policyId: string;
  conclusion: ConclusionValues;
  premiumFen: number;
}

/** The policy as it was issued. Other terms than those chosen are flagged by the API, not refused. */
function PolicyForm({ seen: { requests, case: matter } }: Seen) {
  const { t } = useTranslation('pre-underwriting');
  const required = useRequired();
  const chosen = requests.find(({ carrier }) => carrier === matter.choice?.carrier)?.opinion;
  const bodyOf = ({ conclusion, ...rest }: PolicyValues) => ({
    ...rest,
    conclusion: conclusionOf(conclusion),
  });
  return (
    <CommandForm<PolicyValues, ReturnType<typeof bodyOf>>
      command={useLinkPolicy()}
      body={bodyOf}
      submit={t('ends.policy')}
      initial={
        chosen === undefined
          ? {}
          : {
              conclusion: fieldsOf(chosen.conclusion),
              ...(chosen.premiumFen === undefined ? {} : { premiumFen: chosen.premiumFen }),
            }
      }
    >
      <Typography.Text type="secondary">{t('ends.policyWhy')}</Typography.Text>
      <Form.Item name="policyId" label={t('ends.policyId')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <ConclusionFields at={['conclusion']} />
      <Form.Item name="premiumFen" label={t('ends.premium')} rules={[required]}>
        <YuanInput />
      </Form.Item>
    </CommandForm>
  );
}

function fieldsOf(conclusion: ReturnType<typeof conclusionOf>): ConclusionValues {
  if (conclusion.is !== 'on-terms') return conclusion;
  return { ...conclusion, extra: conclusion.extra ?? { by: 'none' } };
}

function WithdrawalForm({ seen: { documents } }: Seen) {
  const { t } = useTranslation('pre-underwriting');
  const term = useTerm('common');
  const required = useRequired();
  return (
    <CommandForm
      command={useWithdraw()}
      body={({ document }: { document: string }) => ({ document })}
      submit={t('ends.withdrawal')}
      danger
    >
      <Typography.Text type="secondary">{t('ends.withdrawalWhy')}</Typography.Text>
      <Form.Item name="document" label={t('ends.document')} extra={t('ends.documentHow')} rules={[required]}>
        <AutoComplete
          options={documents.map(({ id, type }) => ({
            value: id,
            label: `${term('document', type)} (${id})`,
          }))}
        />
      </Form.Item>
    </CommandForm>
  );
}
