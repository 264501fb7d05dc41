import { Card, Collapse, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import { TimeLeft } from '../../../components/time-left.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Clock } from '../api/get-complaint.ts';

/** Every clock, the law's and the firm's own apart: none hides another. */
export function Clocks({ clocks, title }: { clocks: readonly Clock[]; title: string }) {
  const { t } = useTranslation('complaint');
  const groups = [
    { key: 'statutory', label: t('clocks.statutory'), own: clocks.filter(({ statutory }) => statutory) },
    { key: 'firm', label: t('clocks.firm'), own: clocks.filter(({ statutory }) => !statutory) },
  ];
  return (
    <Card size="small" title={<h2 className="card-title">{title}</h2>}>
      <Flex vertical gap="middle">
        {groups
          .filter(({ own }) => own.length > 0)
          .map(({ key, label, own }) => (
            <section key={key} aria-label={label}>
              <Typography.Text strong>{label}</Typography.Text>
              <ClockList clocks={own} />
            </section>
          ))}
      </Flex>
    </Card>
  );
}

function ClockList({ clocks }: { clocks: readonly Clock[] }) {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const sentence = useSentence();
  return (
    <Collapse
      size="small"
      items={clocks.map((clock) => ({
        key: clock.name,
        label: (
          <Flex gap="small" wrap align="center" justify="space-between">
            <span>{term('clock', clock.name)}</span>
            <Flex gap={4} wrap align="center">
              {clock.provisional && <Tag color="gold">{t('clocks.provisional')}</Tag>}
              <ClockState clock={clock} />
            </Flex>
          </Flex>
        ),
        children: (
          <>
            {clock.dueAt !== undefined && (
              <div>
                {t('clocks.dueAt')} <When at={clock.dueAt} />
              </div>
            )}
            {clock.provisional && (
              <Typography.Text type="secondary">{t('clocks.whyProvisional')}</Typography.Text>
            )}
            <ol className="why">
              {clock.why.map((line) => (
                <li key={line}>{sentence(line)}</li>
              ))}
            </ol>
          </>
        ),
      }))}
    />
  );
}

function ClockState({ clock: { standsStill, doneAt, dueAt } }: { clock: Clock }) {
  const { t } = useTranslation('complaint');
  if (doneAt !== undefined) {
    const isLate = dueAt !== undefined && doneAt > dueAt;
    return (
      <Tag color={isLate ? 'red' : 'green'}>
        {t(isLate ? 'clocks.doneLate' : 'clocks.doneInTime')} <When at={doneAt} />
      </Tag>
    );
  }
  if (standsStill) return <Tag color="purple">{t('clocks.standsStill')}</Tag>;
  return <TimeLeft dueAt={dueAt} />;
}
