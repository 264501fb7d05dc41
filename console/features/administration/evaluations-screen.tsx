import { Card, Col, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { useDuration } from './components/duration.ts';
import { RestsOn } from './components/rests-on.tsx';
import { type SettingRow, SettingTable } from './components/setting-table.tsx';
import { Part, Topic, Version } from './components/topic.tsx';

type Evaluation = Settings['evaluation'];
type CardSeen = Evaluation['cards'][number]['cards'][number];

const SECOND_MS = 1_000;

/** The cards that customers answer by SMS, when they are asked, and how often one number may be. */
export function EvaluationsScreen() {
  return (
    <Topic name="evaluations">
      {({ evaluation }) => (
        <>
          <Cards evaluation={evaluation} />
          <Sending evaluation={evaluation} />
        </>
      )}
    </Topic>
  );
}

function Cards({ evaluation: { cards, current, grades, sources } }: { evaluation: Evaluation }) {
  const { t } = useTranslation('administration');
  const { language } = useFormat();
  const graded = Object.entries(grades)
    .map(([grade, words]) => `${grade} ${language === 'en' ? words.en : words.zh}`)
    .join(t('and'));
  return cards.map(({ version, cards: ofVersion }) => (
    <Part
      key={version}
      title={t('evaluation.cards', { version })}
      extra={version === current ? <Version of={version} /> : undefined}
    >
      <p>
        {t('evaluation.answered', { graded })} <RestsOn sources={sources} of="cards" />
      </p>
      <Row gutter={[16, 16]}>
        {ofVersion.map((card) => (
          <Col key={card.id} xs={24} md={12} xl={8}>
            <CardShown card={card} />
          </Col>
        ))}
      </Row>
    </Part>
  ));
}

function CardShown({ card: { id, about, items } }: { card: CardSeen }) {
  const term = useTerm('administration');
  const { language } = useFormat();
  return (
    <Card size="small" title={<h3 className="card-title">{term('card', id)}</h3>} extra={about}>
      <ol className="card-items">
        {items.map(({ code, short, zh, en }) => (
          <li key={code}>
            <strong>{short}</strong> {language === 'en' ? en : zh}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Sending({ evaluation: { settings, caps, sources } }: { evaluation: Evaluation }) {
  const { t } = useTranslation('administration');
  const common = useTranslation().t;
  const duration = useDuration();
  const yesNo = (is: boolean) => common(is ? 'form.yes' : 'form.no');
  const within = (ms: number) => duration({ unit: 'minutes', amount: Math.ceil(ms / (60 * SECOND_MS)) });
  const row = (of: string, what: string, value: string): SettingRow => ({
    of: `settings.${of}`,
    what,
    value,
  });
  const rows = [
    row('remindAfterDays', t('evaluation.remind'), duration({ days: settings.remindAfterDays })),
    row('expireAfterDays', t('evaluation.expire'), duration({ days: settings.expireAfterDays })),
    row('correctionHours', t('evaluation.correction'), duration({ hours: settings.correctionHours })),
    row(
      'readWithinMinutes',
      t('evaluation.read'),
      duration({ unit: 'minutes', amount: settings.readWithinMinutes }),
    ),
    row('sendOnIssue', t('evaluation.onIssue'), yesNo(settings.sendOnIssue)),
    row('sendOnResolution', t('evaluation.onResolution'), yesNo(settings.sendOnResolution)),
    ...caps.map(({ most, withinMs }) => ({
      of: 'caps',
      what: t('evaluation.cap', { within: within(withinMs) }),
      value: t('evaluation.messages', { count: most }),
    })),
  ];
  return (
    <Part title={t('evaluation.sending')} extra={<Version of={settings.version} />}>
      <SettingTable rows={rows} sources={sources} label={t('evaluation.sending')} />
    </Part>
  );
}
