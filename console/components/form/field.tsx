import { Checkbox, Form, Radio } from 'antd';
import { cloneElement, isValidElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Path = string | readonly (string | number)[];

interface FieldProps {
  name: Path;
  label: string;
  required?: boolean;
  help?: ReactNode;
  /** Of a control whose value is not called `value`, as `checked`. */
  value?: string;
  children: ReactNode;
}

/** One labelled field of a form. It is needed unless told otherwise, and says so where it is left empty. */
export function Field({ name, label, required = true, help, value, children }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={typeof name === 'string' ? name : [...name]}
      label={label}
      {...(help === undefined ? {} : { extra: help })}
      {...(value === undefined ? {} : { valuePropName: value })}
      {...(required ? { rules: [{ required: true, message: t('form.required') }] } : {})}
    >
      {named(children, label)}
    </Form.Item>
  );
}

/** A label is for one control: a group of them is told its name, or a reader of the screen hears none. */
function named(control: ReactNode, label: string): ReactNode {
  if (!isValidElement<{ 'aria-label'?: string }>(control)) return control;
  const isGroup = control.type === Radio.Group || control.type === Checkbox.Group;
  return isGroup ? cloneElement(control, { 'aria-label': label }) : control;
}
