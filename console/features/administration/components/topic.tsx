import { Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { Loaded } from '../../../components/state/loaded.tsx';
import { type Settings, useSettings } from '../api/settings.ts';
import type { SectionName } from '../sections.ts';

interface TopicProps {
  name: SectionName;
  /** The version in force, where the topic has one of its own. */
  version?: (settings: Settings) => string;
  children: (settings: Settings) => ReactNode;
}

/** One topic of the rules in force: what is set, in which version, and what it rests on. */
export function Topic({ name, version, children }: TopicProps) {
  const { t } = useTranslation('administration');
  const query = useSettings();
  return (
    <Page title={t(`section.${name}`)} about={t(`aboutSection.${name}`)}>
      <Loaded query={query}>
        {(settings) => (
          <Flex vertical gap="middle">
            {version !== undefined && <Version of={version(settings)} />}
            {children(settings)}
          </Flex>
        )}
      </Loaded>
    </Page>
  );
}

export function Version({ of }: { of: string }) {
  const { t } = useTranslation('administration');
  return (
    <div>
      <Tag color="green">{t('inForce', { version: of })}</Tag>
    </div>
  );
}

/** A part of a topic under a heading of its own. */
export function Part({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Flex justify="space-between" align="center" wrap gap="small">
        <Typography.Title level={2} className="section-title">
          {title}
        </Typography.Title>
        {extra}
      </Flex>
      {children}
    </section>
  );
}
