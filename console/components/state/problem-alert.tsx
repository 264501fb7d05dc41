import { Alert } from 'antd';
import { useProblemText } from './problem-text.ts';

/** A refusal beside what was refused. It is announced: a reader of the screen hears it at once. */
export function ProblemAlert({ error }: { error: Error | null }) {
  // The catalogue of sentences loads when there is one to say.
  return error === null ? null : <Refused error={error} />;
}

function Refused({ error }: { error: Error }) {
  const textOf = useProblemText();
  const { title, fields } = textOf(error);
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={title}
      description={fields.length === 0 ? undefined : fields.map((line) => <div key={line}>{line}</div>)}
    />
  );
}
