import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import { useWantMaterial, type Wanted } from '../api/material.ts';
import type { Request } from '../api/request.ts';

const TYPES: readonly Wanted['items'][number]['type'][] = [
  'check-up-report',
  'outpatient-record',
  'discharge-summary',
  'diagnosis',
  'pathology',
  'imaging',
  'questionnaire',
  'receipts',
  'itemised-bill',
  'disability-assessment',
  'death-certificate',
  'relationship-proof',
  'id-card',
  'bank-account',
  'policy',
  'clauses',
  'decision-letter',
  'mandate',
  'other',
];

/** More is wanted before an answer, and everything at once: the carrier's clock stands still until it comes. */
export function WantForm({ seen: { material, materialRounds } }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const want = useWantMaterial();
  const left = materialRounds - material.length;
  if (left <= 0) return <Typography.Text type="secondary">{t('want.usedUp')}</Typography.Text>;
  return (
    <Card size="small" title={t('want.title')}>
      <CommandForm<Wanted, Wanted>
        command={want}
        body={({ items }) => ({ items })}
        submit={t('want.submit')}
        initial={{ items: [{} as Wanted['items'][number]] }}
      >
        <Typography.Text type="secondary">{t('want.about', { left })}</Typography.Text>
        <Items />
      </CommandForm>
    </Card>
  );
}

function Items() {
  const { t } = useTranslation('carrier-request');
  const common = useTerm('common');
  const required = useRequired();
  return (
    <Form.List name="items">
      {(rows, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={t('want.title')}>
          {rows.map(({ key, name }, index) => (
            <Flex key={key} gap="small" wrap align="end" className="form-row">
              <Form.Item
                name={[name, 'type']}
                label={t('want.type', { number: index + 1 })}
                rules={[required]}
              >
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  options={TYPES.map((value) => ({ value, label: common('document', value) }))}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'text']}
                label={t('want.text')}
                rules={[required]}
                className="form-row-wide"
              >
                <Input maxLength={500} />
              </Form.Item>
              {rows.length > 1 && (
                <Button
                  icon={<DeleteOutlined />}
                  aria-label={t('want.drop', { number: index + 1 })}
                  onClick={() => remove(name)}
                />
              )}
            </Flex>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t('want.add')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
