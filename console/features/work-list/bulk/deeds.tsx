import { AutoComplete, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../components/case/cases.ts';
import { Field } from '../../../components/form/field.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { addNote, type CarrierCallback, giveTo, recordCarrierCallback } from '../api/bulk.ts';
import type { BulkAction } from './actions.tsx';

export type Values = Record<string, string>;

/** What an action asks for, and what it does to one case. */
interface Deed {
  fields: ReactNode;
  initial: Values;
  run: (row: CaseRow, values: Values) => Promise<void>;
}

const RESULTS: readonly CarrierCallback['result'][] = ['success', 'problem', 'not-successful', 'not-yet'];
const LONGEST_NOTE = 2000;

export function useDeed(key: BulkAction['key'], rows: readonly CaseRow[]): Deed {
  const { t } = useTranslation('work-list');
  const { t: common } = useTranslation();
  const today = dayOf(useNow());
  switch (key) {
    case 'note':
      return {
        fields: (
          <Field name="text" label={common('notes.text')}>
            <Input.TextArea rows={3} maxLength={LONGEST_NOTE} showCount />
          </Field>
        ),
        initial: {},
        run: (row, { text = '' }) => addNote(row, text),
      };
    case 'handler':
      return {
        fields: (
          <Field name="handler" label={t('bulk.handlerId')}>
            <AutoComplete options={peopleIn(rows)} />
          </Field>
        ),
        initial: {},
        run: (row, { handler = '' }) => giveTo(row, handler.trim()),
      };
    case 'carrierCallback':
      return {
        fields: (
          <>
            <Field name="result" label={t('bulk.carrierResult')}>
              <Radio.Group
                options={RESULTS.map((value) => ({ value, label: t(`carrierResult.${value}`) }))}
              />
            </Field>
            <Field name="on" label={t('bulk.carrierOn')}>
              <Input type="date" max={today} />
            </Field>
          </>
        ),
        initial: { on: today },
        run: (row, values) => recordCarrierCallback(row, values as unknown as CarrierCallback),
      };
  }
}

/** Owners that are people; a queue has its branch after an @. */
function peopleIn(rows: readonly CaseRow[]): { value: string }[] {
  const owners = rows.map(({ owner }) => owner).filter((owner) => !owner.includes('@'));
  return [...new Set(owners)].sort().map((value) => ({ value }));
}
