import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Carrier, useCarriers } from '../../api/carriers.ts';
import { useMay } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import { CarrierForm } from './components/carrier-form.tsx';

/** The carriers and the products of theirs that the firm sells: a policy of any other is refused. */
export function CatalogueScreen() {
  const { t } = useTranslation('administration');
  const query = useCarriers();
  return (
    <Page title={t('section.catalogue')} about={t('aboutSection.catalogue')}>
      <Loaded query={query}>{({ items }) => <Catalogue carriers={items} />}</Loaded>
    </Page>
  );
}

function Catalogue({ carriers }: { carriers: readonly Carrier[] }) {
  const { t } = useTranslation('administration');
  const mayWrite = useMay()('catalogue:write');
  const [edited, setEdited] = useState<Carrier | 'new'>();
  const columns = useCatalogueColumns(mayWrite ? setEdited : undefined);
  const close = () => setEdited(undefined);
  const title =
    edited === undefined || edited === 'new'
      ? t('catalogue.new')
      : t('catalogue.edit', { carrier: edited.name });
  return (
    <>
      <PlainTable<Carrier>
        rows={carriers}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('section.catalogue')}
        file={t('section.catalogue')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
              {t('catalogue.new')}
            </Button>
          )
        }
      />
      <Modal
        open={edited !== undefined}
        title={title}
        footer={null}
        width={720}
        destroyOnHidden
        onCancel={close}
      >
        <CarrierForm
          {...(edited === undefined || edited === 'new' ? {} : { carrier: edited })}
          done={close}
        />
      </Modal>
    </>
  );
}

function useCatalogueColumns(edit: ((carrier: Carrier) => void) | undefined): Column<Carrier>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const products = ({ products: own }: Carrier) =>
    Object.entries(own).map(([code, { name, class: productClass }]) =>
      t('catalogue.product', { code, name, class: term('productClass', productClass) }),
    );
  const columns: Column<Carrier>[] = [
    { key: 'name', title: t('catalogue.name'), show: ({ name }) => name, text: ({ name }) => name },
    { key: 'id', title: t('catalogue.id'), show: ({ id }) => <code>{id}</code>, text: ({ id }) => id },
    {
      key: 'products',
      title: t('catalogue.products'),
      show: (carrier) => (
        <div className="wrap">
          <ul>
            {products(carrier).map((product) => (
              <li key={product}>{product}</li>
            ))}
          </ul>
        </div>
      ),
      text: (carrier) => products(carrier).join('; '),
    },
  ];
  if (edit === undefined) return columns;
  return [
    ...columns,
    {
      key: 'edit',
      title: t('catalogue.change'),
      show: (carrier) => (
        <Button
          size="small"
          icon={<EditOutlined aria-hidden />}
          aria-label={t('catalogue.edit', { carrier: carrier.name })}
          onClick={() => edit(carrier)}
        />
      ),
    },
  ];
}
