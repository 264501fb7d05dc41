import { Card, Collapse, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Day, When } from '../../../components/shown.tsx';
import { TimeLeft } from '../../../components/time-left.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Clock } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';

/** Those that can be computed before those that wait for a fact. */
const ORDER: readonly Clock['state'][] = ['missed', 'running', 'paused', 'met', 'unknown'];

/** The clocks of the law, those that bind the carrier apart from those that the customer loses by. */
export function Clocks() {
  const { t } = useTranslation('reconsideration');
  const { clocks } = useCurrent();
  return (
    <Card size="small" title={<h2 className="card-title">{t('clocks.title')}</h2>}>
      <Flex vertical gap="middle">
        {(['insurer', 'customer'] as const).map((against) => {
          const own = clocks.filter((clock) => clock.against === against);
          if (own.length === 0) return null;
          return (
            <section key={against} aria-label={t(`clocks.${against}`)}>
              <Typography.Text strong>{t(`clocks.${against}`)}</Typography.Text>
              <ClockList clocks={own} />
            </section>
          );
        })}
      </Flex>
    </Card>
  );
}

function ClockList({ clocks }: { clocks: readonly Clock[] }) {
  const term = useTerm('reconsideration');
  const sorted = clocks.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <Collapse
      size="small"
      items={sorted.map((clock) => ({
        key: clock.name,
        label: (
          <Flex gap="small" wrap align="center" justify="space-between">
            <span>{term('clock', clock.name)}</span>
            <ClockState clock={clock} />
          </Flex>
        ),
        children: <Why clock={clock} />,
      }))}
    />
  );
}

function ClockState({ clock: { state, dueAt } }: { clock: Clock }) {
  const { t } = useTranslation('reconsideration');
  const color = { unknown: 'default', running: 'blue', paused: 'purple', met: 'green', missed: 'red' }[state];
  return (
    <Flex gap={4} wrap align="center">
      <Tag color={color}>{t(`clockState.${state}`)}</Tag>
      {state === 'running' && <TimeLeft dueAt={dueAt} />}
    </Flex>
  );
}

function Why({ clock }: { clock: Clock }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const sentence = useSentence();
  return (
    <>
      <dl className="facts">
        <Line name={t('clocks.article')}>{sentence(clock.article)}</Line>
        <Line name={t('clocks.starts')}>{sentence(clock.starts)}</Line>
        <Line name={t('clocks.pausedBy')}>{sentence(clock.pausedBy)}</Line>
        {clock.needs !== undefined && <Line name={t('clocks.needs')}>{term('legalFact', clock.needs)}</Line>}
        {clock.dueAt !== undefined && (
          <Line name={t('clocks.dueAt')}>
            <When at={clock.dueAt} />
          </Line>
        )}
        {clock.doneOn !== undefined && (
          <Line name={t('clocks.doneOn')}>
            <Day on={clock.doneOn} />
          </Line>
        )}
      </dl>
      {clock.state !== 'unknown' && (
        <ol className="why">
          {clock.why.map((line) => (
            <li key={line}>{sentence(line)}</li>
          ))}
        </ol>
      )}
    </>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
