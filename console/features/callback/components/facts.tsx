import { Alert, Card, Descriptions, Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CarrierName } from '../../../components/carrier-name.tsx';
import { Reveal } from '../../../components/case/reveal.tsx';
import { Day, Money } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Callback, CallbackView } from '../api/callback.ts';
import { usePolicy } from '../api/policy.ts';

interface Item {
  key: string;
  label: string;
  children: ReactNode;
}

/** Customer and policy: what a caller must know before anything is asked, and no more of the customer than that. */
export function Facts({ view }: { view: CallbackView }) {
  const { t } = useTranslation('callback');
  const { id, actions } = useMe();
  const { case: callback } = view;
  const ofCustomer = useOfCustomer(view);
  const ofPolicy = useOfPolicy(callback.policyId);
  const ofCase = useOfCase(callback);
  // Told only to who could do it if this were somebody else's policy.
  const isBarred =
    callback.concerned.includes(id) &&
    actions.some(({ action, notByTheConcerned }) => notByTheConcerned && action === 'case:record-answers');
  const flags = callback.phoneFlags.map((flag) => t(`flag.${flag}`)).join(', ');
  return (
    <Card size="small" title={<h2 className="card-title">{t('facts.title')}</h2>}>
      <Flex vertical gap="small">
        {flags !== '' && <Alert type="warning" showIcon title={t('facts.flagged', { flags })} />}
        {isBarred && <Alert type="info" showIcon title={t('facts.concerned')} />}
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 3, xl: 4 }}
          items={[...ofCustomer, ...ofPolicy, ...ofCase]}
        />
      </Flex>
    </Card>
  );
}

function useOfCustomer({ customer, case: { policyId } }: CallbackView): Item[] {
  const { t } = useTranslation('callback');
  const { name, phone, address } = customer;
  return [
    {
      key: 'customer',
      label: t('facts.customer'),
      children: <Reveal policyId={policyId} field="name" masked={name} />,
    },
    {
      key: 'phone',
      label: t('facts.phone'),
      children: <Reveal policyId={policyId} field="phone" masked={phone} />,
    },
    ...(address === undefined
      ? []
      : [
          {
            key: 'address',
            label: t('facts.address'),
            children: <Reveal policyId={policyId} field="address" masked={address} />,
          },
        ]),
  ];
}

function useOfPolicy(policyId: string): Item[] {
  const { t } = useTranslation('callback');
  const { data: policy } = usePolicy(policyId);
  if (policy === undefined) return [];
  const { number, product, channel, premiumFen, issuedOn, receiptOn } = policy;
  const productName = `${t(`productClass.${product.class}`)} · ${product.code}`;
  return [
    { key: 'policy', label: t('facts.policy'), children: number },
    { key: 'product', label: t('facts.product'), children: productName },
    { key: 'channel', label: t('facts.channel'), children: t(`channel.${channel}`) },
    { key: 'premium', label: t('facts.premium'), children: <Money fen={premiumFen} /> },
    { key: 'issued', label: t('facts.issuedOn'), children: <Day on={issuedOn} /> },
    {
      key: 'receipt',
      label: t('facts.receiptOn'),
      children:
        receiptOn === undefined ? <Tag color="orange">{t('facts.noReceipt')}</Tag> : <Day on={receiptOn} />,
    },
  ];
}

function useOfCase(callback: Callback): Item[] {
  const { t } = useTranslation('callback');
  const common = useTerm('common');
  const { carrier, brokerId, coolingOff, problem, round, escalatedTo, carrierCallback } = callback;
  const items: (Item | undefined)[] = [
    { key: 'carrier', label: t('facts.carrier'), children: <CarrierName id={carrier} /> },
    { key: 'broker', label: t('facts.broker'), children: brokerId },
    coolingOff && {
      key: 'cooling-off',
      label: t('facts.coolingOff'),
      children: (
        <span>
          <Day on={coolingOff.endsOn} />{' '}
          {coolingOff.outcome === 'met' && <Tag color="green">{t('facts.coolingOffMet')}</Tag>}
          {coolingOff.outcome === 'missed' && <Tag color="red">{t('facts.coolingOffMissed')}</Tag>}
        </span>
      ),
    },
    problem && {
      key: 'problem',
      label: t('facts.problem'),
      children:
        problem.cause === 'unreached'
          ? t('facts.unreached')
          : tags(problem.categories.map((category) => t(`category.${category}`))),
    },
    round === 0 ? undefined : { key: 'round', label: t('facts.round'), children: round },
    escalatedTo && {
      key: 'escalated',
      label: t('facts.escalatedTo'),
      children: <Tag color="orange">{common('role', escalatedTo)}</Tag>,
    },
    carrierCallback && {
      key: 'carrier-callback',
      label: t('facts.carrierCallback'),
      children: (
        <span>
          {t(`carrierResult.${carrierCallback.result}`)} · <Day on={carrierCallback.on} />
        </span>
      ),
    },
  ];
  return items.filter((item) => item !== undefined);
}

function tags(words: readonly string[]) {
  return (
    <Flex gap={4} wrap>
      {words.map((word) => (
        <Tag key={word} color="red">
          {word}
        </Tag>
      ))}
    </Flex>
  );
}
