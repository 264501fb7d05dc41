import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { type Entry, useProposal } from '../api/vocabularies.ts';
import { EntryTable } from './entry-table.tsx';

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

/** All entries of the next version. */
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
      <Entries />
    </CommandForm>
  );
}

function Entries() {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const required = [{ required: true, message: t('entry.needed') }];
  return (
    <EntryTable
      name="entries"
      titles={[t('entry.code'), t('entry.wording'), t('entry.means')]}
      add={t('entry.add')}
      drop={(number) => t('entry.drop', { number })}
      cells={(line) => {
        const named = (what: string) => t('entry.of', { what, number: line + 1 });
        return [
          <Form.Item key="code" name={[line, 'code']} rules={required}>
            <Input
              aria-label={named(t('entry.code'))}
              maxLength={LONGEST_CODE}
              placeholder={t('entry.code')}
            />
          </Form.Item>,
          <Form.Item key="wording" name={[line, 'wording']} rules={required}>
            <Input
              aria-label={named(t('entry.wording'))}
              maxLength={LONGEST_WORDING}
              placeholder={t('entry.wording')}
            />
          </Form.Item>,
          <Form.Item key="means" name={[line, 'means']} rules={required}>
            <Select
              aria-label={named(t('entry.means'))}
              placeholder={t('entry.means')}
              options={MEANINGS.map((value) => ({ value, label: term('conclusion', value) }))}
            />
          </Form.Item>,
        ];
      }}
    />
  );
}
