import { Alert, Card, Flex, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { When } from '../../../components/shown.tsx';
import { useVerdict, type Vocabulary } from '../api/vocabularies.ts';
import { DifferenceTable } from './entry-tables.tsx';

interface OpenProposalProps {
  proposed: Vocabulary;
  inUse: Vocabulary | undefined;
}

/** A proposal that waits: what it would change, and the verdict of a second person. */
export function OpenProposal({ proposed, inUse }: OpenProposalProps) {
  const { t } = useTranslation('administration');
  const title = t('vocabulary.open', { version: proposed.version });
  return (
    <Card size="small" title={<h2 className="card-title">{title}</h2>}>
      <Flex vertical gap="middle">
        <div>
          {t('vocabulary.proposedBy', { who: proposed.proposedBy })} <When at={proposed.proposedAt} />
        </div>
        <DifferenceTable
          before={inUse?.entries ?? []}
          after={proposed.entries}
          label={
            inUse === undefined ? t('vocabulary.first') : t('vocabulary.against', { version: inUse.version })
          }
        />
        <Verdict proposed={proposed} />
      </Flex>
    </Card>
  );
}

interface Decided {
  approve: boolean;
  reason: string;
}

function Verdict({ proposed }: { proposed: Vocabulary }) {
  const { t } = useTranslation('administration');
  const may = useMay();
  const me = useMe();
  const verdict = useVerdict(proposed);
  if (!may('vocabulary:decide')) return <Alert type="info" showIcon title={t('vocabulary.waits')} />;
  if (proposed.proposedBy === me.id) return <Alert type="info" showIcon title={t('vocabulary.yourOwn')} />;
  return (
    <CommandForm
      command={verdict}
      body={({ approve, reason }: Decided) => ({ approve, reason })}
      submit={t('verdict.submit')}
    >
      <Field name="approve" label={t('verdict.title')}>
        <Radio.Group
          options={[
            { value: true, label: t('verdict.approve') },
            { value: false, label: t('verdict.refuse') },
          ]}
        />
      </Field>
      <Field name="reason" label={t('verdict.reason')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
      </Field>
    </CommandForm>
  );
}
