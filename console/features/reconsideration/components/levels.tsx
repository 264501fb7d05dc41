import { Card, Collapse, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money, When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Level } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';
import { Linked } from './linked.tsx';

/** Each time that the carrier was asked to look again: what it was given, how long it took, what it said. */
export function Levels() {
  const { t } = useTranslation('reconsideration');
  const { levels } = useCurrent();
  if (levels.length === 0) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{t('levels.title')}</h2>}>
      <Flex vertical gap="middle">
        {levels.toReversed().map((level) => (
          <Asked key={level.requestId} level={level} />
        ))}
      </Flex>
    </Card>
  );
}

function Asked({ level }: { level: Level }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const { daysWaited, packet, run } = level;
  return (
    <section aria-label={term('level', String(level.level))}>
      <Flex gap={4} wrap align="center">
        <Typography.Text strong>{term('level', String(level.level))}</Typography.Text>
        <Tag>{term('requestStage', level.stage)}</Tag>
        {level.silent && <Tag color="red">{t('levels.silent')}</Tag>}
        {run > 0 && <Tag color="purple">{t('mark.run', { run })}</Tag>}
      </Flex>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          {
            key: 'asked',
            label: t('levels.asked'),
            children: (
              <span>
                <When at={level.askedAt} /> · {level.askedBy}
              </span>
            ),
          },
          {
            key: 'waited',
            label: t('levels.waited'),
            children: t('levels.days', { carrier: daysWaited.carrier, broker: daysWaited.broker }),
          },
          { key: 'papers', label: t('levels.evidence'), children: level.evidence.length },
        ]}
      />
      <Wanted level={level} />
      <Answers level={level} />
      {packet !== undefined && (
        <Collapse
          size="small"
          items={[
            {
              key: 'packet',
              label: t('levels.packet'),
              children: (
                <>
                  {packet.reason !== undefined && (
                    <Typography.Paragraph className="note">
                      {t('levels.reason', { reason: packet.reason })}
                    </Typography.Paragraph>
                  )}
                  <Linked points={packet.argument} />
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Wanted({ level: { wanted } }: { level: Level }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  if (wanted.length === 0) return null;
  return (
    <>
      <Typography.Text strong>{t('levels.wanted')}</Typography.Text>
      <ul>
        {wanted.map(({ type, text }) => (
          <li key={`${type}${text}`}>
            {term('document', type)}
            {text !== '' && `: ${text}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Answers({ level: { answers, amountFen, outcome, reason, clause } }: { level: Level }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  return answers.map(({ hash, at, by, late, counts, body }) => (
    <div key={hash} className="answer-of">
      <Flex gap={4} wrap align="center">
        {counts && outcome !== undefined && (
          <Tag color={outcome === 'upheld' ? 'red' : 'green'}>{term('outcome', outcome)}</Tag>
        )}
        {!counts && <Tag>{t('levels.beside')}</Tag>}
        {late && <Tag color="orange">{t('levels.late')}</Tag>}
        {counts && amountFen !== undefined && (
          <span>
            {t('levels.amount')} <Money fen={amountFen} />
          </span>
        )}
        {counts && reason !== undefined && <span>{term('reasonCode', reason)}</span>}
        {counts && clause !== undefined && <Tag>{t('points.clause', { clause })}</Tag>}
        <Typography.Text type="secondary">
          {by} · <When at={at} />
        </Typography.Text>
      </Flex>
      <Typography.Paragraph className="note">
        {body === undefined ? t('hidden') : body.wording}
      </Typography.Paragraph>
    </div>
  ));
}
