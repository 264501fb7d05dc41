import { Alert, Flex, Form, Input, Modal, Radio, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import type { ByHand } from '../api/hold-by-hand.ts';
import { useHoldCatalogue } from '../api/hold-catalogue.ts';
import type { Card, HoldType } from '../api/lines.ts';
import { MOST_AT_ONCE, type ReleaseResult, useReleaseMany } from '../api/release-many.ts';
import { policyName } from './words.ts';

/** What would become of one policy, or has become of it. */
interface Row {
  policyId: string;
  policy: string;
  foreseen: 'release' | 'own' | 'absent';
  result?: ReleaseResult | undefined;
}

const COLOURS = { release: 'blue', own: 'orange', absent: 'default' } as const;

/** Releases one kind of hold on many policies: first what would happen to each, then what happened. */
export function BulkRelease({ lines, close }: { lines: readonly Card[]; close: () => void }) {
  const { t } = useTranslation('commission');
  const { id } = useMe();
  const { mayRelease } = useHoldCatalogue();
  const release = useReleaseMany();
  const [form] = Form.useForm<ByHand>();
  const likely = mayRelease.find((one) => lines.some(({ holds }) => holds.some((hold) => hold.type === one)));
  const first = likely ?? mayRelease[0];
  const type = Form.useWatch('type', form) ?? first;
  const [done, setDone] = useState<ReleaseResult[]>();
  const columns = useColumns();
  const rows = rowsOf(lines, type, id, done);
  const possible = rows.filter(({ foreseen }) => foreseen === 'release');
  return (
    <Modal open title={t('bulk.title')} width={760} footer={null} onCancel={close} destroyOnHidden>
      <Flex vertical gap="middle">
        {done === undefined ? (
          <>
            <Alert
              type="info"
              showIcon
              title={t('bulk.foreseen', { count: possible.length, all: rows.length })}
            />
            {first !== undefined && (
              <CommandForm<ByHand, ByHand & { policyIds: string[] }>
                form={form}
                command={{
                  ...release,
                  mutateAsync: async (body) => setDone((await release.mutateAsync(body)).results),
                }}
                initial={{ type: first }}
                body={(values) => ({
                  ...values,
                  policyIds: possible.slice(0, MOST_AT_ONCE).map(({ policyId }) => policyId),
                })}
                submit={t('bulk.release', { count: Math.min(possible.length, MOST_AT_ONCE) })}
                disabled={possible.length === 0}
              >
                <Field name="type" label={t('holdType')}>
                  <Radio.Group options={mayRelease.map((value) => ({ value, label: t(`hold.${value}`) }))} />
                </Field>
                <Field name="reason" label={t('releaseReason')}>
                  <Input minLength={3} maxLength={500} />
                </Field>
              </CommandForm>
            )}
          </>
        ) : (
          <Alert
            role="status"
            type="success"
            showIcon
            title={t('bulk.done', { count: done.filter((one) => 'outcome' in one).length, all: done.length })}
          />
        )}
        <PlainTable<Row>
          rows={rows}
          columns={columns}
          rowKey={({ policyId }) => policyId}
          label={t('bulk.title')}
          file={t('bulk.title')}
        />
      </Flex>
    </Modal>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('commission');
  const { t: common } = useTranslation();
  const sentence = useSentence();
  const said = ({ foreseen, result }: Row): string => {
    if (result === undefined) return t(`bulk.will.${foreseen}`);
    return 'problem' in result ? sentence(result.problem.title) : t(`bulk.${result.outcome}`);
  };
  const colourOf = ({ foreseen, result }: Row): string => {
    if (result === undefined) return COLOURS[foreseen];
    return 'problem' in result ? 'red' : 'green';
  };
  return [
    {
      key: 'policy',
      title: common('case.policy'),
      show: ({ policy }) => policy,
      text: ({ policy }) => policy,
    },
    {
      key: 'said',
      title: t('bulk.outcome'),
      show: (row) => <Tag color={colourOf(row)}>{said(row)}</Tag>,
      text: said,
    },
  ];
}

/** One row for each policy: its lines carry the same holds. */
function rowsOf(
  lines: readonly Card[],
  type: HoldType | undefined,
  me: string,
  results: readonly ReleaseResult[] | undefined,
): Row[] {
  const byPolicy = new Map(lines.map((line) => [line.policyId, line]));
  return [...byPolicy.values()].map((line): Row => {
    const placed = line.holds.find((hold) => hold.type === type);
    return {
      policyId: line.policyId,
      policy: policyName(line),
      foreseen: placed === undefined ? 'absent' : placed.placedBy === me ? 'own' : 'release',
      result: results?.find(({ policyId }) => policyId === line.policyId),
    };
  });
}
