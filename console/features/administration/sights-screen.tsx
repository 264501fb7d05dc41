import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CaseLink } from '../../components/case/case-link.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type Sight, useSights } from './api/sights.ts';
import { MonthChoice, useMonth } from './components/month-choice.tsx';
import { useScopeText } from './components/scope-text.ts';

/** Who saw what is masked, or a document of a case: each in the month in which it was seen. */
export function SightsScreen() {
  const { t } = useTranslation('administration');
  const { month, choose } = useMonth();
  const query = useSights(month);
  const columns = useSightColumns();
  return (
    <Page title={t('section.sights')} about={t('aboutSection.sights')}>
      <Flex vertical gap="small">
        <MonthChoice month={month} choose={choose} />
        <KeysetTable<Sight>
          query={query}
          columns={columns}
          rowKey={({ id }) => id}
          label={t('section.sights')}
          file={`${t('section.sights')} ${month}`}
          empty={t('sight.none')}
          byKeys
        />
      </Flex>
    </Page>
  );
}

function useSightColumns(): Column<Sight>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const common = useTerm('common');
  const { when } = useFormat();
  const scopeText = useScopeText();
  const what = ({ of, item }: Sight) =>
    of === 'value' ? term('field', item) : t('sight.document', { document: item });
  const about = ({ kind, about: id }: Sight) =>
    `${kind === 'policy' ? t('sight.policy') : common('kind', kind)} ${id}`;
  return [
    { key: 'at', title: t('sight.at'), show: ({ at }) => <When at={at} />, text: ({ at }) => when(at) },
    { key: 'by', title: t('sight.by'), show: ({ by }) => by, text: ({ by }) => by },
    { key: 'scope', title: t('people.scope'), show: scopeText, text: scopeText },
    {
      key: 'what',
      title: t('sight.what'),
      show: (sight) => <Tag>{what(sight)}</Tag>,
      text: what,
    },
    { key: 'about', title: t('sight.about'), show: (sight) => <About sight={sight} />, text: about },
    {
      key: 'reason',
      title: t('sight.reason'),
      show: ({ reason }) => <div className="wrap">{reason ?? '–'}</div>,
      text: ({ reason }) => reason ?? '',
    },
  ];
}

function About({ sight: { kind, about } }: { sight: Sight }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  if (kind !== 'policy')
    return (
      <>
        {term('kind', kind)} <CaseLink id={about} />
      </>
    );
  return (
    <>
      {t('sight.policy')}{' '}
      <Link to={`/commissions/${about}`} title={about} className="case-link">
        {`${about.slice(0, 11)}…`}
      </Link>
    </>
  );
}
