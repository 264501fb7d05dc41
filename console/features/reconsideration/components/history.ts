import { useTranslation } from 'react-i18next';
import type { TimelineEvent } from '../../../components/case/matter.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { ReconsiderationView } from '../api/get-reconsideration.ts';

/** Facts whose values are types of documents. */
const PAPERS: ReadonlySet<string> = new Set(['type', 'types', 'missing']);
/** Facts that name what was written by its hash, so that it can be erased. */
const WORDED: ReadonlySet<string> = new Set(['reason', 'comment', 'statement', 'note']);
/** Facts that prove something and tell a reader nothing. */
const PROOFS: ReadonlySet<string> = new Set(['newEvidence', 'requestId']);
/** Facts whose codes have their words under another name. */
const CALLED: Readonly<Record<string, string>> = {
  dates: 'legalFact',
  grounds: 'ground',
  reason: 'reasonCode',
  from: 'stage',
  kind: 'letterKind',
};
const HASH = /^[A-Za-z0-9_-]{43}$/;
const SHOWN = 11;

type Readable = (view: Pick<ReconsiderationView, 'timeline' | 'words'>) => TimelineEvent[];

/** The history as people read it: with the words that its events name, and documents by what they are. */
export function useReadable(): Readable {
  const fact = useFact();
  return ({ timeline, words }) =>
    timeline.map((event) => ({
      ...event,
      data: Object.fromEntries(
        Object.entries(event.data)
          // The list of documents says it of each, once.
          .filter(([key]) => key !== 'sha256')
          .map(([key, value]) => [nameOf(event.type, key), fact(key, value, words)]),
      ),
    }));
}

/** What one event calls a letter or a reason is the carrier's, and not one of ours. */
const OF_THE_CARRIER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'snapshot-frozen': { letter: 'decisionLetter' },
  'level-answered': { reason: 'upheldFor' },
};

function nameOf(type: string, key: string): string {
  return OF_THE_CARRIER[type]?.[key] ?? key;
}

type Fact = (key: string, value: unknown, words: ReconsiderationView['words']) => unknown;

function useFact(): Fact {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const common = useTerm('common');
  const fact: Fact = (key, value, words) => {
    if (Array.isArray(value)) {
      const each = value.map((one) => fact(key, one, words));
      return each.length === 0 ? t('nothing') : each.join(t('comma'));
    }
    if (typeof value === 'object' && value !== null) return idOf(value) ?? value;
    if (key === 'level') return term('level', String(value));
    if (typeof value !== 'string') return value;
    if (PAPERS.has(key)) return common('document', value);
    if (PROOFS.has(key)) return `${value.slice(0, SHOWN)}…`;
    if (WORDED.has(key) && HASH.test(value)) return words[value] ?? t('hidden');
    return term(CALLED[key] ?? key, value);
  };
  return fact;
}

/** Of a document that an event names with its hash, which one. */
function idOf(value: object): string | undefined {
  return 'id' in value && 'sha256' in value && typeof value.id === 'string' ? value.id : undefined;
}
