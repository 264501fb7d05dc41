import { Card, Collapse, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { ReconsiderationView } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';
import { Linked } from './linked.tsx';

type Assessment = ReconsiderationView['assessments'][number];

/** What the firm's experts found: the checklist, and the argument or the explanation. */
export function Assessments() {
  const { t } = useTranslation('reconsideration');
  const { assessments } = useCurrent();
  if (assessments.length === 0) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{t('assessments.title')}</h2>}>
      <Flex vertical gap="middle">
        {assessments.map((one) => (
          <Found key={one.hash} assessment={one} />
        ))}
      </Flex>
    </Card>
  );
}

function Found({ assessment: { by, at, verdict, body } }: { assessment: Assessment }) {
  const { t } = useTranslation('reconsideration');
  return (
    <section>
      <Tag color={verdict === 'contest' ? 'volcano' : 'blue'}>{t(`verdict.${verdict}`)}</Tag>
      <Typography.Text type="secondary">
        {by} · <When at={at} />
      </Typography.Text>
      {body === undefined ? (
        <div>{t('hidden')}</div>
      ) : (
        <>
          <Linked points={body.verdict === 'contest' ? body.argument : body.explanation} />
          <Collapse
            size="small"
            items={[
              {
                key: 'checklist',
                label: t('assessments.checklist'),
                children: <Checklist checklist={body.checklist} />,
              },
            ]}
          />
        </>
      )}
    </section>
  );
}

function Checklist({ checklist }: { checklist: NonNullable<Assessment['body']>['checklist'] }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const { grounds } = useCurrent();
  const found = grounds.flatMap(({ code }) => {
    const finding = checklist[code];
    return finding === undefined ? [] : [{ code, ...finding }];
  });
  return (
    <dl className="facts">
      {found.map(({ code, answer, note }) => (
        <div key={code}>
          <dt>{term('ground', code)}</dt>
          <dd>
            {t(`answer.${answer}`)}
            {note !== undefined && note !== '' && ` · ${note}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
