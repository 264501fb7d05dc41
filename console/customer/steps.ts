import { useEffect, useState } from 'react';

export type StepName = 'form' | 'review' | 'withdraw';

/** The phone's back key leads from one step to the one before; the address stays the link's. */
export function useSteps(): { step: StepName; go(step: StepName): void; back(): void } {
  const [step, setStep] = useState<StepName>('form');
  useEffect(() => {
    const follow = (): void => setStep('form');
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  return {
    step,
    go: (next) => {
      history.pushState(null, '');
      setStep(next);
    },
    back: () => history.back(),
  };
}
