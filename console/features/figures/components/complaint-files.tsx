import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { useProblemText } from '../../../components/state/problem-text.ts';

interface Asked {
  from: string;
  to: string;
  by: string;
  branch?: string;
  carrier?: string;
}

/** The rows as files that the server makes: who takes one is written down. */
export function ComplaintFiles({ asked }: { asked: Asked }) {
  const { t } = useTranslation('figures');
  const { message } = App.useApp();
  const textOf = useProblemText();
  const may = useMay();
  const file = useMutation({
    mutationFn: (kind: 'csv' | 'xlsx') =>
      download(
        `/figures/complaints.${kind}?${new URLSearchParams({ ...asked })}`,
        `${t('files.complaints')}-${asked.from}-${asked.to}-${t(`by.${asked.by}` as 'by.branch')}.${kind}`,
      ),
    onSuccess: () => void message.success(t('files.taken')),
    onError: (error) => void message.error(textOf(error).title),
  });
  if (!may('figures:scorecard')) return null;
  return (['csv', 'xlsx'] as const).map((kind) => (
    <Button
      key={kind}
      icon={<DownloadOutlined />}
      loading={file.isPending && file.variables === kind}
      onClick={() => file.mutate(kind)}
    >
      {t('files.download', { kind: kind.toUpperCase() })}
    </Button>
  ));
}
