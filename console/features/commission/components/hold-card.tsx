import { Card, Descriptions, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { Field } from '../../../components/form/field.tsx';
import { Money, When } from '../../../components/shown.tsx';
import { type ByHand, useHoldByHand } from '../api/hold-by-hand.ts';
import { useHoldCatalogue } from '../api/hold-catalogue.ts';
import type { HoldOfCard } from '../api/lines.ts';
import { NextOf } from './holds-of.tsx';
import { useBy, useWhy } from './words.ts';

/** One hold: how much it keeps back and why, what ends it, who must do what. */
export function HoldCard({ hold, heldFen, policyId }: { hold: HoldOfCard; heldFen: number; policyId: string }) {
  const { t } = useTranslation('commission');
  const why = useWhy();
  const by = useBy();
  const { id } = useMe();
  const { mayRelease } = useHoldCatalogue();
  const { type, reason, since, placedBy } = hold;
  return (
    <Card size="small" type="inner" title={t(`hold.${type}`)}>
      <Flex vertical gap="small">
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'amount', label: t('heldAmount'), children: <Money fen={heldFen} /> },
            { key: 'reason', label: t('reason'), children: why(reason) },
            {
              key: 'since',
              label: t('since'),
              children: (
                <>
                  <When at={since} /> · {by(placedBy)}
                </>
              ),
            },
            { key: 'removed', label: t('removedWhen'), children: t(`removed.${type}`) },
            { key: 'next', label: t('next'), children: <NextOf hold={hold} /> },
          ]}
        />
        {mayRelease.includes(type) && (placedBy === id ? t('secondPerson') : <Release type={type} policyId={policyId} />)}
      </Flex>
    </Card>
  );
}

function Release({ type, policyId }: { type: HoldOfCard['type']; policyId: string }) {
  const { t } = useTranslation('commission');
  const release = useHoldByHand('release', policyId);
  return (
    <CommandForm<{ reason: string }, ByHand>
      command={release}
      body={({ reason }) => ({ type, reason })}
      submit={t('release', { hold: t(`hold.${type}`) })}
    >
      <Field name="reason" label={t('releaseReason')}>
        <Input minLength={3} maxLength={500} />
      </Field>
    </CommandForm>
  );
}
