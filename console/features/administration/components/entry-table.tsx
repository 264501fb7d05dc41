import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';

interface EntryTableProps {
  /** The field of the form that is the list. */
  name: string;
  titles: readonly string[];
  /** The fields of a line, one for each title; `line` is their place in the list, from 0. */
  cells: (line: number) => readonly ReactNode[];
  add: string;
  /** `number` is counted as people count. */
  drop: (number: number) => string;
}

/** Lines of a form in a table that is written in like a spreadsheet. */
export function EntryTable({ name: list, titles, cells, add: addTitle, drop }: EntryTableProps) {
  return (
    <Form.List name={list}>
      {(fields, { add, remove }) => (
        <>
          <table className="entries" onKeyDown={(event) => nextLine(event, () => add({}))}>
            <thead>
              <tr>
                {titles.map((title) => (
                  <th key={title}>{title}</th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {fields.map(({ key, name }) => (
                <tr key={key}>
                  {cells(name).map((cell, column) => (
                    <td key={titles[column]}>{cell}</td>
                  ))}
                  <td>
                    <Button
                      type="text"
                      icon={<DeleteOutlined aria-hidden />}
                      aria-label={drop(name + 1)}
                      onClick={() => remove(name)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div>
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
              {addTitle}
            </Button>
          </div>
        </>
      )}
    </Form.List>
  );
}

/** Enter in a text goes to the one below, as in a spreadsheet, and makes a line at the end; it sends nothing. */
function nextLine(event: KeyboardEvent<HTMLTableElement>, add: () => void): void {
  const field = event.target;
  if (event.key !== 'Enter' || !(field instanceof HTMLInputElement) || field.role === 'combobox') return;
  event.preventDefault();
  const table = event.currentTarget;
  const column = field.closest('td')?.cellIndex ?? 0;
  const row = field.closest('tr')?.nextElementSibling;
  if (row === null) add();
  requestAnimationFrame(() => {
    const next = row ?? table.querySelector('tbody > tr:last-child');
    next?.querySelectorAll<HTMLElement>('td')[row === null ? 0 : column]?.querySelector('input')?.focus();
  });
}
