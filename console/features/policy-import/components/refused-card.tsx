import { Alert, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../../i18n/sentences.ts';
import type { HeaderFaults, Import } from '../api/import.ts';
import { useColumnName } from './column-name.ts';

/** Why nothing of the file was taken, and what to do about it. */
export function RefusedCard({ record: { refusedFor = '', headerFaults } }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const sentence = useSentence();
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={headerFaults === undefined ? sentence(refusedFor) : t('refused.header')}
      description={
        <Flex vertical gap="small">
          {headerFaults !== undefined && <Header faults={headerFaults} />}
          {t(headerFaults === undefined ? 'refused.again' : 'refused.mend')}
        </Flex>
      }
    />
  );
}

function Header({ faults }: { faults: HeaderFaults }) {
  const { t } = useTranslation('policy-import');
  const columnName = useColumnName();
  const { unnamed, ...lists } = faults;
  const named = (['missing', 'unknown', 'doubled'] as const).filter((what) => lists[what].length > 0);
  return (
    <dl className="facts">
      {named.map((what) => (
        <div key={what}>
          <dt>{t(`refused.${what}`)}</dt>
          <dd>
            <Flex gap={4} wrap>
              {lists[what].map((name) => (
                <Tag key={name}>{what === 'unknown' ? name : columnName(name)}</Tag>
              ))}
              {what === 'unknown' && unnamed > 0 && t('refused.unnamed', { count: unnamed })}
            </Flex>
          </dd>
        </div>
      ))}
    </dl>
  );
}
