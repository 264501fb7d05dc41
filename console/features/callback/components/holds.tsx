import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOwnerName } from '../../../components/case/owner.ts';
import { Day, Money, When } from '../../../components/shown.tsx';
import { Loaded } from '../../../components/state/loaded.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Line, useLines } from '../api/holds.ts';

/** What of the commission waits for this callback (缓发): how much, why, until when, and who must do what. */
export function Holds({ policyId, version }: { policyId: string; version: number }) {
  const { t } = useTranslation('callback');
  const query = useLines(policyId, version);
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t('holds.title')}</h2>}
      extra={<Link to={`/commissions/${policyId}`}>{t('holds.ledger')}</Link>}
    >
      <Loaded query={query}>
        {({ items }) => (
          <Flex vertical gap="middle">
            {items.map((line) => (
              <LineOf key={line.payee} line={line} />
            ))}
          </Flex>
        )}
      </Loaded>
    </Card>
  );
}

const SHOWN = ['held', 'payable', 'paid', 'voided'] as const;

function LineOf({ line }: { line: Line }) {
  const { t } = useTranslation('callback');
  const { payee, amounts, holds, expected } = line;
  const money = SHOWN.filter((account) => amounts[account].fen !== 0);
  return (
    <section aria-label={`${t('holds.payee')} ${payee}`}>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'payee', label: t('holds.payee'), children: payee },
          ...money.map((account) => ({
            key: account,
            label: t(`holds.${account}`),
            children: (
              <Typography.Text strong>
                <Money fen={amounts[account].fen} />
              </Typography.Text>
            ),
          })),
          ...(holds.length === 0
            ? []
            : [
                {
                  key: 'expected',
                  label: t('holds.expected'),
                  children: expected === undefined ? t('holds.noDate') : <Expected expected={expected} />,
                },
              ]),
        ]}
      />
      {holds.length === 0 && <Typography.Text type="secondary">{t('holds.none')}</Typography.Text>}
      {holds.map((hold) => (
        <HoldOf key={hold.type} hold={hold} />
      ))}
    </section>
  );
}

function Expected({ expected: { on, why } }: { expected: NonNullable<Line['expected']> }) {
  const term = useTerm('commission');
  return (
    <span>
      <Day on={on} /> · <Typography.Text type="secondary">{term('expected', why)}</Typography.Text>
    </span>
  );
}

function HoldOf({ hold: { type, reason, since, next } }: { hold: Line['holds'][number] }) {
  const { t } = useTranslation('callback');
  const commission = useTerm('commission');
  const term = useTerm('callback');
  const sentence = useSentence();
  const owner = useOwnerName();
  const what = term('next', next.what);
  const why = reason.split(', ').map((part) => {
    const known = [term('category', part), term('scope', part)].find((word) => word !== part);
    return known ?? sentence(part);
  });
  return (
    <Descriptions
      size="small"
      column={1}
      className="hold"
      title={<Tag color="orange">{commission('hold', type)}</Tag>}
      items={[
        { key: 'reason', label: t('holds.reason'), children: why.join(', ') },
        { key: 'since', label: t('holds.since'), children: <When at={since} /> },
        { key: 'removed', label: t('holds.removedWhen'), children: commission('removed', type) },
        {
          key: 'next',
          label: t('holds.next'),
          children: (
            <span>
              <strong>{owner(next.who)}</strong> · {what === next.what ? sentence(what) : what}
              {next.by !== undefined && (
                <>
                  {' · '}
                  <When at={next.by} />
                </>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
