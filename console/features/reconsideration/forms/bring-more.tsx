import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { AddDocument } from '../../../components/case/documents.tsx';
import { documentsOf } from '../api/documents.ts';
import type { DocumentType } from '../api/get-reconsideration.ts';
import { useCurrent } from '../components/current.tsx';

/** A document that is not there yet is brought without leaving what one is doing. */
export function BringMore({ label, types }: { label: string; types: readonly DocumentType[] }) {
  const { id } = useCurrent().case;
  const [open, setOpen] = useState(false);
  return (
    <div className="bring-more">
      <Button icon={<UploadOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      {open && <AddDocument types={types} {...documentsOf(id)} />}
    </div>
  );
}
