import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Carrier } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { usePutCarrier } from '../api/put-carrier.ts';
import { EntryTable } from './entry-table.tsx';

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
  const term = useTerm('administration');
  const required = { required: true, message: t('entry.needed') };
  return (
    <EntryTable
      name="products"
      titles={[t('catalogue.code'), t('catalogue.productName'), t('catalogue.class')]}
      add={t('catalogue.addProduct')}
      drop={(number) => t('catalogue.dropProduct', { number })}
      cells={(line) => {
        const named = (what: string) => t('entry.of', { what, number: line + 1 });
        return [
          <Form.Item
            key="code"
            name={[line, 'code']}
            rules={[required, { pattern: CODE, message: t('catalogue.codeForm') }]}
          >
            <Input aria-label={named(t('catalogue.code'))} maxLength={40} placeholder={t('catalogue.code')} />
          </Form.Item>,
          <Form.Item key="name" name={[line, 'name']} rules={[required]}>
            <Input
              aria-label={named(t('catalogue.productName'))}
              maxLength={100}
              placeholder={t('catalogue.productName')}
            />
          </Form.Item>,
          <Form.Item key="class" name={[line, 'class']} rules={[required]}>
            <Select
              aria-label={named(t('catalogue.class'))}
              placeholder={t('catalogue.class')}
              options={CLASSES.map((value) => ({ value, label: term('productClass', value) }))}
            />
          </Form.Item>,
        ];
      }}
    />
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
