import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Card } from '../api/lines.ts';
import { type ShownState, shownState } from './words.ts';

const COLOURS: Readonly<Record<ShownState, string>> = {
  held: 'orange',
  payable: 'blue',
  paid: 'green',
  voided: 'default',
  'owed-back': 'red',
};

export function StateTag({ line }: { line: Pick<Card, 'state' | 'amounts'> }) {
  const { t } = useTranslation('commission');
  const state = shownState(line);
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}
