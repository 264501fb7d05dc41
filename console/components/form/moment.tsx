import { Form, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { instantOf, minuteOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';

interface MomentFieldProps {
  name: string | readonly (string | number)[];
  label: string;
  help?: string;
}

/** A minute of Shanghai as `2026-03-02T10:00`, not ahead of now. It is the present one until another is written. */
export function MomentField({ name, label, help }: MomentFieldProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const now = minuteOf(useNow());
  const path = typeof name === 'string' ? name : [...name];
  const own = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a path is made anew each time, and is the same one
  useEffect(() => {
    const held: unknown = form.getFieldValue(path);
    if (held !== undefined && held !== '' && held !== own.current) return;
    own.current = now;
    form.setFieldValue(path, now);
  }, [form, now]);
  return (
    <Form.Item
      name={path}
      label={label}
      {...(help === undefined ? {} : { extra: help })}
      rules={[{ required: true, message: t('form.required') }]}
    >
      <Input type="datetime-local" max={now} />
    </Form.Item>
  );
}

/**
 * The instant that somebody entered as a minute. What happened in the minute of what it follows comes right after it.
 * @param from what it cannot have been before
 */
export function momentOf(local: string, from?: string): string {
  const instant = instantOf(local);
  return from !== undefined && instant < from && minuteOf(from) === local ? from : instant;
}
