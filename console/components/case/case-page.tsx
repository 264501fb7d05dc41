import { Alert, Card, Col, Flex, Row, Tabs, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../i18n/sentences.ts';
import { useTerm } from '../../i18n/use-words.ts';
import { useKey } from '../keys/keys.tsx';
import { Page } from '../page.tsx';
import { When } from '../shown.tsx';
import { TimeLeft } from '../time-left.tsx';
import { EvidencePacket } from './evidence-packet.tsx';
import { type Matter, MatterProvider } from './matter.tsx';
import { useNeighbours } from './neighbours.ts';
import { Notes } from './notes.tsx';
import { useOwnerName } from './owner.ts';
import { Presence } from './presence.tsx';
import { type DueSeen, Dues, Timeline } from './timeline.tsx';

export interface NextAction {
  who: string;
  what: string;
  by?: string | undefined;
}

interface CasePageProps {
  matter: Matter;
  head: {
    stage: string;
    openedAt?: string | undefined;
    closedAt?: string | undefined;
    nextDueAt?: string | undefined;
    branch?: string | undefined;
  };
  next?: NextAction | readonly NextAction[] | undefined;
  dues: readonly DueSeen[];
  /** Facts under the header: customer, policy, amounts. */
  facts?: ReactNode;
  /** What this person can do now, the first thing first. */
  actions?: ReactNode;
  /** Cards of this kind of case beside the history. */
  children?: ReactNode;
  /** More tabs beside history and notes. */
  tabs?: { key: string; label: string; children: ReactNode }[];
  /** A carrier's reviewer neither writes nor reads the firm's notes, nor sees who of the firm is there. */
  withoutNotes?: boolean;
}

/** The page of any case: where it stands, what is next, what can be done, and everything that happened. */
export function CasePage(props: CasePageProps) {
  const { matter, head, dues, facts, actions, children, tabs = [], withoutNotes = false } = props;
  const { t } = useTranslation();
  const term = useTerm(matter.words);
  const { go } = useNeighbours(matter.id);
  useKey('n', t('keys.nextCase'), () => go(1));
  useKey('p', t('keys.previousCase'), () => go(-1));
  useKey('.', t('keys.copyNumber'), () => void navigator.clipboard.writeText(matter.id));
  const next =
    props.next === undefined ? [] : Array.isArray(props.next) ? props.next : [props.next as NextAction];
  return (
    <MatterProvider matter={matter}>
      <Page
        title={`${t(`kind.${matter.words}` as never)} ${matter.id.slice(0, 11)}`}
        about={
          <Flex gap="small" wrap align="center">
            <Tag>{term('stage', head.stage)}</Tag>
            <TimeLeft
              dueAt={head.nextDueAt}
              closedAt={head.closedAt}
              openedAt={head.openedAt}
              all={() => <Dues dues={dues} words={matter.words} />}
            />
            <Typography.Text code copyable>
              {matter.id}
            </Typography.Text>
            {head.openedAt !== undefined && (
              <span>
                {t('case.opened')} <When at={head.openedAt} />
              </span>
            )}
          </Flex>
        }
        extra={
          withoutNotes ? undefined : (
            <Flex gap="small" align="center">
              <EvidencePacket />
              <Presence caseId={matter.id} />
            </Flex>
          )
        }
      >
        <Flex vertical gap="middle">
          {next.map((one) => (
            <NextLine key={`${one.who}${one.what}`} next={one} words={matter.words} />
          ))}
          {facts}
          <Row gutter={[16, 16]}>
            <Col xs={24} lg={14}>
              <Flex vertical gap="middle">
                {actions}
                {children}
              </Flex>
            </Col>
            <Col xs={24} lg={10}>
              <Flex vertical gap="middle">
                <Card size="small" title={t('case.dues')}>
                  <Dues dues={dues} words={matter.words} />
                </Card>
                <Card size="small">
                  <Tabs
                    items={[
                      { key: 'timeline', label: t('case.timeline'), children: <Timeline /> },
                      ...(withoutNotes
                        ? []
                        : [{ key: 'notes', label: t('case.notes'), children: <Notes /> }]),
                      ...tabs,
                    ]}
                  />
                </Card>
              </Flex>
            </Col>
          </Row>
        </Flex>
      </Page>
    </MatterProvider>
  );
}

function NextLine({ next, words }: { next: NextAction; words: string }) {
  const { t } = useTranslation();
  const term = useTerm(words);
  const owner = useOwnerName();
  const sentence = useSentence();
  const what = term('next', next.what) === next.what ? sentence(next.what) : term('next', next.what);
  return (
    <Alert
      type="info"
      showIcon
      title={
        <>
          {t('case.next')}: <strong>{what}</strong>
        </>
      }
      description={
        <>
          {owner(next.who)}
          {next.by !== undefined && (
            <>
              {' · '}
              {t('case.by')} <When at={next.by} />
            </>
          )}
        </>
      }
    />
  );
}
