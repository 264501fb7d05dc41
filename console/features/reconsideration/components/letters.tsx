import { MailOutlined } from '@ant-design/icons';
import { Card, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../../components/shown.tsx';
import type { Letter } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';

/** What the customer was written, and what became of it. Each opens by itself, to be read and printed. */
export function Letters() {
  const { t } = useTranslation('reconsideration');
  const { letters, case: matter } = useCurrent();
  if (letters.length === 0) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{t('letters.title')}</h2>}>
      <ul className="papers">
        {letters.map((letter, index) => (
          <li key={letter.hash}>
            <Link to={`/reconsiderations/${matter.id}/letters/${index + 1}`}>
              <MailOutlined aria-hidden /> {t(`letterKind.${letter.kind}`)}
            </Link>
            <LetterState letter={letter} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LetterState({ letter: { sentAt, readAt, accepted } }: { letter: Letter }) {
  const { t } = useTranslation('reconsideration');
  return (
    <Flex gap={4} wrap>
      {sentAt === undefined ? (
        <Tag color="orange">{t('letters.waits')}</Tag>
      ) : (
        <Tag color="blue">
          {t('letters.sent')} <When at={sentAt} />
        </Tag>
      )}
      {readAt !== undefined && (
        <Tag color="green">
          {t('letters.read')} <When at={readAt} />
        </Tag>
      )}
      {accepted !== undefined && (
        <Tag color={accepted ? 'green' : 'volcano'}>
          {t(accepted ? 'letters.accepted' : 'letters.notAccepted')}
        </Tag>
      )}
    </Flex>
  );
}
