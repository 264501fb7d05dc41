import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../api/carriers.ts';
import { useSentence } from '../../i18n/sentences.ts';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { When } from '../shown.tsx';
import type { TimelineEvent } from './matter.tsx';

/** Who did something: a person's id, a customer by a link, or a workflow by itself. */
export function Actor({ by }: { by: unknown }) {
  const { t } = useTranslation();
  const actor = (by ?? {}) as { kind?: string; id?: string; role?: string };
  const term = useTerm('common');
  // Which part of it did something tells a reader nothing.
  if (actor.kind === 'system') return <span>{term('actor', 'workflow')}</span>;
  if (actor.id !== undefined)
    return (
      <span>
        {actor.id}
        {actor.role !== undefined && (
          <Typography.Text type="secondary"> {term('role', actor.role)}</Typography.Text>
        )}
      </span>
    );
  return <span>{actor.kind === undefined ? t('actor.unknown') : term('actor', actor.kind)}</span>;
}

/** One event: what, when, who, and everything that was written down with it. */
export function TimelineItem({ event, words }: { event: TimelineEvent; words: string }) {
  const term = useOwnTerm(words);
  return (
    <li className="timeline-item">
      <Typography.Text strong>{term('event', event.type)}</Typography.Text>{' '}
      <Typography.Text type="secondary">
        <When at={event.at} /> · <Actor by={event.by} />
      </Typography.Text>
      <Facts data={event.data} words={words} />
    </li>
  );
}

function Facts({ data, words }: { data: Record<string, unknown>; words: string }) {
  const term = useOwnTerm(words);
  const word = useFactWord(words);
  const rows = Object.entries(data).filter(([, value]) => value !== undefined && value !== null);
  if (rows.length === 0) return null;
  return (
    <dl className="facts">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{term('fact', key)}</dt>
          <dd>{word(key, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the words of a kind of case do not name, those of every case do. */
function useOwnTerm(words: string): (group: 'event' | 'fact', code: string) => string {
  const term = useTerm(words);
  const common = useTerm('common');
  return (group, code) => (term(group, code) === code ? common(group, code) : term(group, code));
}

/** A code is looked up under the name of its fact first, as a stage among stages, then among all codes. */
function useFactWord(words: string): (key: string, value: unknown) => string {
  const term = useTerm(words);
  const common = useTerm('common');
  const named = useOwnTerm(words);
  const plain = usePlainValue();
  const { carrier } = useCarrierNames();
  const { money, number } = useFormat();
  const ofCode = (key: string, code: string): string =>
    [
      term(key, code),
      term('value', code),
      // Of a document.
      key === 'type' ? common('document', code) : code,
      /^carriers?$/.test(key) ? carrier(code) : code,
      common(key, code),
      common('value', code),
      common('role', code),
    ].find((found) => found !== code) ?? plain(code);
  const word = (key: string, value: unknown): string => {
    if (typeof value === 'string') return ofCode(key, value);
    if (typeof value === 'number') return key.endsWith('Fen') ? money(value) : number(value);
    if (Array.isArray(value)) return value.map((one) => word(key, one)).join(', ');
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .map(([inner, one]) => `${named('fact', inner)}: ${word(inner, one)}`)
        .join('; ');
    return typeof value === 'boolean' ? common('value', value ? 'yes' : 'no') : String(value);
  };
  return word;
}

const HASH = /^([A-Za-z0-9_-]{43}|[0-9a-f]{64})$/; // SHA-256 in base64url or hex: it proves what a content said and tells a reader nothing
const SHOWN_OF_HASH = 8;

/** A value that has no word of its own: an instant, a day, a sentence of the API, a hash, or just what it says. */
function usePlainValue(): (value: string) => string {
  const { when, day } = useFormat();
  const sentence = useSentence();
  return (value) => {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return when(value);
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    return HASH.test(value) ? `${value.slice(0, SHOWN_OF_HASH)}…` : sentence(value);
  };
}
