import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, saveAs } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { CommandForm } from '../form/command-form.tsx';
import { useMatter } from './matter.tsx';

/** Kinds that experts work on: they make packets of these, too. */
const HEALTH: readonly string[] = ['pre-underwriting', 'reconsideration'];

/** The case as a ZIP for somebody outside, for those who may hand it out. Without a reason everything in it is masked. */
export function EvidencePacket() {
  const { t } = useTranslation();
  const may = useMay();
  const { id: caseId, words, refresh } = useMatter();
  const [asking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: (body: { reason?: string }) =>
      answer<Blob>(
        api.POST('/evidence/{caseId}', {
          params: { path: { caseId } },
          body,
          parseAs: 'blob',
        }) as Promise<{ data?: Blob }>,
      ),
    onSuccess: (packet) => {
      saveAs(packet, `${caseId}.zip`);
      setAsking(false);
      void refresh();
    },
  });
  if (!may(HEALTH.includes(words) ? 'evidence:health-packet' : 'evidence:packet')) return null;
  return (
    <>
      <Button size="small" icon={<SafetyCertificateOutlined />} onClick={() => setAsking(true)}>
        {t('evidence.make')}
      </Button>
      <Modal
        open={asking}
        title={t('evidence.title')}
        footer={null}
        destroyOnHidden
        onCancel={() => setAsking(false)}
      >
        <Typography.Paragraph>{t('evidence.about')}</Typography.Paragraph>
        <CommandForm
          command={make}
          body={({ reason = '' }: { reason?: string }) => (reason.trim() === '' ? {} : { reason })}
          submit={t('evidence.download')}
        >
          <Form.Item name="reason" label={t('evidence.reason')}>
            <Input maxLength={200} />
          </Form.Item>
        </CommandForm>
      </Modal>
    </>
  );
}
