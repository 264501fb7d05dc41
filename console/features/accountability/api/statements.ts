import { useMutation } from '@tanstack/react-query';
import { download } from '../../../api/client.ts';
import { problemOf } from '../../../api/problem.ts';
import { token } from '../../../api/session.ts';

export type Recipient = 'hr' | 'finance';

interface StatementFile {
  recipient: Recipient;
  format: 'csv' | 'html';
}

const KEPT_MS = 60_000; // a tab that was opened has read its page by then

/** The table is put into the downloads; the printed page is opened in a tab of its own. */
export function useStatementFile(month: string) {
  return useMutation({
    mutationFn: async ({ recipient, format }: StatementFile) => {
      const path = `/accountability/${month}/statements/${recipient}.${format}`;
      if (format === 'csv') await download(path, `accountability-${month}-${recipient}.csv`);
      else await openPage(path);
    },
  });
}

/** The tab is opened at once, while the click counts: a browser blocks one that opens later by itself. */
async function openPage(path: string): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const response = await fetch(path, { headers: { authorization: `Bearer ${token() ?? ''}` } });
    if (!response.ok) throw await problemOf(response);
    const url = URL.createObjectURL(await response.blob());
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
    if (tab === null) window.open(url, '_blank');
    else tab.location.href = url;
  } catch (error) {
    tab?.close();
    throw error;
  }
}
