import { Card, Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { PreUnderwriting } from '../api/case.ts';
import { useSupply } from '../api/material.ts';

/** They say by themselves who somebody is: the API gives them to no carrier. */
const NAMING = ['consent-form', 'id-card', 'mandate', 'relationship-proof', 'bank-account'];

interface Values {
  to: string[];
  documents?: string[];
  note?: string;
}

/** What carriers wanted to see: for one of them, or for all at once. */
export function MaterialCard({ seen: { requests, documents } }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const common = useTerm('common');
  const command = useSupply();
  const wanting = requests.filter(({ stage }) => stage === 'material-wanted');
  const required = useRequired();
  if (wanting.length === 0) return null;
  const bodyOf = ({ to, documents: ids = [], note }: Values) => ({
    supplies: to.map((requestId) => ({
      requestId,
      documents: ids,
      ...(note === undefined || note === '' ? {} : { note }),
    })),
  });
  const offered = documents.filter(({ type, storedAt }) => storedAt !== undefined && !NAMING.includes(type));
  return (
    <Card size="small" title={t('material.title')}>
      <CommandForm<Values, ReturnType<typeof bodyOf>>
        command={command}
        body={bodyOf}
        submit={t('material.submit')}
        initial={{ to: wanting.map(({ id }) => id) }}
      >
        <Form.Item name="to" label={t('material.to')} rules={[required]}>
          <Checkbox.Group
            aria-label={t('material.to')}
            role="group"
            options={wanting.map(({ id, carrier }) => ({ value: id, label: names.carrier(carrier) }))}
          />
        </Form.Item>
        <Form.Item name="documents" label={t('material.documents')} extra={t('material.notNaming')}>
          <Select
            mode="multiple"
            options={offered.map(({ id, type }) => ({
              value: id,
              label: `${common('document', type)} (${id})`,
            }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('material.note')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </CommandForm>
    </Card>
  );
}
