import { Alert, Card, Col, Flex, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CasePage, type NextAction } from '../../components/case/case-page.tsx';
import { DocumentList } from '../../components/case/documents.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { isRisk, type Request, useMatterOf, useRequest } from './api/request.ts';
import { viewOf } from './api/view.ts';
import { AnswersCard } from './components/answers-card.tsx';
import { DecisionForm } from './components/decision-form.tsx';
import { DeletionCard } from './components/deletion-card.tsx';
import { MaterialCard } from './components/material-card.tsx';
import { OpinionForm } from './components/opinion-form.tsx';
import { Packet } from './components/packet.tsx';
import { RequestFacts } from './components/request-facts.tsx';
import { WantForm } from './components/want-form.tsx';
import './carrier-request.css';

export function RequestScreen() {
  const { id = '' } = useParams();
  const query = useRequest(id);
  return <Loaded query={query}>{(seen) => <RequestPage seen={seen} />}</Loaded>;
}

/** One request as its carrier sees it: what is asked, until when and why, and the answer. Nothing of anybody else. */
function RequestPage({ seen }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const matterOf = useMatterOf(seen.id);
  const { stage } = seen;
  const isGone = stage === 'withdrawn' || stage === 'not-needed';
  return (
    <CasePage
      matter={matterOf(seen)}
      head={{
        stage,
        openedAt: seen.askedAt,
        closedAt: seen.closedAt,
        nextDueAt: seen.nextDueAt,
      }}
      next={useNext(seen)}
      dues={seen.dues}
      facts={
        <>
          {isGone && <Alert type="warning" showIcon title={t(`gone.${stage}`)} />}
          <RequestFacts seen={seen} />
          {!isGone && <Given seen={seen} />}
        </>
      }
      actions={<Actions seen={seen} />}
      withoutNotes
    />
  );
}

/** What the carrier was given, to be read before it is answered. */
function Given({ seen }: { seen: Request }) {
  const { t: c } = useTranslation();
  const { id, packet, productName, documents } = seen;
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} lg={14}>
        <Flex vertical gap="middle">
          {packet !== undefined && <Packet packet={packet} productName={productName} />}
        </Flex>
      </Col>
      <Col xs={24} lg={10}>
        <Flex vertical gap="middle">
          <Card size="small" title={c('documents.title')}>
            <DocumentList documents={documents} view={viewOf(id)} />
          </Card>
          <MaterialCard seen={seen} />
        </Flex>
      </Col>
    </Row>
  );
}

function Actions({ seen }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const may = useMay();
  const { stage, packet, mayNotAnswer } = seen;
  const mayAnswer = may('carrier-request:answer');
  const isOpen = stage === 'asked' || stage === 'material-wanted';
  return (
    <>
      {stage === 'withdrawn' && <DeletionCard seen={seen} mayConfirm={mayAnswer} />}
      {isOpen && mayNotAnswer !== undefined && (
        <Alert type="info" showIcon title={t(`mayNotAnswer.${mayNotAnswer}`)} />
      )}
      {isOpen && mayAnswer && mayNotAnswer === undefined && packet !== undefined && (
        <>
          {isRisk(packet) ? <OpinionForm seen={seen} /> : <DecisionForm packet={packet} />}
          {stage === 'asked' && <WantForm seen={seen} />}
        </>
      )}
      <AnswersCard seen={seen} />
    </>
  );
}

/** Whose turn it is, as this carrier sees it. */
function useNext({ stage, nextDueAt, deletionConfirmed }: Request): NextAction[] {
  const { t } = useTranslation('carrier-request');
  if (stage === 'asked') return [{ who: t('turn.you'), what: t('turn.answer'), by: nextDueAt }];
  if (stage === 'material-wanted') return [{ who: t('turn.firm'), what: t('turn.material'), by: nextDueAt }];
  if (stage === 'withdrawn' && deletionConfirmed === undefined)
    return [{ who: t('turn.you'), what: t('turn.delete') }];
  return [];
}
