import { CommentOutlined, PhoneOutlined, UserSwitchOutlined } from '@ant-design/icons';
import { AutoComplete, Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Action, useMay } from '../../../api/me.ts';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { addNote, type CarrierCallback, giveTo, recordCarrierCallback } from '../api/bulk.ts';
import type { CaseKind, CaseRow } from '../api/cases.ts';

type Values = Record<string, string>;

/** Something that can be done to many cases at once. */
export interface BulkAction {
  key: 'note' | 'handler' | 'carrierCallback';
  icon: ReactNode;
  /** Why it cannot be done to this one, as a key of the words; nothing when it can. */
  cannot: (row: CaseRow) => 'kind' | 'closed' | 'permission' | undefined;
  fields: ReactNode;
  initial?: Values;
  run: (row: CaseRow, values: Values) => Promise<void>;
}

/** What lets a person read a case lets the person note something on it; there are no notes on other kinds. */
const READS: Partial<Record<CaseKind, Action>> = {
  callback: 'case:read',
  'pre-underwriting': 'pre-underwriting:read',
  reconsideration: 'reconsideration:read',
  complaint: 'complaint:read',
  evaluation: 'evaluation:read',
  'corrective-action': 'corrective-action:run',
};

const RESULTS: readonly CarrierCallback['result'][] = ['success', 'problem', 'not-successful', 'not-yet'];
const LONGEST_NOTE = 2000;

/** What this person may do to many at once. `chosen` gives the handlers that are known already. */
export function useBulkActions(chosen: readonly CaseRow[]): BulkAction[] {
  const { t } = useTranslation('work-list');
  const common = useTranslation().t;
  const may = useMay();
  const today = dayOf(useNow());
  const required = { required: true, message: common('form.required') };
  const note: BulkAction = {
    key: 'note',
    icon: <CommentOutlined />,
    cannot: ({ kind }) => {
      const reads = READS[kind];
      if (reads === undefined) return 'kind';
      return may(reads) ? undefined : 'permission';
    },
    fields: (
      <Form.Item name="text" label={common('notes.text')} rules={[required]}>
        <Input.TextArea rows={3} maxLength={LONGEST_NOTE} showCount />
      </Form.Item>
    ),
    run: (row, { text = '' }) => addNote(row, text),
  };
  const handler: BulkAction = {
    key: 'handler',
    icon: <UserSwitchOutlined />,
    cannot: ({ kind, category }) =>
      kind !== 'complaint' ? 'kind' : category === 'closed' ? 'closed' : undefined,
    fields: (
      <Form.Item name="handler" label={t('bulk.handlerId')} rules={[required]}>
        <AutoComplete options={peopleIn(chosen)} />
      </Form.Item>
    ),
    run: (row, { handler: id = '' }) => giveTo(row, id.trim()),
  };
  const carrierCallback: BulkAction = {
    key: 'carrierCallback',
    icon: <PhoneOutlined />,
    cannot: ({ kind }) => (kind === 'callback' ? undefined : 'kind'),
    fields: (
      <>
        <Form.Item name="result" label={t('bulk.carrierResult')} rules={[required]}>
          <Radio.Group options={RESULTS.map((value) => ({ value, label: t(`carrierResult.${value}`) }))} />
        </Form.Item>
        <Form.Item name="on" label={t('bulk.carrierOn')} rules={[required]}>
          <Input type="date" max={today} />
        </Form.Item>
      </>
    ),
    initial: { on: today },
    run: (row, values) => recordCarrierCallback(row, values as unknown as CarrierCallback),
  };
  return [
    note,
    ...(may('complaint:assign') ? [handler] : []),
    ...(may('case:record-carrier-callback') ? [carrierCallback] : []),
  ];
}

/** Owners that are people; a queue has its branch after an @. */
function peopleIn(rows: readonly CaseRow[]): { value: string }[] {
  const owners = rows.map(({ owner }) => owner).filter((owner) => !owner.includes('@'));
  return [...new Set(owners)].sort().map((value) => ({ value }));
}
