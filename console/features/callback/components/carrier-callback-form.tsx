import { Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import { type CarrierCallback, useRecordCarrierCallback } from '../api/commands.ts';

const RESULTS: readonly CarrierCallback['result'][] = ['success', 'problem', 'not-successful', 'not-yet'];

/** The carrier calls back by law as well: its result stands beside ours and changes nothing of it. */
export function CarrierCallbackForm() {
  const { t } = useTranslation('callback');
  const today = dayOf(useNow());
  const record = useRecordCarrierCallback();
  return (
    <CommandForm<CarrierCallback, CarrierCallback>
      command={record}
      initial={{ on: today }}
      body={(values) => values}
      submit={t('carrier.submit')}
    >
      <Field name="result" label={t('carrier.result')}>
        <Radio.Group options={RESULTS.map((value) => ({ value, label: t(`carrierResult.${value}`) }))} />
      </Field>
      <Field name="on" label={t('carrier.on')}>
        <Input type="date" max={today} />
      </Field>
    </CommandForm>
  );
}
