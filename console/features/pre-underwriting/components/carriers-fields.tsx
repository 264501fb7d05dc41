import { Checkbox, Flex, Form, InputNumber, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Carrier, useCarriers } from '../../../api/carriers.ts';
import { useRequired } from '../../../components/form/rules.ts';
import { YuanInput } from '../../../components/form/yuan-input.tsx';
import { useCarrierTimes } from '../api/carrier-times.ts';
import { classesOf, type FactsValues, type ProductClass, productsIn, productsOf } from './facts.ts';
import { UsualTimes } from './usual-times.tsx';

/** What is wanted, and who is asked for it: every carrier that the firm sells for, with the time that it usually takes. */
export function CarriersFields() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const required = useRequired();
  const form = Form.useFormInstance<FactsValues>();
  const carriers = useCarriers().data?.items ?? [];
  const productClass = Form.useWatch('productClass', form) as ProductClass | undefined;
  return (
    <>
      <Flex gap="middle" wrap>
        <Form.Item name="productClass" label={t('form.productClass')} rules={[required]}>
          <Select
            className="product-class"
            options={classesOf(carriers).map((value) => ({ value, label: t(`productClass.${value}`) }))}
            onChange={(chosen: ProductClass) => form.setFieldValue('wanted', productsOf(carriers, chosen))}
          />
        </Form.Item>
        <Form.Item name="sumInsuredFen" label={c('underwriting.fact.sumInsured')} rules={[required]}>
          <YuanInput />
        </Form.Item>
      </Flex>
      <Typography.Text type="secondary">{t('form.carriersHow')}</Typography.Text>
      <ul className="carriers">
        {productClass !== undefined &&
          carriers.map((carrier) => (
            <CarrierRow key={carrier.id} carrier={carrier} productClass={productClass} />
          ))}
      </ul>
    </>
  );
}

function CarrierRow({ carrier, productClass }: { carrier: Carrier; productClass: ProductClass }) {
  const { t } = useTranslation('pre-underwriting');
  const timesOf = useCarrierTimes();
  const products = productsIn(carrier, productClass);
  if (products.length === 0) return null;
  return (
    <li>
      <Form.Item name={['wanted', carrier.id, 'asked']} valuePropName="checked" noStyle>
        <Checkbox>{carrier.name}</Checkbox>
      </Form.Item>
      <Form.Item name={['wanted', carrier.id, 'product']} noStyle>
        <Select
          aria-label={t('form.productOf', { carrier: carrier.name })}
          className="product"
          options={products.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item name={['wanted', carrier.id, 'answerWithinWorkingDays']} noStyle>
        <InputNumber
          aria-label={t('form.daysOf', { carrier: carrier.name })}
          placeholder={t('form.days')}
          min={1}
          max={60}
          precision={0}
        />
      </Form.Item>
      <UsualTimes times={timesOf(carrier.id)} />
    </li>
  );
}
