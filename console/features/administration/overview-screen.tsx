import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { useSections } from './components/own-sections.ts';

/** What there is to read and to change, each with a word about it. */
export function OverviewScreen() {
  const { t } = useTranslation('administration');
  const groups = useSections();
  if (groups.length === 0) return <NoPermission />;
  return (
    <Page title={t('title')} about={t('about')}>
      <Flex vertical gap="middle">
        {groups.map(({ group, sections }) => (
          <section key={group}>
            <Typography.Title level={2} className="section-title">
              {t(`group.${group}`)}
            </Typography.Title>
            <ul className="overview">
              {sections.map(({ name }) => (
                <li key={name}>
                  <Link to={`/administration/${name}`}>{t(`section.${name}`)}</Link>
                  <p>{t(`aboutSection.${name}`)}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Flex>
    </Page>
  );
}
