import { Card, Checkbox, Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { When } from '../../../components/shown.tsx';
import { useConfirmDeletion } from '../api/deletion.ts';
import type { Request } from '../api/request.ts';

/** After a withdrawal the carrier deletes what it was given, and says so. */
export function DeletionCard({ seen, mayConfirm }: { seen: Request; mayConfirm: boolean }) {
  const { t } = useTranslation('carrier-request');
  const confirm = useConfirmDeletion();
  const { deletionConfirmed } = seen;
  const deleted = t('deletion.deleted');
  return (
    <Card size="small" title={t('deletion.title')}>
      {deletionConfirmed !== undefined ? (
        <Typography.Text>
          {t('deletion.confirmed')} <When at={deletionConfirmed.at} /> · {deletionConfirmed.by}
        </Typography.Text>
      ) : (
        mayConfirm && (
          <CommandForm command={confirm} body={() => undefined} submit={t('deletion.submit')} danger>
            <Form.Item
              name="deleted"
              valuePropName="checked"
              rules={[
                {
                  validator: (_, checked: boolean | undefined) =>
                    checked === true ? Promise.resolve() : Promise.reject(new Error(t('deletion.first'))),
                },
              ]}
            >
              <Checkbox>{deleted}</Checkbox>
            </Form.Item>
          </CommandForm>
        )
      )}
    </Card>
  );
}
