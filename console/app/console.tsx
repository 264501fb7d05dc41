import { useQuery } from '@tanstack/react-query';
import { App, ConfigProvider, theme } from 'antd';
import en from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { answer, api } from '../api/client.ts';
import { meQuery } from '../api/me.ts';
import { KeysProvider } from '../components/keys/keys.tsx';
import { Failed, Loading } from '../components/state/states.tsx';
import { useDark, useStillness } from '../components/theme.ts';
import { newRouter } from './router.tsx';

/** Dark green on white has a contrast of 7.6, the lighter one on dark of 8.1 (WCAG 2.2 AA asks for 4.5). */
const LIGHT = {
  colorPrimary: '#0f5d4f',
  colorError: '#cf1322',
  colorLink: '#0f5d4f',
  colorTextDescription: '#595f66',
  colorTextTertiary: '#595f66',
  colorTextPlaceholder: '#595f66',
};
/** The words of an orange or green tag have 3.5 as antd makes them, and over 5 as these. */
const LIGHT_TAG = {
  volcano7: '#ad2102',
  orange7: '#ad4e00',
  gold7: '#874d00',
  green7: '#237804',
  cyan7: '#006d75',
};
/** What is written on the bright buttons of the dark is dark: white on them has 3.1, this 5.6. antd would dim them. */
const ON_BRIGHT = '#071f1a';
const DARK_BUTTON = {
  primaryColor: ON_BRIGHT,
  dangerColor: ON_BRIGHT,
  colorPrimary: '#2fa48d',
  colorPrimaryHover: '#45b8a1',
  colorPrimaryActive: '#2a9a84',
};
const DARK_TAG = { purple7: '#b58be8' };
const DARK = {
  colorPrimary: '#2fa48d',
  colorError: '#ff7875',
  colorLink: '#5cc9b3',
  colorTextDescription: '#a6adb4',
  colorTextTertiary: '#a6adb4',
  colorTextPlaceholder: '#a6adb4',
};

export function Console() {
  const { i18n } = useTranslation();
  const dark = useDark();
  const still = useStillness();
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? en : zhCN}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { ...(dark ? DARK : LIGHT), borderRadius: 6, motion: !still },
        components: {
          Layout: {
            headerBg: 'transparent',
            bodyBg: 'transparent',
            headerHeight: 52,
            headerPadding: '0 16px',
          },
          Button: dark ? DARK_BUTTON : {},
          Tag: dark ? DARK_TAG : LIGHT_TAG,
          Menu: dark
            ? { itemSelectedBg: '#12352e', itemSelectedColor: '#8fe3d2' }
            : { itemSelectedBg: '#e2efec', itemSelectedColor: '#0b4a3f' },
        },
      }}
    >
      <App>
        <KeysProvider>
          <Suspense fallback={<Loading />}>
            <Known />
          </Suspense>
        </KeysProvider>
      </App>
    </ConfigProvider>
  );
}

/** Nothing is shown before the API has said who this is: which screens there are depends on it. */
function Known() {
  const me = useQuery(meQuery);
  useQuery({
    queryKey: ['seen'],
    queryFn: () => answer(api.PUT('/me', { body: {} })),
    staleTime: Infinity,
    retry: false,
  });
  const [router] = useState(newRouter);
  if (me.error !== null) return <Failed error={me.error} again={() => void me.refetch()} />;
  return me.data === undefined ? <Loading /> : <RouterProvider router={router} />;
}
