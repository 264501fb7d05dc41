import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeSelect } from '../../../components/form/code-select.tsx';
import { useRequired } from '../../../components/form/rules.ts';
import { CONDITIONS } from '../../../components/underwriting/conclusion.ts';
import { useTerm } from '../../../i18n/use-words.ts';

/** Illnesses and findings, past and present. */
export function ConditionsFields() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const term = useTerm('common');
  const required = useRequired();
  return (
    <Rows name="conditions" title={c('underwriting.fact.conditions')} add={t('form.addCondition')}>
      {(name, number) => (
        <>
          <Form.Item name={[name, 'code']} label={t('form.condition', { number })} rules={[required]}>
            <CodeSelect
              codes={CONDITIONS}
              wordOf={(code) => term('condition', code)}
              placeholder={t('form.chooseCondition')}
            />
          </Form.Item>
          <Form.Item name={[name, 'since']} label={t('form.since')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name={[name, 'until']} label={t('form.until')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name={[name, 'treatment']} label={t('form.treatment')} className="form-row-wide">
            <Input maxLength={500} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

export function TestsFields() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const required = useRequired();
  return (
    <Rows name="tests" title={c('underwriting.fact.tests')} add={t('form.addTest')}>
      {(name, number) => (
        <>
          <Form.Item name={[name, 'name']} label={t('form.test', { number })} rules={[required]}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name={[name, 'on']} label={t('form.on')} rules={[required]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item
            name={[name, 'result']}
            label={t('form.result')}
            rules={[required]}
            className="form-row-wide"
          >
            <Input maxLength={500} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

interface RowsProps {
  name: 'conditions' | 'tests';
  title: string;
  add: string;
  children: (name: number, number: number) => ReactNode;
}

function Rows({ name: of, title, add: addText, children }: RowsProps) {
  const { t } = useTranslation('pre-underwriting');
  return (
    <Form.List name={['disclosure', of]}>
      {(rows, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={title} className="form-rows">
          {rows.map(({ key, name }, index) => (
            <Flex key={key} gap="small" wrap align="end" className="form-row">
              {children(name, index + 1)}
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('form.drop', { title, number: index + 1 })}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {addText}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
