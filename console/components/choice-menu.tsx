import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

interface ChoiceMenuProps<T extends string> {
  label: string;
  value: T | undefined;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | undefined) => void;
  disabled?: boolean;
  /** One of them always holds: there is no "all". */
  required?: boolean;
}

const ALL = '*';

/** A filter as a button that says what it is set to. Lighter than a select, which a first page would have to load. */
export function ChoiceMenu<T extends string>(props: ChoiceMenuProps<T>) {
  const { label, value, options, onChange, disabled = false, required = false } = props;
  const { t } = useTranslation();
  const chosen = options.find((option) => option.value === value);
  const items = options.map((option) => ({ key: option.value as string, label: option.label }));
  return (
    <Dropdown
      autoFocus
      disabled={disabled}
      trigger={['click']}
      menu={{
        items: required ? items : [{ key: ALL, label: t('choice.all') }, ...items],
        selectable: true,
        selectedKeys: [value ?? ALL],
        className: 'choices',
        onClick: ({ key }) => onChange(options.find((option) => option.value === key)?.value),
      }}
    >
      <Button
        disabled={disabled}
        type={value === undefined || required ? 'default' : 'primary'}
        ghost={value !== undefined && !required}
      >
        {t('choice.is', { label, value: chosen?.label ?? value ?? t('choice.all') })}
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
