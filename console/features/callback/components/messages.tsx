import { Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { CallbackView } from '../api/callback.ts';

const COLORS = { intended: 'default', sent: 'green', failed: 'red' } as const;

/** What the customer was sent, the newest first. What colleagues note stands apart and goes to nobody. */
export function Messages({ messages }: Pick<CallbackView, 'messages'>) {
  const { t } = useTranslation('callback');
  const term = useTerm('callback');
  if (messages.length === 0) return <Nothing>{t('messages.none')}</Nothing>;
  return (
    <ol className="timeline">
      {messages.toReversed().map(({ id, template, status, intendedAt, sentAt }) => (
        <li key={id} className="timeline-item">
          <Typography.Text strong>{term('template', template)}</Typography.Text>{' '}
          <Tag color={COLORS[status]}>{t(`messageStatus.${status}`)}</Tag>
          <div>
            <Typography.Text type="secondary">
              {t('messages.intended')} <When at={intendedAt} />
              {sentAt !== undefined && (
                <>
                  {' · '}
                  {t('messages.sent')} <When at={sentAt} />
                </>
              )}
            </Typography.Text>
          </div>
        </li>
      ))}
    </ol>
  );
}
