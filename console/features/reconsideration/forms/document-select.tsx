import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DocumentType } from '../api/get-reconsideration.ts';
import { useCurrent } from '../components/current.tsx';
import { useDocumentName } from '../components/linked.tsx';
import { arrived } from '../components/possible.ts';

interface DocumentSelectProps {
  /** Only documents that are one of these. */
  types?: readonly DocumentType[];
  /** Documents of these hashes were shown to the carrier before, and the choice says so. */
  seen?: ReadonlySet<string>;
  id?: string;
}

/** One of the documents that have arrived. A form gives the value. */
export function DocumentSelect(
  props: DocumentSelectProps & { value?: string; onChange?: (id: string) => void },
) {
  const { types, seen, ...rest } = props;
  return <Select {...rest} allowClear options={useOptions({ types, seen })} />;
}

/** Several of them. */
export function DocumentsSelect(
  props: DocumentSelectProps & { value?: string[]; onChange?: (ids: string[]) => void },
) {
  const { types, seen, ...rest } = props;
  return (
    <Select
      {...rest}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      options={useOptions({ types, seen })}
    />
  );
}

function useOptions({ types, seen }: { [K in 'types' | 'seen']: DocumentSelectProps[K] | undefined }) {
  const { t } = useTranslation('reconsideration');
  const nameOf = useDocumentName();
  return arrived(useCurrent())
    .filter(({ type }) => types === undefined || types.includes(type))
    .map(({ id, sha256 }) => ({
      value: id,
      label: seen?.has(sha256) ? t('field.seenBefore', { document: nameOf(id) }) : nameOf(id),
    }));
}
