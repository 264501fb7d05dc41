import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useCurrent } from './current.tsx';

/** Each time the complainant turned to somebody, in the order of receipt, and what was said. */
export function Contacts() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint, statements } = useCurrent();
  const [first] = complaint.contacts;
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t('contacts.title', { count: complaint.contacts.length })}</h2>}
    >
      <ol className="timeline">
        {complaint.contacts.map((contact, index) => (
          <li key={`${contact.at} ${contact.channel} ${contact.reference ?? ''}`} className="timeline-item">
            <Flex gap={4} wrap align="center">
              <Typography.Text strong>{term('channel', contact.channel)}</Typography.Text>
              <When at={contact.at} />
              {index > 0 && contact.newFacts && <Tag color="orange">{t('contacts.newFacts')}</Tag>}
              {first !== undefined && contact.rank > first.rank && (
                <Tag color="red">{t('contacts.escalated')}</Tag>
              )}
              {contact.reference !== undefined && (
                <Typography.Text type="secondary">
                  {t('contacts.reference', { reference: contact.reference })}
                </Typography.Text>
              )}
            </Flex>
          </li>
        ))}
      </ol>
      <Typography.Text strong>{t('contacts.statements')}</Typography.Text>
      <ol className="statements">
        {statements.map((text) => (
          <li key={text} className="note">
            {text}
          </li>
        ))}
      </ol>
    </Card>
  );
}
