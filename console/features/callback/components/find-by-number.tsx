import { SearchOutlined } from '@ant-design/icons';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { PolicyFields } from '../../../components/form/whose-fields.tsx';
import { useFindPolicy } from '../api/policy.ts';

interface Values {
  policy: { carrier: string; number: string };
}

/** A customer calls and names the policy: its number goes in the body of a request, never into an address. */
export function FindByNumber() {
  const { t } = useTranslation('callback');
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('policy:read')) return null;
  return (
    <>
      <Button icon={<SearchOutlined />} onClick={() => setOpen(true)}>
        {t('find.title')}
      </Button>
      <Modal
        open={open}
        title={t('find.title')}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Find />
      </Modal>
    </>
  );
}

function Find() {
  const { t } = useTranslation('callback');
  const navigate = useNavigate();
  const find = useFindPolicy();
  const [isOutOfScope, setOutOfScope] = useState(false);
  const go = {
    ...find,
    mutateAsync: async (policy: Values['policy']) => {
      setOutOfScope(false);
      const { caseId } = await find.mutateAsync(policy);
      if (caseId === undefined) setOutOfScope(true);
      else void navigate(`/callbacks/${caseId}`);
    },
  };
  return (
    <>
      {isOutOfScope && <Alert role="alert" type="info" showIcon title={t('find.none')} />}
      <CommandForm<Values, Values['policy']>
        command={go}
        body={({ policy }) => policy}
        submit={t('find.submit')}
      >
        <PolicyFields at={['policy']} />
      </CommandForm>
    </>
  );
}
