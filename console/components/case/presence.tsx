import { EditOutlined, EyeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Tag, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client.ts';

const AGAIN_MS = 20_000; // a third of the minute after which the API forgets somebody
const TYPING_MS = 60_000;

/** Who else has this case open, and whether they are writing. Says of oneself the same. */
export function Presence({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const doing = useDoing();
  const { data } = useQuery({
    queryKey: ['presence', caseId, doing],
    queryFn: () => answer(api.PUT('/presence/{caseId}', { params: { path: { caseId } }, body: { doing } })),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  return (
    <Flex gap="small" wrap role="status" aria-label={t('presence.label')}>
      {data?.items.map((one) => (
        <Tooltip key={one.id} title={t(`presence.${one.doing}`)}>
          <Tag
            icon={one.doing === 'editing' ? <EditOutlined /> : <EyeOutlined />}
            color={one.doing === 'editing' ? 'orange' : 'default'}
          >
            {one.id}
          </Tag>
        </Tooltip>
      ))}
    </Flex>
  );
}

/** Editing while somebody types into a field of this page, and for a minute after. */
function useDoing(): 'viewing' | 'editing' {
  const [typedAt, setTypedAt] = useState(0);
  useEffect(() => {
    const typed = () => setTypedAt(Date.now());
    document.addEventListener('input', typed);
    return () => document.removeEventListener('input', typed);
  }, []);
  useEffect(() => {
    if (typedAt === 0) return;
    const over = setTimeout(() => setTypedAt(0), TYPING_MS);
    return () => clearTimeout(over);
  }, [typedAt]);
  return typedAt === 0 ? 'viewing' : 'editing';
}
