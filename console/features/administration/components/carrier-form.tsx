import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Carrier } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { usePutCarrier } from '../api/put-carrier.ts';

type ProductClass = Carrier['products'][string]['class'];

const CLASSES = [
  'ordinary-life',
  'annuity',
  'critical-illness',
  'participating',
  'universal',
  'unit-linked',
  'medical-mid-high',
  'medical-basic',
  'accident',
] as const satisfies readonly ProductClass[];

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

interface Values {
  id: string;
  name: string;
  products: { code: string; name: string; class: ProductClass }[];
}

/** A carrier with all products of it that are sold. What is taken out is refused from then on; nothing old changes. */
export function CarrierForm({ carrier, done }: { carrier?: Carrier; done: () => void }) {
  const { t } = useTranslation('administration');
  const put = usePutCarrier();
  return (
    <CommandForm
      command={put}
      initial={valuesOf(carrier)}
      body={carrierOf}
      submit={t('catalogue.save')}
      done={done}
    >
      <Field name="id" label={t('catalogue.id')}>
        <Input disabled={carrier !== undefined} maxLength={40} autoComplete="off" />
      </Field>
      <Field name="name" label={t('catalogue.name')}>
        <Input maxLength={100} autoComplete="off" />
      </Field>
      <Products />
    </CommandForm>
  );
}

function Products() {
  const { t } = useTranslation('administration');
  return (
    <Form.List name="products">
      {(fields, { add, remove }) => (
        <>
          <table className="entries">
            <thead>
              <tr>
                <th>{t('catalogue.code')}</th>
                <th>{t('catalogue.productName')}</th>
                <th>{t('catalogue.class')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {fields.map(({ key, name }) => (
                <ProductLine key={key} name={name} remove={() => remove(name)} />
              ))}
            </tbody>
          </table>
          <div>
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
              {t('catalogue.addProduct')}
            </Button>
          </div>
        </>
      )}
    </Form.List>
  );
}

function ProductLine({ name, remove }: { name: number; remove: () => void }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const required = { required: true, message: t('entry.needed') };
  const named = (what: string) => t('entry.of', { what, number: name + 1 });
  return (
    <tr>
      <td>
        <Form.Item
          name={[name, 'code']}
          rules={[required, { pattern: CODE, message: t('catalogue.codeForm') }]}
        >
          <Input aria-label={named(t('catalogue.code'))} maxLength={40} placeholder={t('catalogue.code')} />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[name, 'name']} rules={[required]}>
          <Input
            aria-label={named(t('catalogue.productName'))}
            maxLength={100}
            placeholder={t('catalogue.productName')}
          />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[name, 'class']} rules={[required]}>
          <Select
            aria-label={named(t('catalogue.class'))}
            placeholder={t('catalogue.class')}
            options={CLASSES.map((value) => ({ value, label: term('productClass', value) }))}
          />
        </Form.Item>
      </td>
      <td>
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('catalogue.dropProduct', { number: name + 1 })}
          onClick={remove}
        />
      </td>
    </tr>
  );
}

function valuesOf(carrier: Carrier | undefined): Partial<Values> {
  if (carrier === undefined) return { products: [] };
  const { id, name, products } = carrier;
  return { id, name, products: Object.entries(products).map(([code, product]) => ({ code, ...product })) };
}

function carrierOf({ id, name, products }: Values): Carrier {
  return {
    id,
    name,
    products: Object.fromEntries(products.map(({ code, ...product }) => [code, product])),
  };
}
