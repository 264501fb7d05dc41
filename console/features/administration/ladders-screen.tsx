import { Card, Col, Flex, Row, Tag, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerm } from '../../i18n/use-words.ts';
import type { Ladder, Rung } from './api/settings.ts';
import { useDuration } from './components/duration.ts';
import { RestsOn } from './components/rests-on.tsx';
import { Topic, Version } from './components/topic.tsx';

/** Which step follows which when a customer does not answer, or a problem is not settled. */
export function LaddersScreen() {
  return (
    <Topic name="ladders">
      {({ callback: { settings, sources } }) => (
        <>
          <Flex gap="small" wrap>
            <Version of={settings.version} />
            <RestsOn sources={sources} of="settings.ladders" />
          </Flex>
          <Row gutter={[16, 16]}>
            {Object.entries(settings.ladders).map(([name, ladder]) => (
              <Col key={name} xs={24} md={12}>
                <LadderCard name={name} ladder={ladder} />
              </Col>
            ))}
          </Row>
        </>
      )}
    </Topic>
  );
}

function LadderCard({ name, ladder: { rungs, afterwards } }: { name: string; ladder: Ladder }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const duration = useDuration();
  const last = name === 'answers' ? 'ladder.givenUp' : 'ladder.repeated';
  return (
    <Card size="small" title={<h2 className="card-title">{term('ladderName', name)}</h2>}>
      <Timeline
        items={[
          ...rungs.map((rung) => ({ key: rung.rung, content: <RungLine rung={rung} /> })),
          { key: 'afterwards', color: 'gray', content: t(last, { after: duration(afterwards) }) },
        ]}
      />
    </Card>
  );
}

function RungLine({ rung }: { rung: Rung }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const duration = useDuration();
  const isAtOnce = 'hours' in rung.after && rung.after.hours === 0;
  return (
    <>
      <Tag>{isAtOnce ? t('ladder.atOnce') : t('ladder.after', { after: duration(rung.after) })}</Tag>
      <strong>{term('rung', rung.rung)}</strong>
      <Does rung={rung} />
    </>
  );
}

function Does({ rung }: { rung: Rung }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const duration = useDuration();
  if (rung.does === 'task') return <div>{t('ladder.within', { within: duration(rung.within) })}</div>;
  if (rung.does === 'escalate') return <div>{t('ladder.to', { role: term('role', rung.to) })}</div>;
  return null;
}
