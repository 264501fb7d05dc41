import { StarOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../state/states.tsx';

const KeptViews = lazy(() =>
  import('./kept-views.tsx').then(({ KeptViews: component }) => ({ default: component })),
);

/** The filters of a screen under a name of one's own. Its link says them whole, so a colleague can be sent it. */
export function SavedViews({ screen }: { screen: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<StarOutlined />} onClick={() => setOpen(true)}>
        {t('views.title')}
      </Button>
      <Modal
        open={open}
        title={t('views.title')}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Suspense fallback={<Loading />}>
          <KeptViews screen={screen} went={() => setOpen(false)} />
        </Suspense>
      </Modal>
    </>
  );
}
