import { BulbOutlined, CommentOutlined, UndoOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Card, Col, Flex, Form, Input, InputNumber, Radio, Row, Typography } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { given } from '../../../components/form/given.ts';
import { useKey } from '../../../components/keys/keys.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { recordVisits } from '../api/record-visits.ts';
import type { Tally, TallyKind } from './tally.ts';

const ICONS: Readonly<Record<TallyKind, ReactNode>> = {
  consultation: <CommentOutlined />,
  suggestion: <BulbOutlined />,
};

/** Two big buttons, one key each: a visitor is counted with one press. */
export function TallyPanel({ tally }: { tally: Tally }) {
  const { t } = useTranslation('reception-day');
  const isHeld = useHeldKey();
  const press = (kind: TallyKind) => () => {
    if (!isHeld()) tally.add(kind);
  };
  useKey('c', t('tally.consultation'), press('consultation'));
  useKey('s', t('tally.suggestion'), press('suggestion'));
  useKey('u', t('tally.undo'), () => tally.undo?.(), tally.undo !== undefined);
  return (
    <Flex vertical gap="small">
      <Row gutter={[12, 12]}>
        {(['consultation', 'suggestion'] as const).map((kind) => (
          <Col key={kind} xs={12}>
            <Button block className="tally" onClick={() => tally.add(kind)} icon={ICONS[kind]}>
              <span>{t(`tally.${kind}`)}</span>
              <kbd>{kind === 'consultation' ? 'C' : 'S'}</kbd>
            </Button>
          </Col>
        ))}
      </Row>
      <Flex gap="small" align="center" justify="space-between" wrap>
        <Typography.Text type="secondary" role="status">
          {t(`tally.state.${tally.state}`, { count: tally.ahead.consultation + tally.ahead.suggestion })}
        </Typography.Text>
        <Flex gap="small">
          {tally.state === 'failed' && (
            <Button type="primary" onClick={tally.again}>
              {t('tally.again')}
            </Button>
          )}
          <Button icon={<UndoOutlined />} disabled={tally.undo === undefined} onClick={tally.undo}>
            {t('tally.undo')}
          </Button>
        </Flex>
      </Flex>
      <ProblemAlert error={tally.error} />
    </Flex>
  );
}

/** A key that is held down is one press. */
function useHeldKey(): () => boolean {
  const held = useRef(false);
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      held.current = event.repeat;
    };
    document.addEventListener('keydown', down, true);
    return () => document.removeEventListener('keydown', down, true);
  }, []);
  return () => held.current;
}

interface NotedValues {
  kind: TallyKind;
  count: number;
  note?: string;
}

/** Several at once, or one with a line of text. */
export function NotedTally({ id, refresh }: { id: string; refresh: () => Promise<unknown> }) {
  const { t } = useTranslation('reception-day');
  const key = useRef(crypto.randomUUID());
  const record = useMutation({
    mutationFn: (body: NotedValues) => recordVisits(id, body, key.current),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      await refresh();
    },
  });
  return (
    <Card size="small" title={<h2 className="card-title">{t('noted.title')}</h2>}>
      <CommandForm
        command={record}
        body={(values: NotedValues) => given(values) as NotedValues}
        submit={t('noted.save')}
        initial={{ kind: 'suggestion', count: 1 }}
      >
        <Field name="kind" label={t('noted.kind')}>
          <Radio.Group
            options={(['consultation', 'suggestion'] as const).map((value) => ({
              value,
              label: t(`tally.${value}`),
            }))}
          />
        </Field>
        <Field name="count" label={t('noted.count')}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Field>
        <Form.Item name="note" label={t('noted.note')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </CommandForm>
    </Card>
  );
}
