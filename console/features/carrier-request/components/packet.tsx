import { Card, Descriptions, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Day, Money } from '../../../components/shown.tsx';
import { DisclosureCard } from '../../../components/underwriting/disclosure-card.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type DisputePacket, isRisk, type Request, type RiskPacket } from '../api/request.ts';

type PacketShown = NonNullable<Request['packet']>;

/** What the carrier was given, whole and as it was given. */
export function Packet({ packet, productName }: { packet: PacketShown; productName: string | undefined }) {
  return isRisk(packet) ? <Risk packet={packet} productName={productName} /> : <Dispute packet={packet} />;
}

function Risk({ packet, productName }: { packet: RiskPacket; productName: string | undefined }) {
  const { t } = useTranslation('carrier-request');
  const { t: c } = useTranslation();
  return (
    <>
      <Card size="small" title={t('packet.risk')}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={[
            { key: 'reference', label: t('packet.reference'), children: packet.reference },
            {
              key: 'product',
              label: c('underwriting.fact.product'),
              children: productName === undefined ? packet.product : `${productName} (${packet.product})`,
            },
            {
              key: 'sum',
              label: c('underwriting.fact.sumInsured'),
              children: <Money fen={packet.sumInsuredFen} />,
            },
          ]}
        />
      </Card>
      <DisclosureCard applicant={packet.applicant} disclosure={packet.disclosure} />
    </>
  );
}

function Dispute({ packet: { level, decision, argument, reason, snapshot } }: { packet: DisputePacket }) {
  const { t } = useTranslation('carrier-request');
  const term = useTerm('carrier-request');
  const { askedFen, givenFen, clause, claimKind } = decision;
  return (
    <>
      <Card size="small" title={t('packet.dispute', { level })}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={[
            { key: 'of', label: t('packet.of'), children: term('decisionOf', decision.of) },
            { key: 'number', label: t('packet.number'), children: decision.number },
            { key: 'line', label: t('packet.line'), children: term('line', decision.line) },
            ...(claimKind === undefined
              ? []
              : [{ key: 'claimKind', label: t('packet.claimKind'), children: term('claimKind', claimKind) }]),
            { key: 'result', label: t('packet.result'), children: term('result', decision.result) },
            { key: 'reason', label: t('packet.reasonCode'), children: term('reason', decision.reasonCode) },
            ...(clause === undefined ? [] : [{ key: 'clause', label: t('packet.clause'), children: clause }]),
            ...(askedFen === undefined
              ? []
              : [{ key: 'asked', label: t('packet.asked'), children: <Money fen={askedFen} /> }]),
            ...(givenFen === undefined
              ? []
              : [{ key: 'given', label: t('packet.given'), children: <Money fen={givenFen} /> }]),
            { key: 'on', label: t('packet.decidedOn'), children: <Day on={decision.decidedOn} /> },
            { key: 'snapshot', label: t('packet.snapshot'), children: <code>{snapshot.slice(0, 16)}</code> },
          ]}
        />
      </Card>
      <Card size="small" title={t('packet.argument')}>
        <Flex vertical gap="small">
          {reason !== undefined && <p className="note">{reason}</p>}
          <ol className="argument">
            {argument.map((point) => (
              <li key={point.text}>
                <Point point={point} />
              </li>
            ))}
          </ol>
        </Flex>
      </Card>
    </>
  );
}

function Point({
  point: { text, clauses, documents, ground },
}: {
  point: DisputePacket['argument'][number];
}) {
  const { t } = useTranslation('carrier-request');
  const term = useTerm('carrier-request');
  const rests = [
    ...(clauses ?? []).map((clause) => t('packet.restsOnClause', { clause })),
    ...(documents ?? []).map((document) => t('packet.restsOnDocument', { document })),
  ];
  return (
    <>
      {ground !== undefined && <strong>{term('ground', ground)}</strong>}
      <div className="note">{text}</div>
      {rests.length > 0 && <small>{t('packet.rests', { on: rests.join(t('comma')) })}</small>}
    </>
  );
}
