import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Flex, Popconfirm, Row, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCarrierNames } from '../../api/carriers.ts';
import { MatterProvider, type TimelineEvent } from '../../components/case/matter.tsx';
import { Timeline } from '../../components/case/timeline.tsx';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { Day } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { closeDay } from './api/end-day.ts';
import { type ReceptionDay, useReceptionDay } from './api/get-day.ts';
import { EntryForm } from './components/entry-form.tsx';
import { Sample } from './components/sample.tsx';
import { useTally } from './components/tally.ts';
import { NotedTally, TallyPanel } from './components/tally-panel.tsx';
import { TotalsRow } from './components/totals.tsx';
import './reception-day.css';

/** A desk on its day (接待日): made for a tablet or a phone and for one hand. */
export function DeskScreen() {
  const { id = '' } = useParams();
  const query = useReceptionDay(id);
  const refresh = () => query.refetch();
  return <Loaded query={query}>{(day) => <DeskPage key={id} day={day} refresh={refresh} />}</Loaded>;
}

interface DeskProps {
  day: ReceptionDay;
  refresh: () => Promise<unknown>;
}

function DeskPage({ day, refresh }: DeskProps) {
  const { t } = useTranslation('reception-day');
  const { carrier: carrierName } = useCarrierNames();
  const { id, site, desk, on, stage, staff, companies, version } = day;
  const timeline = readable(day);
  const matter = {
    id,
    version,
    timeline,
    words: 'reception-day',
    // Several enter at one desk at once: what they enter says nothing of a version.
    refresh: async () => {
      await refresh();
      return { version, timeline };
    },
  };
  return (
    <MatterProvider matter={matter}>
      <Page
        title={t('desk.title', { site, desk })}
        about={
          <Flex gap="small" wrap align="center">
            <Tag color={stage === 'open' ? 'green' : 'default'}>{t(`stage.${stage}`)}</Tag>
            <Link to={`/reception-days?on=${on}`}>
              <Day on={on} />
            </Link>
            <span>{t('desk.staff', { staff: staff.join(t('listComma')) })}</span>
            {companies.length > 0 && (
              <span>
                {t('desk.companies', { companies: companies.map(carrierName).join(t('listComma')) })}
              </span>
            )}
          </Flex>
        }
      >
        <Flex vertical gap="middle">
          {stage === 'open' ? (
            <OpenDesk day={day} refresh={refresh} />
          ) : (
            <ClosedDesk day={day} refresh={refresh} />
          )}
          <Card size="small" title={<h2 className="card-title">{t('desk.history')}</h2>}>
            <Timeline />
          </Card>
        </Flex>
      </Page>
    </MatterProvider>
  );
}

function OpenDesk({ day, refresh }: DeskProps) {
  const { t } = useTranslation('reception-day');
  const tally = useTally(day.id, refresh);
  const { consultation, suggestion } = tally.ahead;
  const { totals } = day;
  const shown = {
    ...totals,
    visits: totals.visits + consultation + suggestion,
    consultations: totals.consultations + consultation,
    suggestions: totals.suggestions + suggestion,
  };
  return (
    <>
      <Card size="small">
        <TotalsRow totals={shown} />
      </Card>
      <TallyPanel tally={tally} />
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={16}>
          <EntryForm day={day} refresh={refresh} />
        </Col>
        <Col xs={24} lg={8}>
          <Flex vertical gap="middle">
            <NotedTally id={day.id} refresh={refresh} />
            <EndOfDay id={day.id} refresh={refresh} mayEnd={tally.state === 'saved'} />
          </Flex>
        </Col>
      </Row>
      <p className="no-print">{t('desk.keys')}</p>
    </>
  );
}

/** What was noted stands in the history as it was said. */
function readable({ timeline, words }: ReceptionDay): TimelineEvent[] {
  return timeline.map((event) => {
    const { note } = event.data;
    const said = typeof note === 'string' ? words[note] : undefined;
    return said === undefined ? event : { ...event, data: { ...event.data, note: said } };
  });
}

/** The end is asked for twice: after it nothing can be entered. */
function EndOfDay({ id, refresh, mayEnd }: { id: string; refresh: () => Promise<unknown>; mayEnd: boolean }) {
  const { t } = useTranslation('reception-day');
  const [asked, setAsked] = useState(false);
  const close = useMutation({ mutationFn: () => closeDay(id), onSuccess: refresh });
  useKey('e', t('end.title'), () => setAsked(true), mayEnd);
  return (
    <Card size="small" title={<h2 className="card-title">{t('end.title')}</h2>}>
      <Flex vertical gap="small">
        <ProblemAlert error={close.error} />
        <span>{t(mayEnd ? 'end.about' : 'end.wait')}</span>
        <Popconfirm
          open={asked}
          onOpenChange={setAsked}
          disabled={!mayEnd}
          title={t('end.sure')}
          onConfirm={() => close.mutate()}
          okButtonProps={{ autoFocus: true }}
        >
          <Button danger disabled={!mayEnd} loading={close.isPending}>
            {t('end.title')}
          </Button>
        </Popconfirm>
      </Flex>
    </Card>
  );
}

function ClosedDesk({ day, refresh }: DeskProps) {
  const { t } = useTranslation('reception-day');
  return (
    <>
      <Alert type="info" showIcon title={t('end.over')} />
      <Card size="small">
        <TotalsRow totals={day.totals} />
      </Card>
      <Sample day={day} refresh={refresh} />
    </>
  );
}
