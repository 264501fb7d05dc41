import { Select } from 'antd';
import { useState } from 'react';

const CODE = /^[a-z][a-z0-9-]{1,39}$/;

interface CodeSelectProps {
  codes: readonly string[];
  wordOf: (code: string) => string;
  placeholder: string;
  value?: string;
  onChange?: (code: string) => void;
  id?: string;
}

/** A code found by its word or by itself. One that nobody has used yet can be typed. */
export function CodeSelect({ codes, wordOf, placeholder, value, onChange, id }: CodeSelectProps) {
  const [typed, setTyped] = useState('');
  const extra = [typed, value ?? ''].filter((code) => CODE.test(code) && !codes.includes(code));
  const options = [...codes, ...new Set(extra)].map((code) => {
    const word = wordOf(code);
    return { value: code, label: word === code ? code : `${word} (${code})` };
  });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      placeholder={placeholder}
      options={options}
      onChange={(code: string) => onChange?.(code)}
    />
  );
}
