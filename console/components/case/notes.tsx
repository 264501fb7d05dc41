import { useQuery } from '@tanstack/react-query';
import { Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client.ts';
import { CommandForm } from '../form/command-form.tsx';
import { When } from '../shown.tsx';
import { Loaded } from '../state/loaded.tsx';
import { Nothing } from '../state/states.tsx';
import { useCommand } from './command.ts';
import { useMatter } from './matter.tsx';
import { Actor } from './timeline-item.tsx';

/** What colleagues tell each other about a case. Nobody outside the firm sees it; messages to customers stand apart. */
export function Notes() {
  const { t } = useTranslation();
  const { id: caseId, version } = useMatter();
  const query = useQuery({
    queryKey: ['notes', caseId, version],
    queryFn: () => answer(api.GET('/notes/{caseId}', { params: { path: { caseId } } })),
  });
  const add = useCommand((body: { text: string }, sending) =>
    answer(
      api.POST('/notes/{caseId}', {
        params: { path: { caseId } },
        body: { ...body, version: sending.version },
      }),
    ),
  );
  return (
    <>
      <CommandForm command={add} body={({ text }: { text: string }) => ({ text })} submit={t('notes.add')}>
        <Form.Item
          name="text"
          label={t('notes.text')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      </CommandForm>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t('notes.none')}</Nothing>
          ) : (
            <ol className="timeline">
              {items.map((note) => (
                <li key={note.seq} className="timeline-item">
                  <Typography.Text type="secondary">
                    <When at={note.at} /> · <Actor by={note.by} />
                  </Typography.Text>
                  <Typography.Paragraph className="note">
                    {note.text ?? t('notes.erased')}
                  </Typography.Paragraph>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  );
}
