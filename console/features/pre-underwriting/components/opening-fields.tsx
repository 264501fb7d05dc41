import { Card, Col, Form, Input, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRequired } from '../../../components/form/rules.ts';

/** What the firm keeps beside the facts: whose case it is by its own reference, and what the consent will ask. */
export function OpeningFields() {
  const { t } = useTranslation('pre-underwriting');
  const required = useRequired();
  return (
    <Card size="small" title={t('form.opening')}>
      <Row gutter={16}>
        <Col xs={24} sm={12}>
          <Form.Item
            name="customerRef"
            label={t('form.customerRef')}
            extra={t('form.customerRefWhy')}
            rules={[required]}
          >
            <Input maxLength={40} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={12}>
          <Form.Item name="phone" label={t('form.phone')} extra={t('form.phoneWhy')}>
            <Input type="tel" maxLength={11} autoComplete="off" />
          </Form.Item>
        </Col>
        <Col xs={24} sm={12}>
          <Form.Item name="purpose" label={t('form.purpose')} rules={[required]}>
            <Input maxLength={500} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={12}>
          <Form.Item
            name="deleteOn"
            label={t('form.deleteOn')}
            extra={t('form.deleteOnWhy')}
            rules={[required]}
          >
            <Input type="date" />
          </Form.Item>
        </Col>
      </Row>
    </Card>
  );
}

export interface OpeningValues {
  customerRef: string;
  phone?: string;
  purpose: string;
  deleteOn: string;
}

export function openingOf({ customerRef, phone, purpose, deleteOn }: OpeningValues) {
  return {
    customerRef,
    purpose,
    deleteOn,
    ...(phone === undefined || phone === '' ? {} : { phone }),
  };
}
