import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface ListSearchProps {
  options: { value: string; label: string }[];
  value: string;
  onChange: (id: string) => void;
}

export function ListSearch(props: ListSearchProps) {
  const { t } = useTranslation('work-list');
  return (
    <Select
      aria-label={t('list.label')}
      className="wide-select"
      showSearch={{ optionFilterProp: 'label' }}
      {...props}
    />
  );
}
