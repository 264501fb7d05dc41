import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useSentence } from '../../i18n/sentences.ts';
import { useTerm } from '../../i18n/use-words.ts';
import type { Settings, Source } from './api/settings.ts';
import { RestsOn, sourceOf, useSourceText } from './components/rests-on.tsx';
import { Topic } from './components/topic.tsx';

type Hold = Settings['holds']['items'][string] & { type: string };

/** What holds commission back, what frees it, and whether a person may. */
export function HoldsScreen() {
  return (
    <Topic name="holds">
      {({ holds: { items, sources } }) => (
        <Holds rows={Object.entries(items).map(([type, hold]) => ({ ...hold, type }))} sources={sources} />
      )}
    </Topic>
  );
}

function Holds({ rows, sources }: { rows: readonly Hold[]; sources: readonly Source[] }) {
  const { t } = useTranslation('administration');
  const columns = useHoldColumns(sources);
  return (
    <div className="narrow">
      <PlainTable<Hold>
        rows={rows}
        columns={columns}
        rowKey={({ type }) => type}
        label={t('section.holds')}
        file={t('section.holds')}
      />
    </div>
  );
}

function useHoldColumns(sources: readonly Source[]): Column<Hold>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const common = useTerm('common');
  const sentence = useSentence();
  const sourceText = useSourceText();
  const wrapped = (text: string) => <div className="wrap">{text}</div>;
  const column = (key: string, title: string, text: (hold: Hold) => string): Column<Hold> => ({
    key,
    title,
    show: (hold) => wrapped(text(hold)),
    text,
  });
  const roles = (who: readonly string[]) =>
    who.length === 0 ? t('holds.nobody') : who.map((role) => common('role', role)).join(t('and'));
  return [
    column('type', t('holds.type'), ({ type }) => term('hold', type)),
    column('placed', t('holds.placedWhen'), ({ placedWhen }) => sentence(placedWhen)),
    column('removed', t('holds.removedWhen'), ({ removedWhen }) => sentence(removedWhen)),
    column('place', t('holds.mayPlace'), ({ mayPlace }) => roles(mayPlace)),
    column('release', t('holds.mayRelease'), ({ mayRelease }) => roles(mayRelease)),
    column('next', t('holds.next'), ({ nextStep: { who, what } }) =>
      t('holds.nextStep', { who: common('role', who), what: sentence(what) }),
    ),
    {
      key: 'source',
      title: t('table.source'),
      show: ({ type }) => (
        <div className="wrap">
          <RestsOn sources={sources} of={`items.${type}`} />
        </div>
      ),
      text: ({ type }) => sourceText(sourceOf(sources, `items.${type}`)),
    },
  ];
}
