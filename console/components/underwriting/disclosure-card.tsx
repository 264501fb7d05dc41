import { Card, Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { paths } from '../../api/schema.ts';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { Day } from '../shown.tsx';

type Body = paths['/pre-underwriting']['post']['requestBody']['content']['application/json'];
export type Applicant = Body['applicant'];
export type Disclosure = Body['disclosure'];

/** What the applicant disclosed, as every carrier is told it: there is no name in it. */
export function DisclosureCard({ applicant, disclosure }: { applicant: Applicant; disclosure: Disclosure }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { heightCm, weightKg, systolic, diastolic, fastingGlucose } = disclosure;
  const measure = (
    key: 'heightCm' | 'weightKg' | 'systolic' | 'diastolic' | 'fastingGlucose',
    value: number | undefined,
    unit: string,
  ) =>
    value === undefined
      ? []
      : [{ key, label: t(`underwriting.fact.${key}`), children: `${number(value)} ${unit}` }];
  return (
    <Card size="small" title={t('underwriting.disclosure')}>
      <Flex vertical gap="small">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={[
            {
              key: 'age',
              label: t('underwriting.fact.age'),
              children: t('underwriting.fact.years', { count: applicant.age }),
            },
            {
              key: 'sex',
              label: t('underwriting.fact.sex'),
              children: t(`underwriting.sex.${applicant.sex}`),
            },
            {
              key: 'occupation',
              label: t('underwriting.fact.occupationClass'),
              children: t('underwriting.fact.class', { number: applicant.occupationClass }),
            },
            {
              key: 'smoking',
              label: t('underwriting.fact.smoking'),
              children: t(`underwriting.smoking.${disclosure.smoking}`),
            },
            {
              key: 'drinking',
              label: t('underwriting.fact.drinking'),
              children: t(`underwriting.drinking.${disclosure.drinking ?? 'not-asked'}`),
            },
            ...measure('heightCm', heightCm, 'cm'),
            ...measure('weightKg', weightKg, 'kg'),
            ...measure('systolic', systolic, 'mmHg'),
            ...measure('diastolic', diastolic, 'mmHg'),
            ...measure('fastingGlucose', fastingGlucose, 'mmol/L'),
          ]}
        />
        <Conditions conditions={disclosure.conditions} />
        <Tests tests={disclosure.tests} />
        <Lines title={t('underwriting.fact.family')} lines={disclosure.family} />
        <Lines title={t('underwriting.fact.asked')} lines={disclosure.asked} />
      </Flex>
    </Card>
  );
}

function Conditions({ conditions }: { conditions: Disclosure['conditions'] }) {
  const { t } = useTranslation();
  const common = useTerm('common');
  if (conditions.length === 0) return <Typography.Text>{t('underwriting.healthy')}</Typography.Text>;
  return (
    <div>
      <Typography.Text strong>{t('underwriting.fact.conditions')}</Typography.Text>
      <ul className="plain">
        {conditions.map(({ code, since, until, treatment }) => (
          <li key={`${code}${since}`}>
            {common('condition', code)}
            {since !== undefined && (
              <>
                {' · '}
                {t('underwriting.fact.since')} <Day on={since} />
              </>
            )}
            {until !== undefined && (
              <>
                {' · '}
                {t('underwriting.fact.until')} <Day on={until} />
              </>
            )}
            {treatment !== undefined && (
              <>
                {' · '}
                {treatment}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tests({ tests }: { tests: Disclosure['tests'] }) {
  const { t } = useTranslation();
  if (tests.length === 0) return null;
  return (
    <div>
      <Typography.Text strong>{t('underwriting.fact.tests')}</Typography.Text>
      <ul className="plain">
        {tests.map(({ name, on, result }) => (
          <li key={`${name}${on}`}>
            {name} <Day on={on} />
            {': '}
            {result}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Typography.Text strong>{title}</Typography.Text>
      <ul className="plain">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
