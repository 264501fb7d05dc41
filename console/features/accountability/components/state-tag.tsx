import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Line } from '../api/run.ts';

const COLOURS: Readonly<Record<Line['state'], string>> = {
  proposed: 'blue',
  decided: 'geekblue',
  objected: 'orange',
  final: 'green',
};

export function StateTag({ state }: Pick<Line, 'state'>) {
  const { t } = useTranslation('accountability');
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}
