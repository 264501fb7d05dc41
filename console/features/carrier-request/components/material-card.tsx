import { Card, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Request } from '../api/request.ts';

/** What was wanted and when, what came of it, and what the firm wrote with it. */
export function MaterialCard({ seen: { material, notes } }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const common = useTerm('common');
  if (material.length === 0) return null;
  return (
    <Card size="small" title={t('material.title')}>
      <ol className="argument">
        {material.map(({ items, askedAt, by, outcome, endedAt }) => (
          <li key={askedAt}>
            <Typography.Text type="secondary">
              <When at={askedAt} /> · {by}
            </Typography.Text>{' '}
            <Tag color={outcome === 'supplied' ? 'green' : 'default'}>
              {t(`material.${outcome ?? 'awaited'}`)}
            </Tag>
            {endedAt !== undefined && <When at={endedAt} />}
            <ul>
              {items.map(({ type, text }) => (
                <li key={`${type}${text}`}>
                  {common('document', type)}: {text}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {notes.map((note) => (
        <p key={note} className="note">
          {t('material.note')} {note}
        </p>
      ))}
    </Card>
  );
}
