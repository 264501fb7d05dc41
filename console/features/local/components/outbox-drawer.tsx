import { App, Button, Card, Drawer, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { When } from '../../../components/shown.tsx';
import { Loaded } from '../../../components/state/loaded.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import { type Sent, useOutbox, useReply } from '../api/local.ts';

const SHOWN = 50;

/** Every message to a customer, newest first, with its link; answered as the customer would. */
export function OutboxDrawer({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation('local');
  const query = useOutbox(open);
  return (
    <Drawer open={open} onClose={close} title={t('outbox')} size={460}>
      <Loaded query={query}>
        {({ messages }) =>
          messages.length === 0 ? <Nothing>{t('nothing')}</Nothing> : <Messages messages={messages} />
        }
      </Loaded>
    </Drawer>
  );
}

function Messages({ messages }: { messages: readonly Sent[] }) {
  const { t } = useTranslation('local');
  const [most, setMost] = useState(SHOWN);
  const [sought, setSought] = useState('');
  const found = messages.filter(({ phone, text }) => `${phone} ${text}`.includes(sought.trim()));
  return (
    <Flex vertical gap="small">
      <Input
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      <Typography.Text type="secondary" role="status">
        {t('count', { shown: Math.min(most, found.length), count: found.length })}
      </Typography.Text>
      {found.slice(0, most).map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
      {found.length > most && (
        <Button onClick={() => setMost((before) => before + SHOWN)}>{t('more')}</Button>
      )}
    </Flex>
  );
}

function MessageCard({ message }: { message: Sent }) {
  const { t } = useTranslation('local');
  const reply = useReply();
  const { message: toast } = App.useApp();
  const { phone, extension, link } = message;
  return (
    <Card size="small" title={phone} extra={<When at={message.at} />}>
      <Typography.Paragraph className="note">{message.text}</Typography.Paragraph>
      {link === '' ? (
        <CommandForm
          command={reply}
          body={({ text }: { text: string }) => ({
            phone,
            text,
            ...(extension === undefined ? {} : { extension }),
          })}
          submit={t('send')}
          done={() => void toast.success(t('sent'))}
        >
          <Form.Item name="text" label={t('reply')} rules={[{ required: true }]}>
            <Input maxLength={500} />
          </Form.Item>
        </CommandForm>
      ) : (
        <a href={new URL(link).pathname} target="_blank" rel="noreferrer">
          {t('open')}
        </a>
      )}
    </Card>
  );
}
