import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import type { NextAction } from '../../../components/case/case-page.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { ReconsiderationView } from '../api/get-reconsideration.ts';

/** Who must do what next, in words: the API names it in English and by ids. */
export function useNextStep(): (view: ReconsiderationView) => NextAction | undefined {
  const what = useWhat();
  const { carrier } = useCarrierNames();
  const role = useTerm('common');
  return (view) => {
    const { next, case: matter } = view;
    if (next === undefined) return undefined;
    const system = matter.stage === 'informing' ? role('role', 'system') : undefined;
    const who = next.who === matter.carrier ? carrier(next.who) : role('role', next.who);
    return { ...next, who: system ?? who, what: what(view) };
  };
}

function useWhat(): (view: ReconsiderationView) => string {
  const { t } = useTranslation('reconsideration');
  const paper = useTerm('common');
  const { day } = useFormat();
  return ({ case: matter, evidence, levels, assessments, next }) => {
    switch (matter.stage) {
      case 'gathering': {
        const papers = evidence.missing.map((type) => paper('document', type));
        const lacking = [...papers, ...(evidence.snapshot ? [] : [t('snapshot.title')])];
        return t('next.gathering', { lacking: lacking.join(t('comma')) });
      }
      case 'second-opinion':
        return t('next.secondOpinion', { expert: assessments.at(-1)?.by ?? '' });
      case 'level-1':
      case 'level-2':
        return levels.at(-1)?.stage === 'material-wanted' ? t('next.supply') : t(`next.${matter.stage}`);
      case 'deciding':
        return levels.at(-1)?.level === 1 ? t('next.afterLevel1') : t('next.afterLevel2');
      case 'awaiting-payment':
        return t('next.payment', { date: day(matter.recovered?.agreedOn ?? matter.decision.decidedOn) });
      case 'assessing':
      case 'explaining':
      case 'informing':
        return t(`next.${matter.stage}`);
      default:
        return next?.what ?? '';
    }
  };
}
