import type { ReactNode } from 'react';
import type { Ask } from './ask.ts';
import type { CustomerWord } from './link.ts';
import type { Sending } from './sending.ts';
import { type Fact, Facts, Step } from './step.tsx';
import { useWords } from './words.tsx';

/** The questions. `after` is what else can be done here. */
export function Form({ ask, children, after }: { ask: Ask; children: ReactNode; after?: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask.check();
        }}
      >
        {children}
        <p role="alert" className="error">
          {ask.missing.size > 0 ? t('ask.missing', { count: ask.missing.size }) : null}
        </p>
        <button type="submit">{t('ask.next')}</button>
      </form>
      {after}
    </>
  );
}

/** What will be sent, before it is. */
export function Review({
  ask,
  title,
  facts,
  word,
  send,
  isFinal = true,
}: {
  ask: Ask;
  title: string;
  facts: readonly Fact[];
  word: CustomerWord;
  send: string;
  isFinal?: boolean;
}) {
  const { t } = useWords();
  return (
    <Step title={title}>
      <p>{t(isFinal ? 'ask.final' : 'ask.changeable')}</p>
      <Facts facts={facts} className="facts reviewed" />
      <Send state={ask.sending} text={send} onSend={() => ask.send(word)} />
      <Back ask={ask} text={t('ask.back')} />
    </Step>
  );
}

/** The last question before something is taken back that nobody can restore. */
export function Withdrawal({
  ask,
  title,
  text,
  send,
}: {
  ask: Ask;
  title: string;
  text: string;
  send: string;
}) {
  const { t } = useWords();
  return (
    <Step title={title}>
      <p>{text}</p>
      <Send state={ask.sending} text={send} onSend={() => ask.send({ withdraws: true })} />
      <Back ask={ask} text={t('ask.cancel')} />
    </Step>
  );
}

/** Sends a word, says when it was lost, and then sends it again. */
export function Send({
  state,
  text,
  className,
  onSend,
}: {
  state: Sending['state'];
  text: string;
  className?: string;
  onSend: () => void;
}) {
  const { t } = useWords();
  const isTroubled = state === 'lost' || state === 'failed';
  return (
    <>
      <div role="alert">
        {isTroubled ? (
          <p className="notice">{t(state === 'lost' ? 'trouble.lost' : 'trouble.failed')}</p>
        ) : null}
      </div>
      {/* Not disabled while it sends: the focus would be lost with it. */}
      <button
        type="button"
        className={className}
        aria-disabled={state === 'sending' || undefined}
        onClick={onSend}
      >
        {state === 'sending' ? t('ask.sending') : isTroubled ? t('trouble.again') : text}
      </button>
    </>
  );
}

function Back({ ask, text }: { ask: Ask; text: string }) {
  return (
    <button type="button" className="second" onClick={ask.back}>
      {text}
    </button>
  );
}

/** What was done, and what happens now. */
export function Done({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Step title={title}>
      {children}
      <p className="hint">{t('done.close')}</p>
    </Step>
  );
}
