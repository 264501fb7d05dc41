import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Day, Money, When } from '../../../components/shown.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Request } from '../api/request.ts';

type Answers = Request['answers'];
type Said = NonNullable<Answers[number]['answer']>;
type Opinion = Extract<Said, { conclusion: unknown }>;
type Decision = Extract<Said, { outcome: unknown }>;

/** What the carrier has answered. The first answer counts; another one is kept beside it. */
export function AnswersCard({ seen: { answers } }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  if (answers.length === 0) return null;
  return (
    <Card size="small" title={t('answers.title')}>
      <Flex vertical gap="middle">
        {answers.map(({ at, by, late, answer }, index) => (
          <div key={at}>
            <Typography.Text type="secondary">
              <When at={at} /> · {by}
            </Typography.Text>{' '}
            <Tag color={index === 0 ? 'green' : 'default'}>
              {t(index === 0 ? 'answers.counts' : 'answers.beside')}
            </Tag>
            {late && <Tag color="orange">{t('answers.late')}</Tag>}
            {answer === undefined ? (
              <div>{t('answers.erased')}</div>
            ) : 'conclusion' in answer ? (
              <OpinionSaid opinion={answer} />
            ) : (
              <DecisionSaid decision={answer} />
            )}
          </div>
        ))}
      </Flex>
    </Card>
  );
}

function OpinionSaid({
  opinion: { conclusion, premiumFen, validUntil, wording, code },
}: {
  opinion: Opinion;
}) {
  const { t } = useTranslation('carrier-request');
  const { t: c } = useTranslation();
  const common = useTerm('common');
  const { number, money } = useFormat();
  const extra = conclusion.is === 'on-terms' ? conclusion.extra : undefined;
  const exclusions = conclusion.is === 'on-terms' ? (conclusion.exclusions ?? []) : [];
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'is', label: c('underwriting.conclusion'), children: c(`underwriting.is.${conclusion.is}`) },
        ...(conclusion.is === 'postponed'
          ? [{ key: 'months', label: c('underwriting.months'), children: number(conclusion.months) }]
          : []),
        ...(extra === undefined
          ? []
          : [
              {
                key: 'extra',
                label: c(`underwriting.extraBy.${extra.by}`),
                children: extra.by === 'percent' ? `${number(extra.percent)}%` : money(extra.fenPerThousand),
              },
            ]),
        ...exclusions.map((exclusion) => ({
          key: exclusion.code,
          label: common('condition', exclusion.code),
          children: exclusion.wording,
        })),
        ...(premiumFen === undefined
          ? []
          : [{ key: 'premium', label: t('opinion.premium'), children: <Money fen={premiumFen} /> }]),
        ...(validUntil === undefined
          ? []
          : [{ key: 'until', label: t('opinion.validUntil'), children: <Day on={validUntil} /> }]),
        ...(code === undefined ? [] : [{ key: 'code', label: t('opinion.code'), children: code }]),
        { key: 'wording', label: t('opinion.wording'), children: wording },
      ]}
    />
  );
}

function DecisionSaid({ decision }: { decision: Decision }) {
  const { t } = useTranslation('carrier-request');
  const term = useTerm('carrier-request');
  const amountFen = decision.outcome === 'changed-in-part' ? decision.amountFen : undefined;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'outcome', label: t('decision.outcome'), children: term('outcome', decision.outcome) },
        ...(amountFen === undefined
          ? []
          : [{ key: 'amount', label: t('decision.amount'), children: <Money fen={amountFen} /> }]),
        ...(decision.outcome === 'upheld'
          ? [
              { key: 'reason', label: t('decision.reason'), children: term('reason', decision.reason) },
              { key: 'clause', label: t('decision.clause'), children: decision.clause ?? '–' },
            ]
          : []),
        { key: 'wording', label: t('opinion.wording'), children: decision.wording },
      ]}
    />
  );
}
