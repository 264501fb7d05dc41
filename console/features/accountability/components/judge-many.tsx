import { Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/form/field.tsx';
import type { Line } from '../api/run.ts';
import { DecideForm, FindForm } from './judge-form.tsx';

interface JudgeManyProps {
  month: string;
  kind: 'find' | 'decide';
  /** Of the chosen lines those that wait for this person. */
  chosen: readonly Line[];
  close: () => void;
}

/** One word for many lines: those that were chosen, or all that wait for this person. */
export function JudgeMany({ month, kind, chosen, close }: JudgeManyProps) {
  const { t } = useTranslation('accountability');
  const ids = chosen.map(({ id }) => id);
  const choice = (
    <Field name="lines" label={t('which')}>
      <Radio.Group
        options={[
          { value: 'all' as never, label: t('allMine') },
          ...(ids.length > 0 ? [{ value: ids as never, label: t('chosen', { count: ids.length }) }] : []),
        ]}
      />
    </Field>
  );
  const initial = { lines: ids.length > 0 ? ids : ('all' as const) };
  const Judge = kind === 'find' ? FindForm : DecideForm;
  return (
    <Modal open title={t(`many.${kind}`)} footer={null} onCancel={close} destroyOnHidden>
      <Judge month={month} choice={choice} initial={initial} done={close} />
    </Modal>
  );
}
