import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Entry, useProposal } from '../api/vocabularies.ts';

const MEANINGS = [
  'standard',
  'extra',
  'exclusion',
  'extra-and-exclusion',
  'postponed',
  'declined',
] as const satisfies readonly Entry['means'][];

const LONGEST_CODE = 40;
const LONGEST_WORDING = 200;

interface ProposalFormProps {
  carrier: string;
  /** Where the next version begins: most of a vocabulary stays as it is. */
  from: readonly Entry[];
  done: () => void;
}

/** All entries of the next version, in a table that is written in like a spreadsheet. */
export function ProposalForm({ carrier, from, done }: ProposalFormProps) {
  const { t } = useTranslation('administration');
  const proposal = useProposal(carrier);
  const initial = from.length === 0 ? [{}] : from.map((entry) => ({ ...entry }));
  return (
    <CommandForm
      command={proposal}
      initial={{ entries: initial } as { entries: Entry[] }}
      body={({ entries }: { entries: Entry[] }) => entries}
      submit={t('vocabulary.propose')}
      done={done}
    >
      <Form.List name="entries">
        {(fields, { add, remove }) => (
          <>
            <table className="entries" onKeyDown={(event) => nextLine(event, () => add({}))}>
              <thead>
                <tr>
                  <th>{t('entry.code')}</th>
                  <th>{t('entry.wording')}</th>
                  <th>{t('entry.means')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {fields.map(({ key, name }) => (
                  <EntryLine key={key} name={name} remove={() => remove(name)} />
                ))}
              </tbody>
            </table>
            <div>
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
                {t('entry.add')}
              </Button>
            </div>
          </>
        )}
      </Form.List>
    </CommandForm>
  );
}

function EntryLine({ name, remove }: { name: number; remove: () => void }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const required = [{ required: true, message: t('entry.needed') }];
  const named = (what: string) => t('entry.of', { what, number: name + 1 });
  return (
    <tr>
      <td>
        <Form.Item name={[name, 'code']} rules={required}>
          <Input aria-label={named(t('entry.code'))} maxLength={LONGEST_CODE} placeholder={t('entry.code')} />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[name, 'wording']} rules={required}>
          <Input
            aria-label={named(t('entry.wording'))}
            maxLength={LONGEST_WORDING}
            placeholder={t('entry.wording')}
          />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[name, 'means']} rules={required}>
          <Select
            aria-label={named(t('entry.means'))}
            placeholder={t('entry.means')}
            options={MEANINGS.map((value) => ({ value, label: term('conclusion', value) }))}
          />
        </Form.Item>
      </td>
      <td>
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('entry.drop', { number: name + 1 })}
          onClick={remove}
        />
      </td>
    </tr>
  );
}

/** Enter in a text goes to the one below, as in a spreadsheet, and makes a line at the end; it sends nothing. */
function nextLine(event: KeyboardEvent<HTMLTableElement>, add: () => void): void {
  const field = event.target;
  if (event.key !== 'Enter' || !(field instanceof HTMLInputElement) || field.role === 'combobox') return;
  event.preventDefault();
  const table = event.currentTarget;
  const column = field.closest('td')?.cellIndex ?? 0;
  const row = field.closest('tr')?.nextElementSibling;
  if (row === null) add();
  requestAnimationFrame(() => {
    const next = row ?? table.querySelector('tbody > tr:last-child');
    next?.querySelectorAll<HTMLElement>('td')[row === null ? 0 : column]?.querySelector('input')?.focus();
  });
}
