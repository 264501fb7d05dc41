import { FileTextOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Progress, Typography } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKey } from '../../../components/keys/keys.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { useLoadFile } from '../api/load-file.ts';

type Unfit = 'notCsv' | 'workbook' | 'empty';

/** Anything can be dragged here: what is plainly no CSV file is not sent. */
function unfitness({ name, size }: File): Unfit | undefined {
  if (/\.xlsx?$/i.test(name)) return 'workbook';
  if (!/\.csv$/i.test(name)) return 'notCsv';
  return size === 0 ? 'empty' : undefined;
}

/** Brings a CSV file, dragged here or chosen, and goes to its import. */
export function FileChoice({ label, about }: { label: string; about: string }) {
  const { t } = useTranslation('policy-import');
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [unfit, setUnfit] = useState<Unfit>();
  const { load, sent } = useLoadFile();
  const choose = () => input.current?.click();
  useKey('u', t('choose.key'), choose, !load.isPending);

  function bring(file: File | undefined): void {
    if (file === undefined || load.isPending) return;
    const wrong = unfitness(file);
    setUnfit(wrong);
    load.reset();
    if (wrong === undefined) load.mutate(file, { onSuccess: (id) => void navigate(`/imports/${id}`) });
  }

  function dropped(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    bring(event.dataTransfer.files[0]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one way more; the button does the same
    <div
      className="file-choice"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <FileTextOutlined aria-hidden />
      <Flex vertical align="center" gap="small">
        <Typography.Text type="secondary">{about}</Typography.Text>
        <Button type="primary" loading={load.isPending} onClick={choose}>
          {label}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={label}
          onChange={({ target }) => {
            bring(target.files?.[0]);
            target.value = ''; // the same file again, once it is mended, is a choice too
          }}
        />
        <Sent share={sent} />
        {unfit !== undefined && <Alert role="alert" type="error" showIcon title={t(`unfit.${unfit}`)} />}
        <ProblemAlert error={load.error} />
      </Flex>
    </div>
  );
}

function Sent({ share }: { share: number | undefined }) {
  const { t } = useTranslation('policy-import');
  if (share === undefined) return null;
  const percent = Math.floor(share * 100);
  return (
    <div className="import-sent" role="status">
      {t('choose.sending', { percent })}
      <Progress percent={percent} showInfo={false} aria-label={t('choose.sending', { percent })} />
    </div>
  );
}
