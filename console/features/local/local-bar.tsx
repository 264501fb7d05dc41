import { ClockCircleOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, Typography } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { useAdvance, useClock } from './api/local.ts';

/** It brings forms and cards with it, which the first page has no need of. */
const OutboxDrawer = lazy(() =>
  import('./components/outbox-drawer.tsx').then(({ OutboxDrawer: component }) => ({ default: component })),
);

const STEPS = ['PT1H', 'PT6H', 'P1D', 'P3D', 'P7D', 'P30D'] as const;

/** On one machine only: the time, which can be moved, and every message that a customer got. */
export function LocalBar() {
  const { t } = useTranslation('local');
  const { when } = useFormat();
  const clock = useClock();
  const advance = useAdvance();
  const [outbox, setOutbox] = useState(false);
  return (
    <aside className="local-bar no-print" aria-label={t('title')}>
      <Flex align="center" gap="small" wrap>
        <Typography.Text strong>{t('title')}</Typography.Text>
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{
            items: STEPS.map((step) => ({ key: step, label: t(`step.${step}`) })),
            onClick: ({ key }) => advance.mutate(key),
          }}
        >
          <Button size="small" icon={<ClockCircleOutlined aria-hidden />} loading={advance.isPending}>
            {clock.data === undefined ? t('clock') : when(clock.data)}
          </Button>
        </Dropdown>
        <Button size="small" icon={<InboxOutlined aria-hidden />} onClick={() => setOutbox(true)}>
          {t('outbox')}
        </Button>
        <ProblemAlert error={advance.error} />
      </Flex>
      {outbox && (
        <Suspense fallback={null}>
          <OutboxDrawer open close={() => setOutbox(false)} />
        </Suspense>
      )}
    </aside>
  );
}
