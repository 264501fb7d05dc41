import { Card, Descriptions, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { Day, Money, When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { PreUnderwriting } from '../api/case.ts';

/** What the case is, in a few lines: by the firm's own reference, and by nothing that names a person. */
export function CaseFacts({ seen: { case: matter } }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const common = useTerm('common');
  const names = useCarrierNames();
  const { customerRef, conditions, choice, policy, replaces, replacedBy, erasedAt } = matter;
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, xl: 3 }}
        items={[
          { key: 'customer', label: t('form.customerRef'), children: customerRef ?? t('facts.erased') },
          { key: 'broker', label: c('role.broker'), children: matter.brokerId },
          { key: 'branch', label: c('case.branch'), children: matter.branch },
          {
            key: 'sum',
            label: c('underwriting.fact.sumInsured'),
            children: <Money fen={matter.sumInsuredFen} />,
          },
          {
            key: 'conditions',
            label: c('underwriting.fact.conditions'),
            children:
              conditions === undefined
                ? t('facts.hidden')
                : conditions.length === 0
                  ? c('underwriting.healthy')
                  : conditions.map((code) => common('condition', code)).join(t('reasons.comma')),
          },
          { key: 'purpose', label: t('form.purpose'), children: matter.asks.purpose },
          erasedAt === undefined
            ? { key: 'delete', label: t('form.deleteOn'), children: <Day on={matter.eraseOn} /> }
            : { key: 'erased', label: t('facts.erasedAt'), children: <When at={erasedAt} /> },
          ...(replaces === undefined
            ? []
            : [{ key: 'replaces', label: t('facts.replaces'), children: <CaseLink id={replaces} /> }]),
          ...(replacedBy === undefined
            ? []
            : [{ key: 'replacedBy', label: t('facts.replacedBy'), children: <CaseLink id={replacedBy} /> }]),
          ...(choice === undefined
            ? []
            : [
                {
                  key: 'choice',
                  label: t('grid.chosen'),
                  children: (
                    <span>
                      {names.carrier(choice.carrier)} · <When at={choice.at} /> · {choice.by}
                    </span>
                  ),
                },
              ]),
          ...(policy === undefined
            ? []
            : [{ key: 'policy', label: c('case.policy'), children: <PolicyOf policy={policy} /> }]),
        ]}
      />
    </Card>
  );
}

function PolicyOf({ policy }: { policy: NonNullable<PreUnderwriting['case']['policy']> }) {
  const { t } = useTranslation('pre-underwriting');
  const term = useTerm('pre-underwriting');
  return (
    <Flex gap={4} wrap>
      <span>{policy.policyId ?? t('facts.erased')}</span>
      {policy.differs.length === 0 ? (
        <Tag color="green">{t('facts.asChosen')}</Tag>
      ) : (
        policy.differs.map((what) => (
          <Tag key={what} color="orange">
            {t('facts.differs', { what: term('value', what) })}
          </Tag>
        ))
      )}
    </Flex>
  );
}
