import { Card, Descriptions, type DescriptionsProps, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { Day, Money } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useCurrent } from './current.tsx';

type Items = NonNullable<DescriptionsProps['items']>;

/** The decision that is disputed, whose matter it is, and what is at stake. */
export function DisputeFacts() {
  const { t } = useTranslation('reconsideration');
  const { statement, case: matter } = useCurrent();
  return (
    <Card size="small">
      <Flex vertical gap="small">
        <Marks />
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, xl: 3 }}
          items={[...useDecision(), ...useWhose(), ...useAmounts()]}
        />
        {statement !== undefined && (
          <section aria-label={t('fact.statement')}>
            <Typography.Text type="secondary">{t('fact.statement')}</Typography.Text>
            <Typography.Paragraph className="note">{statement}</Typography.Paragraph>
          </section>
        )}
        {matter.stage === 'second-opinion' && <Comment />}
      </Flex>
    </Card>
  );
}

function Marks() {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  const { escalatedTo, reopened } = useCurrent().case;
  if (escalatedTo === undefined && reopened === 0) return null;
  return (
    <Flex gap={4} wrap>
      {escalatedTo !== undefined && (
        <Tag color="orange">{t('mark.escalated', { to: term('role', escalatedTo) })}</Tag>
      )}
      {reopened > 0 && <Tag color="purple">{t('mark.reopened', { count: reopened })}</Tag>}
    </Flex>
  );
}

function useDecision(): Items {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const term = useTerm('reconsideration');
  const { carrier } = useCarrierNames();
  const { decision } = useCurrent().case;
  return [
    { key: 'of', label: t('field.of'), children: term('of', decision.of) },
    { key: 'carrier', label: common('case.carrier'), children: carrier(decision.carrier) },
    { key: 'number', label: t(`field.number.${decision.of}`), children: decision.number },
    ...(decision.claimKind === undefined
      ? []
      : [{ key: 'kind', label: t('field.claimKind'), children: term('claimKind', decision.claimKind) }]),
    { key: 'line', label: t('field.line'), children: term('line', decision.line) },
    { key: 'decided', label: t('field.decidedOn'), children: <Day on={decision.decidedOn} /> },
    { key: 'result', label: t('field.result'), children: term('result', decision.result) },
    { key: 'reason', label: t('field.reasonCode'), children: term('reasonCode', decision.reasonCode) },
    ...(decision.clause === undefined
      ? []
      : [{ key: 'clause', label: t('field.clause'), children: decision.clause }]),
    ...(decision.decider === undefined
      ? []
      : [{ key: 'decider', label: t('field.decider'), children: decision.decider }]),
  ];
}

function useWhose(): Items {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const { customerRef, brokerId, policyId, branch } = useCurrent().case;
  return [
    { key: 'customer', label: common('case.customer'), children: customerRef },
    { key: 'broker', label: common('role.broker'), children: brokerId },
    { key: 'branch', label: common('case.branch'), children: branch },
    {
      key: 'policy',
      label: common('case.policy'),
      children: policyId === undefined ? t('fact.notOurs') : t('fact.ours'),
    },
  ];
}

function useAmounts(): Items {
  const { t } = useTranslation('reconsideration');
  const { case: matter, amounts } = useCurrent();
  if (amounts === undefined) return [];
  const { askedFen, givenFen } = matter.decision;
  const rows: [string, number | undefined][] = [
    ['asked', askedFen],
    ['given', givenFen],
    ['disputed', amounts.disputed],
    ['recovered', amounts.recovered],
    ...(amounts.offered > 0 ? [['offered', amounts.offered] satisfies [string, number]] : []),
    ...(amounts.recovered > 0
      ? [
          ['paid', amounts.paid] satisfies [string, number],
          ['outstanding', amounts.outstanding] satisfies [string, number],
        ]
      : []),
  ];
  return rows.map(([key, fen]) => ({
    key,
    label: t(`amount.${key}` as 'amount.asked'),
    children: <Money fen={fen} />,
  }));
}

/** Why the customer did not accept the explanation: what the second expert answers to. */
function Comment() {
  const { t } = useTranslation('reconsideration');
  const { timeline, words } = useCurrent();
  const named = timeline.findLast(({ type }) => type === 'explanation-not-accepted')?.data.comment;
  const said = typeof named === 'string' ? words[named] : undefined;
  if (said === undefined) return null;
  return (
    <section aria-label={t('fact.comment')}>
      <Typography.Text type="secondary">{t('fact.comment')}</Typography.Text>
      <Typography.Paragraph className="note">{said}</Typography.Paragraph>
    </section>
  );
}
