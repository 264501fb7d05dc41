import { useId } from 'react';
import type { Ask } from './ask.ts';
import { useWords } from './words.tsx';

export interface Choice {
  value: string;
  text: string;
}

/** One question with its choices. Left out, it says so beside itself. */
export function Choices({
  ask,
  name,
  legend,
  above,
  choices,
}: {
  ask: Ask;
  name: string;
  legend: string;
  above?: string;
  choices: readonly Choice[];
}) {
  const { t } = useWords();
  const error = useId();
  const isMissing = ask.missing.has(name);
  return (
    <fieldset className={isMissing ? 'missing' : undefined}>
      <legend>
        {above === undefined ? null : <span className="above">{above}</span>}
        {legend}
      </legend>
      {isMissing ? (
        <p className="error" id={error}>
          {t('ask.choose')}
        </p>
      ) : null}
      {choices.map(({ value, text }) => (
        <label className="choice" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={ask.entries.chosen[name] === value}
            onChange={() => ask.choose(name, value)}
            aria-invalid={isMissing || undefined}
            aria-describedby={isMissing ? error : undefined}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Any number of them, or none. */
export function Ticks({ ask, legend, choices }: { ask: Ask; legend: string; choices: readonly Choice[] }) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(({ value, text }) => (
        <label className="choice" key={value}>
          <input
            type="checkbox"
            name={value}
            checked={ask.entries.ticked.includes(value)}
            onChange={({ target }) => ask.tick(value, target.checked)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

const MOST = 1000; // characters that the API takes
const NEAR = 100;

export function Comment({ ask }: { ask: Ask }) {
  const { t } = useWords();
  const [field, hint, count] = [useId(), useId(), useId()];
  const left = MOST - ask.entries.comment.length;
  return (
    <div className="field">
      <label htmlFor={field}>{t('ask.comment')}</label>
      <p className="hint" id={hint}>
        {t('about.private')}
      </p>
      <textarea
        id={field}
        rows={4}
        maxLength={MOST}
        value={ask.entries.comment}
        onChange={({ target }) => ask.comment(target.value)}
        aria-describedby={`${hint} ${count}`}
      />
      <p className="hint" id={count}>
        {left <= NEAR ? t('ask.left', { left }) : null}
      </p>
    </div>
  );
}

/** The comment of a word, when there is one. */
export function commentOf({ entries: { comment } }: Ask): { comment?: string } {
  const text = comment.trim();
  return text === '' ? {} : { comment: text };
}
