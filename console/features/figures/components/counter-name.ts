import { useTranslation } from 'react-i18next';
import { useKindWords } from '../../../components/case/stage-name.ts';
import { useNames } from './names.ts';

/** What stands behind the colons of a name, by the group of words that it is from. */
const SUFFIXES: readonly [RegExp, readonly string[]][] = [
  [/^complaint-by-channel$/, ['channel']],
  [/^complaint-by-product$/, ['product']],
  [/^complaint-by-cause$/, ['cause', 'cause']],
  [/^complaint-by-outcome$/, ['outcome']],
  [/^complaint-closed$/, ['stage-of:complaint']],
  [/^evaluation-/, ['moment', 'item']],
  [/^carrier-|^(answer|evidence)-days$/, ['purpose']],
  [/^level-/, ['level']],
  [/^(disputed|disputed-changed)$/, ['decision']],
  [/-by-reason$/, ['decision', 'reason']],
  [/-by-clause$/, ['decision']],
  [/^reconsideration-closed$/, ['decision', 'stage-of:reconsideration']],
  [/^(compared|comparable|differed|opinion-)/, ['condition']],
];

const DAYS = /^complaint-ended-days:(\d+)$/;

/** Counters of a figure in words: `complaint-by-cause:sales:slow`, or several of them together. */
export function useCounterName(): (counters: string) => string {
  const { t } = useTranslation('figures');
  const names = useNames();
  const stages = useKindWords(['complaint', 'reconsideration']);
  const word = (group: string, code: string): string => {
    const [stageOf, kind] = group.split('stage-of:');
    if (stageOf === '' && kind !== undefined) return stages.stage(kind, code);
    return group === 'condition' ? names.condition(code) : names.code(group, code);
  };
  const one = (counter: string): string => {
    const [base = counter, ...of] = counter.split(':');
    const groups = SUFFIXES.find(([form]) => form.test(base))?.[1] ?? [];
    const words = of.map((code, index) => {
      const group = groups[index];
      return group === undefined ? code : word(group, code);
    });
    const name = names.code('counter', base);
    return words.length === 0 ? name : t('counterOf', { name, of: words.join(' · ') });
  };
  return (counters) => {
    const all = counters.split(',');
    const days = all.flatMap((counter) => DAYS.exec(counter)?.[1] ?? []).map(Number);
    if (days.length === all.length) return t('counterWithin', { days: Math.max(...days) });
    return all.map(one).join(t('listComma'));
  };
}
