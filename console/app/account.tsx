import { BulbOutlined, GlobalOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { signOut } from '../api/session.ts';
import { chooseTheme, keptTheme, type Theme } from '../components/theme.ts';
import { LANGUAGES } from '../i18n/format.ts';
import { speak } from '../i18n/index.ts';
import { useTerm } from '../i18n/use-words.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Who is signed in, in which language and in which light. */
export function Account() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const term = useTerm('common');
  return (
    <Flex gap={4}>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [i18n.language],
          items: LANGUAGES.map((language) => ({ key: language, label: t(`language.${language}`) })),
          onClick: ({ key }) => void speak(key === 'en' ? 'en' : 'zh-CN'),
        }}
      >
        <Button type="text" icon={<GlobalOutlined />} aria-label={t('shell.language')} />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [keptTheme()],
          items: THEMES.map((theme) => ({ key: theme, label: t(`theme.${theme}`) })),
          onClick: ({ key }) => chooseTheme(key as Theme),
        }}
      >
        <Button type="text" icon={<BulbOutlined />} aria-label={t('shell.theme')} />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', disabled: true, label: `${me.id} · ${term('role', me.role)}` },
            { key: 'out', label: t('shell.signOut'), onClick: () => void signOut() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={t('shell.account', { id: me.id })}>
          <span className="wide-only">{me.id}</span>
        </Button>
      </Dropdown>
    </Flex>
  );
}
