import { EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { CommandForm } from '../form/command-form.tsx';
import { useMatterIfAny } from './matter.tsx';

const SECOND_MS = 1000;

interface RevealProps {
  policyId: string;
  field: 'name' | 'phone' | 'address';
  masked: string;
}

/** A masked value. Whoever may asks for it with a reason, sees it for a minute, and the history keeps that. */
export function Reveal({ policyId, field, masked }: RevealProps) {
  const may = useMay();
  return (
    <RevealValue
      field={field}
      masked={masked}
      may={may('policy:reveal')}
      ask={(body) =>
        answer(
          api.POST('/policies/{id}/reveal', { params: { path: { id: policyId } }, body: { field, ...body } }),
        )
      }
    />
  );
}

interface RevealValueProps {
  field: 'name' | 'phone' | 'address';
  masked: string;
  may: boolean;
  ask: (body: { reason: string }) => Promise<{ value: string; hideAfterSeconds: number }>;
}

/** The same of a value that stands elsewhere than in a policy. */
export function RevealValue({ field, masked, may, ask }: RevealValueProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [clear, setClear] = useState<Clear>();
  const matter = useMatterIfAny();
  const reveal = useMutation({
    mutationFn: ask,
    onSuccess: ({ value, hideAfterSeconds }) => {
      setClear({ value, until: Date.now() + hideAfterSeconds * SECOND_MS, left: hideAfterSeconds });
      setAsking(false);
      void matter?.refresh();
    },
  });
  useCountdown(clear, setClear);
  const label = t(`reveal.${field}`);
  if (clear !== undefined)
    return (
      <span>
        <Typography.Text mark>{clear.value}</Typography.Text>{' '}
        <small>{t('reveal.left', { seconds: clear.left })}</small>{' '}
        <Button size="small" type="link" onClick={() => setClear(undefined)}>
          {t('reveal.hide')}
        </Button>
      </span>
    );
  return (
    <span>
      {masked}{' '}
      {may && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          aria-label={t('reveal.ask', { label })}
          onClick={() => setAsking(true)}
        />
      )}
      <Modal
        open={asking}
        title={t('reveal.ask', { label })}
        footer={null}
        destroyOnHidden
        onCancel={() => setAsking(false)}
      >
        <Typography.Paragraph>{t('reveal.about')}</Typography.Paragraph>
        <CommandForm
          command={reveal}
          body={({ reason }: { reason: string }) => ({ reason })}
          submit={t('reveal.show')}
        >
          <Form.Item
            name="reason"
            label={t('reveal.reason')}
            rules={[{ required: true, message: t('form.required') }]}
          >
            <Input maxLength={200} autoFocus />
          </Form.Item>
        </CommandForm>
      </Modal>
    </span>
  );
}

interface Clear {
  value: string;
  /** By the clock, not by counting: a screen that slept for a while hides it at once when it wakes. */
  until: number;
  left: number;
}

function useCountdown(clear: Clear | undefined, set: (clear: Clear | undefined) => void): void {
  useEffect(() => {
    if (clear === undefined) return;
    const second = setTimeout(() => {
      const left = Math.ceil((clear.until - Date.now()) / SECOND_MS);
      set(left <= 0 ? undefined : { ...clear, left });
    }, SECOND_MS);
    return () => clearTimeout(second);
  }, [clear, set]);
}
