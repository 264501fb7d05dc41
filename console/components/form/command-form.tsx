import { Button, Flex, Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { useSentence } from '../../i18n/sentences.ts';
import { TookTheirs } from '../case/command.ts';
import { ProblemAlert } from '../state/problem-alert.tsx';

interface CommandFormProps<V extends object, B> {
  /** `useCommand(...)`, or a mutation of TanStack Query. */
  command: {
    mutateAsync: (body: B) => Promise<unknown>;
    isPending: boolean;
    error: Error | null;
    reset: () => void;
  };
  body: (values: V) => B;
  submit: string;
  initial?: Partial<V>;
  danger?: boolean;
  disabled?: boolean;
  /** What follows when it was done; the form is emptied by itself. */
  done?: () => void;
  form?: FormInstance<V>;
  children?: ReactNode;
}

/** Fields and one button. What the API refuses stands above it and at the field that it is about; nothing is emptied. */
export function CommandForm<V extends object, B>(props: CommandFormProps<V, B>) {
  const { command, body, submit, initial, danger = false, disabled = false, done, children } = props;
  const [own] = Form.useForm<V>();
  const form = props.form ?? own;
  const sentence = useSentence();

  async function send(values: V): Promise<void> {
    try {
      await command.mutateAsync(body(values));
      form.resetFields();
      done?.();
    } catch (error) {
      if (error instanceof TookTheirs) form.resetFields();
      else if (error instanceof ApiProblem) markFields(form, error, sentence);
    }
  }

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark
      {...(initial === undefined ? {} : { initialValues: initial })}
      onFinish={(values) => void send(values as V)}
      onValuesChange={() => command.error !== null && command.reset()}
    >
      <Flex vertical gap="small">
        <ProblemAlert error={command.error instanceof TookTheirs ? null : command.error} />
        {children}
        <div>
          <Button
            type="primary"
            htmlType="submit"
            danger={danger}
            disabled={disabled}
            loading={command.isPending}
          >
            {submit}
          </Button>
        </div>
      </Flex>
    </Form>
  );
}

/** `body.answers.3.text` of a problem marks the field named `['answers', 3, 'text']`, when the form has it. */
function markFields<V>(form: FormInstance<V>, error: ApiProblem, sentence: (text: string) => string): void {
  const faults = (error.problem.fields ?? []).map(({ field, reason }) => ({
    name: field
      .replace(/^body\./, '')
      .split('.')
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    errors: [sentence(reason)],
  }));
  const known = faults.filter(({ name }) => form.getFieldInstance(name as never) !== undefined);
  form.setFields(known as never);
  const first = known[0];
  if (first !== undefined) form.scrollToField(first.name as never, { focus: true });
}
