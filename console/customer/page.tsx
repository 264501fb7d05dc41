import { useCallback, useEffect, useMemo, useState } from 'react';
import { End, Used } from './ends.tsx';
import { forgetEntries, keyOf } from './entries.ts';
import { Frame } from './frame.tsx';
import { LinkTrouble, type LinkView, look, type Trouble } from './link.ts';
import { LinkContext } from './opened-link.ts';
import { Complaint } from './purposes/complaint.tsx';
import { Confirmation } from './purposes/confirmation.tsx';
import { Consent } from './purposes/consent.tsx';
import { Evaluation } from './purposes/evaluation.tsx';
import { Letter } from './purposes/letter.tsx';
import { Questionnaire } from './purposes/questionnaire.tsx';
import { useWords } from './words.tsx';

type Shown =
  | { is: 'loading' }
  | { is: 'trouble'; trouble: Trouble }
  | { is: 'view'; view: LinkView; storageKey: string | undefined };

/** What a link asks, or why it asks nothing. */
export function Page({ token }: { token: string }) {
  const { t } = useWords();
  const [shown, setShown] = useState<Shown>({ is: 'loading' });
  const [said, tell] = useState('');

  const reload = useCallback(() => {
    setShown({ is: 'loading' });
    void open(token).then(setShown);
  }, [token]);
  useEffect(reload, [reload]);
  useEffect(() => {
    if (shown.is !== 'trouble' || shown.trouble !== 'lost') return;
    addEventListener('online', reload);
    return () => removeEventListener('online', reload);
  }, [shown, reload]);

  const storageKey = shown.is === 'view' ? shown.storageKey : undefined;
  const link = useMemo(
    () => ({
      token,
      storageKey,
      end: (trouble: Trouble) => {
        forgetEntries(storageKey);
        setShown({ is: 'trouble', trouble });
      },
      reload,
      tell,
    }),
    [token, storageKey, reload],
  );
  return (
    <Frame said={said}>
      {shown.is === 'loading' ? <p>{t('frame.loading')}</p> : null}
      {shown.is === 'trouble' ? <End trouble={shown.trouble} again={reload} /> : null}
      {shown.is === 'view' ? (
        <LinkContext value={link}>
          <Asked view={shown.view} />
        </LinkContext>
      ) : null}
    </Frame>
  );
}

async function open(token: string): Promise<Shown> {
  try {
    const [view, storageKey] = await Promise.all([look(token), keyOf(token)]);
    if (view.state === 'used') forgetEntries(storageKey);
    return { is: 'view', view, storageKey };
  } catch (error) {
    return { is: 'trouble', trouble: error instanceof LinkTrouble ? error.trouble : 'failed' };
  }
}

function Asked({ view }: { view: LinkView }) {
  const { questions, problems, consent, letter, decision, evaluation } = view;
  if (questions !== undefined) return <Questionnaire view={view} questions={questions} />;
  if (problems !== undefined) return <Confirmation view={view} problems={problems} />;
  if (consent !== undefined) return <Consent consent={consent} />;
  if (letter !== undefined) return <Letter letter={letter} state={view.state} />;
  if (decision !== undefined) return <Complaint decision={decision} state={view.state} />;
  if (evaluation !== undefined) return <Evaluation view={view} evaluation={evaluation} />;
  return <Used view={view} />;
}
