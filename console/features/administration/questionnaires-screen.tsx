import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Segments } from '../../components/segments.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { RestsOn } from './components/rests-on.tsx';
import { Part, Topic } from './components/topic.tsx';

type Callback = Settings['callback'];
type Question = Callback['questionnaires'][number]['questions'][number];

const CLASSES_IN_ALL = 9;

/** Every version of the questionnaire, its questions in both languages and whom each is put to. */
export function QuestionnairesScreen() {
  return <Topic name="questionnaires">{({ callback }) => <Questionnaires callback={callback} />}</Topic>;
}

function Questionnaires({ callback: { questionnaires, current, sources } }: { callback: Callback }) {
  const { t } = useTranslation('administration');
  const [search, setSearch] = useSearchParams();
  const version = search.get('version') ?? current;
  const shown = questionnaires.find((one) => one.version === version);
  const columns = useQuestionColumns();
  return (
    <Part
      title={t('questionnaire.version', { version })}
      extra={<RestsOn sources={sources} of="questionnaires" />}
    >
      <Segments
        label={t('version')}
        value={version}
        onChange={(chosen) => setSearch({ version: chosen })}
        options={questionnaires.map((one) => ({
          value: one.version,
          label: one.version === current ? t('inForce', { version: one.version }) : one.version,
        }))}
      />
      <PlainTable<Question>
        rows={shown?.questions ?? []}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('section.questionnaires')}
        file={`${t('section.questionnaires')} ${version}`}
      />
    </Part>
  );
}

function useQuestionColumns(): Column<Question>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const { language } = useFormat();
  const askedOf = ({ productClasses, onlyInstalments }: Question) => {
    const classes =
      productClasses.length >= CLASSES_IN_ALL
        ? t('questionnaire.everybody')
        : productClasses.map((one) => term('productClass', one)).join(t('and'));
    return onlyInstalments ? t('questionnaire.instalments', { classes }) : classes;
  };
  const question = (key: 'zh' | 'en'): Column<Question> => ({
    key,
    title: t(`questionnaire.${key}`),
    show: (row) => <div className="wrap">{row[key]}</div>,
    text: (row) => row[key],
  });
  const category = ({ category: code }: Question) => term('category', code);
  return [
    question(language === 'en' ? 'en' : 'zh'),
    {
      key: 'category',
      title: t('questionnaire.category'),
      show: (question) => (
        <>
          {category(question)} {question.urgent && <Tag color="red">{t('questionnaire.urgent')}</Tag>}
        </>
      ),
      text: category,
    },
    {
      key: 'askedOf',
      title: t('questionnaire.askedOf'),
      show: (question) => <div className="wrap">{askedOf(question)}</div>,
      text: askedOf,
    },
    question(language === 'en' ? 'zh' : 'en'),
    { key: 'id', title: t('questionnaire.id'), show: ({ id }) => <code>{id}</code>, text: ({ id }) => id },
  ];
}
