import { Card, Flex, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/me.ts';
import { useTerm } from '../../i18n/use-words.ts';
import type { Settings } from './api/settings.ts';
import { RestsOn } from './components/rests-on.tsx';
import { ScopeReplay } from './components/scope-replay.tsx';
import { Part, Topic } from './components/topic.tsx';

/** Who is called back: each rule that ever decided, and what another one would have decided. */
export function ScopeScreen() {
  return <Topic name="scope">{({ scope }) => <Rules scope={scope} />}</Topic>;
}

function Rules({ scope: { rules, current, sources } }: { scope: Settings['scope'] }) {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const may = useMay();
  return (
    <>
      <Part title={t('scope.rules')} extra={<RestsOn sources={sources} of="rules" />}>
        <Flex vertical gap="small">
          {rules.map(({ version }) => (
            <Card
              key={version}
              size="small"
              title={
                <h3 className="card-title">
                  {version} {version === current && <Tag color="green">{t('scope.current')}</Tag>}
                </h3>
              }
            >
              {term('scopeRule', version)}
            </Card>
          ))}
        </Flex>
      </Part>
      {may('scope:replay') && <Replaying rules={rules.map(({ version }) => version)} current={current} />}
    </>
  );
}

function Replaying({ rules, current }: { rules: readonly string[]; current: string }) {
  const { t } = useTranslation('administration');
  const [rule, setRule] = useState(rules.find((one) => one !== current) ?? current);
  return (
    <Part title={t('scope.replay')}>
      <ScopeReplay key={rule} rule={rule} rules={rules} choose={setRule} />
    </Part>
  );
}
