import { UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Form, List, Select, Typography, Upload, type UploadFile } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { useTerm } from '../../i18n/use-words.ts';
import { CommandForm } from '../form/command-form.tsx';
import { When } from '../shown.tsx';
import { ProblemAlert } from '../state/problem-alert.tsx';
import { Nothing } from '../state/states.tsx';
import { useMatter } from './matter.tsx';

export interface DocumentSeen {
  id: string;
  type: string;
  media: string;
  bytes: number;
  sha256: string;
  addedAt: string;
  addedBy?: unknown;
  storedAt?: string | undefined;
}

/** What a document may be, as a choice of files takes it. */
export const ACCEPTED = 'application/pdf,image/jpeg,image/png';

interface Claim {
  type: string;
  media: 'application/pdf' | 'image/jpeg' | 'image/png';
  bytes: number;
  sha256: string;
}

interface DocumentsProps {
  documents: readonly DocumentSeen[];
  types: readonly string[];
  announce: (claim: Claim) => Promise<{ document: string; uploadUrl: string }>;
  stored: (document: string) => Promise<unknown>;
  view: (document: string) => Promise<{ url: string }>;
  /** Absent: this person only looks. */
  mayAdd?: boolean;
}

/** Documents to look at; a sight of one is recorded before it is shown. */
export function DocumentList({ documents, view }: Pick<DocumentsProps, 'documents' | 'view'>) {
  const { t } = useTranslation();
  const term = useTerm('common');
  const { refresh } = useMatter();
  const look = useMutation({
    mutationFn: async (document: string) => {
      const { url } = await view(document);
      window.open(url, '_blank', 'noopener,noreferrer');
      await refresh();
    },
  });
  return (
    <Flex vertical gap="small">
      <ProblemAlert error={look.error} />
      {documents.length === 0 ? (
        <Nothing>{t('documents.none')}</Nothing>
      ) : (
        <List
          size="small"
          dataSource={[...documents]}
          renderItem={(one) => (
            <List.Item
              actions={[
                <Button key="view" size="small" onClick={() => look.mutate(one.id)}>
                  {t('documents.view')}
                </Button>,
              ]}
            >
              <List.Item.Meta
                title={`${term('document', one.type)} (${one.id})`}
                description={
                  <>
                    <When at={one.addedAt} /> · {t('documents.size', { kb: Math.ceil(one.bytes / 1024) })} ·{' '}
                    <Typography.Text code title={one.sha256}>
                      {one.sha256.slice(0, 8)}
                    </Typography.Text>
                  </>
                }
              />
            </List.Item>
          )}
        />
      )}
    </Flex>
  );
}

type Bringing = Pick<DocumentsProps, 'announce' | 'stored'>;

/** A file is announced, put where the answer said, and compared: three steps, and one for the person. */
export function useAddDocument({ announce, stored }: Bringing) {
  const { refresh } = useMatter();
  return useMutation({
    mutationFn: async ({ file, type }: { file: File; type: string }) => {
      const { document, uploadUrl } = await announce(await claimOf(file, type));
      await put(uploadUrl, file);
      await stored(document);
      await refresh();
    },
  });
}

/** One document of a type to choose. */
export function AddDocument({ types, ...bringing }: Bringing & Pick<DocumentsProps, 'types'>) {
  const { t } = useTranslation();
  const term = useTerm('common');
  const add = useAddDocument(bringing);
  return (
    <CommandForm command={add} body={bodyOf} submit={t('documents.add')}>
      <Form.Item
        name="type"
        label={t('documents.type')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={types.map((value) => ({ value, label: term('document', value) }))}
        />
      </Form.Item>
      <Form.Item
        name="files"
        label={t('documents.file')}
        valuePropName="fileList"
        getValueFromEvent={({ fileList }: { fileList: UploadFile[] }) => fileList}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Upload beforeUpload={() => false} maxCount={1} accept={ACCEPTED}>
          <Button icon={<UploadOutlined />}>{t('documents.choose')}</Button>
        </Upload>
      </Form.Item>
    </CommandForm>
  );
}

/** The documents of a case, and more of them brought to it. */
export function Documents({ documents, types, announce, stored, view, mayAdd = true }: DocumentsProps) {
  return (
    <Flex vertical gap="small">
      <DocumentList documents={documents} view={view} />
      {mayAdd && <AddDocument types={types} announce={announce} stored={stored} />}
    </Flex>
  );
}

function bodyOf({ type, files }: { type: string; files: UploadFile[] }): { file: File; type: string } {
  return { type, file: files[0]?.originFileObj as File };
}

async function claimOf(file: File, type: string): Promise<Claim> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return { type, media: file.type as Claim['media'], bytes: file.size, sha256: hash.toHex() };
}

/** Straight to the files, past the API, with the checksum that was announced. */
async function put(url: string, file: File): Promise<void> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': file.type, 'x-amz-checksum-sha256': hash.toBase64() },
    body: file,
  });
  if (!response.ok)
    throw new ApiProblem({
      type: '/problems/upload',
      title: 'The file was not taken. Choose it again.',
      status: response.status,
    });
}
