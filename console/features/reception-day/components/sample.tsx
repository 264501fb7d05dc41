import { useMutation } from '@tanstack/react-query';
import { Button, Card, Form, Input, InputNumber, Modal, Radio, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { useKindWords } from '../../../components/case/stage-name.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import { TableScroll } from '../../../components/table/table-scroll.tsx';
import { drawSample } from '../api/end-day.ts';
import type { ReceptionDay } from '../api/get-day.ts';
import { recordSatisfaction } from '../api/record-satisfaction.ts';

const LARGEST_SAMPLE = 500;
const USUAL_SAMPLE = 10;

interface SampleProps {
  day: ReceptionDay;
  refresh: () => Promise<unknown>;
}

/** After the day: whose complaints are called back, and what they say. */
export function Sample({ day, refresh }: SampleProps) {
  const { t } = useTranslation('reception-day');
  return (
    <Card size="small" title={<h2 className="card-title">{t('sample.title')}</h2>}>
      {day.sample === undefined ? (
        <Draw day={day} refresh={refresh} />
      ) : (
        <Drawn day={day} refresh={refresh} />
      )}
    </Card>
  );
}

function Draw({ day, refresh }: SampleProps) {
  const { t } = useTranslation('reception-day');
  const draw = useMutation({
    mutationFn: ({ size }: { size: number }) => drawSample(day.id, size),
    onSuccess: refresh,
  });
  const { complaints } = day.totals;
  if (complaints === 0) return <Nothing>{t('sample.none')}</Nothing>;
  return (
    <CommandForm
      command={draw}
      body={(values: { size: number }) => values}
      submit={t('sample.draw')}
      initial={{ size: Math.min(complaints, USUAL_SAMPLE) }}
    >
      <Field name="size" label={t('sample.size')} help={t('sample.of', { count: complaints })}>
        <InputNumber min={1} max={LARGEST_SAMPLE} precision={0} />
      </Field>
    </CommandForm>
  );
}

type Drawn = NonNullable<ReceptionDay['sample']>['complaints'][number];

function Drawn({ day, refresh }: SampleProps) {
  const { t } = useTranslation('reception-day');
  const { stage } = useKindWords(['complaint']);
  const mayAsk = useMay()('complaint:handle');
  const [asking, setAsking] = useState<Drawn>();
  const { sample } = day;
  if (sample === undefined) return null;
  return (
    <>
      <Typography.Paragraph type="secondary">{t('sample.seed', { seed: sample.seed })}</Typography.Paragraph>
      <TableScroll>
        <Table
          size="small"
          aria-label={t('sample.title')}
          pagination={false}
          dataSource={sample.complaints}
          rowKey="id"
          columns={[
            { title: t('sample.complaint'), render: (_, { id }) => <CaseLink id={id} /> },
            { title: t('sample.stage'), render: (_, one) => <Tag>{stage('complaint', one.stage)}</Tag> },
            {
              title: t('sample.satisfied'),
              render: (_, one) => {
                if (one.satisfied !== undefined) return t(one.satisfied ? 'sample.yes' : 'sample.no');
                if (!one.canBeAsked) return t('sample.notYet');
                return mayAsk ? (
                  <Button onClick={() => setAsking(one)}>{t('sample.ask')}</Button>
                ) : (
                  t('sample.toAsk')
                );
              },
            },
          ]}
        />
      </TableScroll>
      <Modal
        open={asking !== undefined}
        title={t('sample.ask')}
        footer={null}
        destroyOnHidden
        onCancel={() => setAsking(undefined)}
      >
        {asking !== undefined && (
          <SatisfactionForm
            one={asking}
            done={() => {
              setAsking(undefined);
              void refresh();
            }}
          />
        )}
      </Modal>
    </>
  );
}

function SatisfactionForm({ one: { id, version }, done }: { one: Drawn; done: () => void }) {
  const { t } = useTranslation('reception-day');
  const record = useMutation({
    mutationFn: (body: { satisfied: boolean; recording: string }) =>
      recordSatisfaction(id, { version, ...body }),
  });
  return (
    <CommandForm
      command={record}
      body={(values: { satisfied: boolean; recording: string }) => values}
      submit={t('sample.save')}
      done={done}
    >
      <Field name="satisfied" label={t('sample.satisfied')}>
        <Radio.Group
          options={[
            { value: true, label: t('sample.yes') },
            { value: false, label: t('sample.no') },
          ]}
        />
      </Field>
      <Form.Item
        name="recording"
        label={t('sample.recording')}
        rules={[{ required: true, message: t('sample.needed') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </CommandForm>
  );
}
