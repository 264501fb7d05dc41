import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerm } from '../../i18n/use-words.ts';
import { CodeSelect } from '../form/code-select.tsx';
import { useRequired } from '../form/rules.ts';
import { YuanInput } from '../form/yuan-input.tsx';
import { CONCLUSIONS, CONDITIONS, type ConclusionValues } from './conclusion.ts';

type Path = readonly (string | number)[];

/** What a carrier says to a risk: its kind, and the terms that go with that kind. `at`: where it stands in the form. */
export function ConclusionFields({ at }: { at: Path }) {
  const { t } = useTranslation();
  const required = useRequired();
  const values = Form.useWatch<ConclusionValues | undefined>([...at]);
  return (
    <>
      <Form.Item name={[...at, 'is']} label={t('underwriting.conclusion')} rules={[required]}>
        <Radio.Group
          aria-label={t('underwriting.conclusion')}
          options={CONCLUSIONS.map((value) => ({ value, label: t(`underwriting.is.${value}`) }))}
        />
      </Form.Item>
      {values?.is === 'on-terms' && <Terms at={at} by={values.extra?.by} />}
      {values?.is === 'postponed' && (
        <Form.Item name={[...at, 'months']} label={t('underwriting.months')} rules={[required]}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
      )}
    </>
  );
}

type ExtraKind = NonNullable<ConclusionValues['extra']>['by'];

function Terms({ at, by }: { at: Path; by: ExtraKind }) {
  const { t } = useTranslation();
  const required = useRequired();
  const kinds = ['none', 'percent', 'fen-per-thousand'] as const;
  return (
    <>
      <Form.Item name={[...at, 'extra', 'by']} label={t('underwriting.extra')} initialValue="none">
        <Radio.Group
          aria-label={t('underwriting.extra')}
          options={kinds.map((value) => ({ value, label: t(`underwriting.extraBy.${value}`) }))}
        />
      </Form.Item>
      {by === 'percent' && (
        <Form.Item name={[...at, 'extra', 'percent']} label={t('underwriting.percent')} rules={[required]}>
          <InputNumber min={0} max={1000} suffix="%" />
        </Form.Item>
      )}
      {by === 'fen-per-thousand' && (
        <Form.Item
          name={[...at, 'extra', 'fenPerThousand']}
          label={t('underwriting.fenPerThousand')}
          rules={[required]}
        >
          <YuanInput />
        </Form.Item>
      )}
      <Exclusions at={at} />
    </>
  );
}

function Exclusions({ at }: { at: Path }) {
  const { t } = useTranslation();
  const term = useTerm('common');
  const required = useRequired();
  return (
    <Form.List name={[...at, 'exclusions']}>
      {(rows, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={t('underwriting.exclusions')}>
          {rows.map(({ key, name }, index) => (
            <Flex key={key} gap="small" wrap align="end" className="form-row">
              <Form.Item
                name={[name, 'code']}
                label={t('underwriting.exclusion', { number: index + 1 })}
                rules={[required]}
              >
                <CodeSelect
                  codes={CONDITIONS}
                  wordOf={(code) => term('condition', code)}
                  placeholder={t('underwriting.code')}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'wording']}
                label={t('underwriting.exclusionWording')}
                rules={[required]}
                className="form-row-wide"
              >
                <Input maxLength={500} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('underwriting.dropExclusion', { number: index + 1 })}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t('underwriting.addExclusion')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
