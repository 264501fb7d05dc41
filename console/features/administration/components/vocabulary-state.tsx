import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Vocabulary } from '../api/vocabularies.ts';

const COLOR: Readonly<Record<Vocabulary['state'], string>> = {
  proposed: 'orange',
  'in-use': 'green',
  refused: 'red',
  replaced: 'default',
};

export function VocabularyState({ state }: Pick<Vocabulary, 'state'>) {
  const { t } = useTranslation('administration');
  return <Tag color={COLOR[state]}>{t(`vocabularyState.${state}`)}</Tag>;
}
