import { useEffect, useState } from 'react';
import { type Entries, forgetEntries, keepEntries, keptEntries } from './entries.ts';
import type { CustomerWord } from './link.ts';
import { useOpenedLink } from './opened-link.ts';
import { type Sending, useSending } from './sending.ts';
import { type StepName, useSteps } from './steps.ts';

/** A question on its way from the form over its review to what was sent. */
export interface Ask {
  entries: Entries;
  choose(question: string, choice: string): void;
  tick(name: string, isTicked: boolean): void;
  comment(text: string): void;
  /** Questions that were left out when it was checked, by name. */
  missing: ReadonlySet<string>;
  step: StepName;
  go(step: StepName): void;
  back(): void;
  /** From the form to its review, or to the first question that was left out. */
  check(): void;
  sending: Sending['state'];
  send(word: CustomerWord): void;
  /** What was sent, once it is. */
  sent: CustomerWord | undefined;
}

/** @param questions the names of those that must be answered, in the order of the page */
export function useAsk(questions: readonly string[]): Ask {
  const { storageKey } = useOpenedLink();
  const [entries, setEntries] = useState(() => keptEntries(storageKey));
  const [left, setLeft] = useState<readonly string[]>([]);
  const [sent, setSent] = useState<CustomerWord>();
  const { step, go, back } = useSteps();
  const { state, send } = useSending();

  useEffect(() => {
    if (left[0] !== undefined) focusOn(left[0]);
  }, [left]);

  const change = (part: Partial<Entries>): void => {
    const next = { ...entries, ...part };
    setEntries(next);
    keepEntries(storageKey, next);
  };
  return {
    entries,
    choose: (question, choice) => change({ chosen: { ...entries.chosen, [question]: choice } }),
    tick: (name, isTicked) =>
      change({
        ticked: isTicked ? [...entries.ticked, name] : entries.ticked.filter((one) => one !== name),
      }),
    comment: (comment) => change({ comment }),
    missing: new Set(left.filter((name) => entries.chosen[name] === undefined)),
    step,
    go,
    back,
    check: () => {
      const unanswered = questions.filter((name) => entries.chosen[name] === undefined);
      setLeft(unanswered);
      if (unanswered.length === 0) go('review');
    },
    sending: state,
    send: (word) =>
      send(word, () => {
        forgetEntries(storageKey);
        setSent(word);
      }),
    sent,
  };
}

function focusOn(question: string): void {
  document.querySelector<HTMLElement>(`input[name="${CSS.escape(question)}"]`)?.focus();
}
