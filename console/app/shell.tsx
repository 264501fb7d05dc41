import { MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Grid, Layout, Menu, Tooltip } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { config } from '../api/config.ts';
import { StaleSaveProvider } from '../components/case/stale-save.tsx';
import { KeySheet } from '../components/keys/key-sheet.tsx';
import { useKey } from '../components/keys/keys.tsx';
import { Loading } from '../components/state/states.tsx';
import { Account } from './account.tsx';
import { type NamedScreen, usePlaces } from './places.ts';

const Palette = lazy(() =>
  import('../components/keys/palette.tsx').then(({ Palette: component }) => ({ default: component })),
);
const LocalBar = lazy(() =>
  import('../features/local/local-bar.tsx').then(({ LocalBar: component }) => ({ default: component })),
);

/** What stands around every screen: where one can go, who one is, and what the keyboard does. */
export function Shell() {
  const { t } = useTranslation();
  const places = usePlaces();
  const wide = Grid.useBreakpoint().lg ?? true;
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  useKey('mod+k', t('palette.title'), () => setPalette(true));
  return (
    <StaleSaveProvider>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Layout className="shell">
        {wide && (
          <Layout.Sider width={216} className="no-print" theme="light">
            <Brand />
            <Navigation places={places} />
          </Layout.Sider>
        )}
        <Layout>
          <Layout.Header className="no-print">
            <Flex align="center" justify="space-between" gap="small">
              <Flex align="center" gap="small">
                {!wide && (
                  <Button
                    type="text"
                    icon={<MenuOutlined />}
                    aria-label={t('shell.menu')}
                    onClick={() => setDrawer(true)}
                  />
                )}
                <Tooltip title="Ctrl+K">
                  <Button
                    icon={<SearchOutlined />}
                    aria-label={t('palette.title')}
                    onClick={() => setPalette(true)}
                  >
                    <span className="wide-only">{t('palette.title')}</span>
                  </Button>
                </Tooltip>
              </Flex>
              <Account />
            </Flex>
          </Layout.Header>
          <Layout.Content id="main" tabIndex={-1}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Layout.Content>
          {config().local && (
            <Suspense fallback={null}>
              <LocalBar />
            </Suspense>
          )}
        </Layout>
      </Layout>
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="left" title={<Brand />} size={260}>
        <Navigation places={places} went={() => setDrawer(false)} />
      </Drawer>
      {palette && (
        <Suspense fallback={null}>
          <Palette
            open
            close={() => setPalette(false)}
            places={places.map(({ path, name }) => ({ path, label: name }))}
          />
        </Suspense>
      )}
      <KeySheet />
      {places.map((place) => (
        <GoKey key={place.path} place={place} />
      ))}
    </StaleSaveProvider>
  );
}

function Brand() {
  const { t } = useTranslation();
  return (
    <Link to="/" className="brand" aria-label={`Recourse · ${t('shell.home')}`}>
      <img src="/console/icon.svg" alt="" width={28} height={28} /> Recourse
    </Link>
  );
}

function GoKey({ place }: { place: NamedScreen }) {
  const navigate = useNavigate();
  useKey(`g>${place.key}`, place.name, () => void navigate(place.path), place.key !== undefined);
  return null;
}

function Navigation({ places, went }: { places: readonly NamedScreen[]; went?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const groups = (['work', 'money', 'figures', 'administration'] as const)
    .map((group) => ({ group, items: places.filter((place) => place.group === group) }))
    .filter(({ items }) => items.length > 0);
  const current = places.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <nav aria-label={t('shell.navigation')}>
      <Menu
        mode="inline"
        selectedKeys={current === undefined ? [] : [current.path]}
        onClick={() => went?.()}
        items={groups.map(({ group, items }) => ({
          key: group,
          type: 'group' as const,
          label: t(`shell.${group}`),
          children: items.map(({ path, name, icon }) => ({
            key: path,
            icon,
            label: <Link to={path}>{name}</Link>,
          })),
        }))}
      />
    </nav>
  );
}
