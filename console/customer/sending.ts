import { useRef, useState } from 'react';
import { type CustomerWord, LinkTrouble, say } from './link.ts';
import { useOpenedLink } from './opened-link.ts';
import { useWords } from './words.tsx';

export interface Sending {
  state: 'idle' | 'sending' | 'lost' | 'failed';
  send(word: CustomerWord, onSent: () => void): void;
}

/** Sends a word once, however often the button is tapped; after a lost connection again, which counts once. */
export function useSending(): Sending {
  const { token, end, tell } = useOpenedLink();
  const { t } = useWords();
  const [state, setState] = useState<Sending['state']>('idle');
  const isUnderway = useRef(false);

  async function sent(word: CustomerWord): Promise<boolean> {
    try {
      await say(token, word);
      return true;
    } catch (error) {
      const trouble = error instanceof LinkTrouble ? error.trouble : 'failed';
      if (trouble === 'lost' || trouble === 'failed') setState(trouble);
      else end(trouble);
      return false;
    }
  }

  return {
    state,
    send: (word, onSent) => {
      if (isUnderway.current) return;
      isUnderway.current = true;
      setState('sending');
      tell(t('ask.sending'));
      void sent(word).then((isSent) => {
        isUnderway.current = false;
        if (!isSent) return;
        setState('idle');
        tell(t('ask.sent'));
        onSent();
      });
    },
  };
}
