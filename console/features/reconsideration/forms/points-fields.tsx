import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { useCurrent } from '../components/current.tsx';
import { DocumentsSelect } from './document-select.tsx';

export interface PointValues {
  text: string;
  ground?: string;
  clauses?: string[];
  documents?: string[];
}

/** As the API takes it: what nobody picked is not named. */
export function pointsOf(values: readonly PointValues[] = []) {
  return values.map(({ text, ground, clauses = [], documents = [] }) => ({
    text,
    clauses,
    documents,
    ...(ground === undefined ? {} : { ground }),
  }));
}

interface PointsFieldsProps {
  name: 'argument' | 'explanation';
  /** Grounds that a point can make good. */
  grounds?: readonly string[];
  /** Every point rests on a clause or a document. */
  isLinked?: boolean;
}

/** A text in paragraphs, each linked to the clauses and documents that bear it out. */
export function PointsFields({ name, grounds, isLinked = false }: PointsFieldsProps) {
  const { t } = useTranslation('reconsideration');
  return (
    <Form.List name={name}>
      {(points, { add, remove }) => (
        <Flex vertical gap="small" role="group" aria-label={t(`points.${name}`)}>
          {points.map(({ key, name: at }, index) => (
            <Card
              key={key}
              size="small"
              title={<h3 className="card-title">{t('points.number', { number: index + 1 })}</h3>}
              extra={
                points.length > 1 || isOptional(name, isLinked) ? (
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('points.remove', { number: index + 1 })}
                    onClick={() => remove(at)}
                  />
                ) : undefined
              }
            >
              <PointFields list={name} at={at} grounds={grounds} isLinked={isLinked} />
            </Card>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add({ text: '' })}>
              {t('points.add')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}

/** Where a text can be left out altogether, its last paragraph can go too. */
const isOptional = (name: PointsFieldsProps['name'], isLinked: boolean): boolean =>
  name === 'argument' && isLinked;

interface PointFieldsProps {
  list: PointsFieldsProps['name'];
  at: number;
  grounds: readonly string[] | undefined;
  isLinked: boolean;
}

function PointFields({ list, at, grounds, isLinked }: PointFieldsProps) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const { clauses } = useCurrent().case;
  return (
    <>
      {grounds !== undefined && (
        <Field name={[at, 'ground']} label={t('points.ground')} required={false}>
          <Select allowClear options={grounds.map((value) => ({ value, label: term('ground', value) }))} />
        </Field>
      )}
      <Field name={[at, 'text']} label={t('points.text')}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Field>
      <Field name={[at, 'clauses']} label={t('points.clauses')} required={false}>
        <Select mode="multiple" options={clauses.map((value) => ({ value, label: value }))} />
      </Field>
      <Form.Item
        name={[at, 'documents']}
        label={t('points.documents')}
        dependencies={[[list, at, 'clauses']]}
        rules={
          isLinked
            ? [
                ({ getFieldValue }) => ({
                  validator: (_, documents: string[] | undefined) => {
                    const clauses: string[] | undefined = getFieldValue([list, at, 'clauses']);
                    return (documents?.length ?? 0) + (clauses?.length ?? 0) > 0
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('points.needsLink')));
                  },
                }),
              ]
            : []
        }
      >
        <DocumentsSelect />
      </Form.Item>
    </>
  );
}
