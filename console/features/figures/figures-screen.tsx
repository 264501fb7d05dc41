import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useSearchParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { keptOf } from './scope.ts';
import { TABS } from './tabs.ts';
import './figures.css';

/** All figures: a tab is an address, and keeps the period, branch and carrier that were chosen. */
export function FiguresScreen() {
  const { t } = useTranslation('figures');
  const may = useMay();
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const own = TABS.filter(({ needs }) => may(needs));
  const here = pathname.replace(/^\/figures\/?/, '');
  const tab = own.find(({ path }) => path === here) ?? (here === '' ? own[0] : undefined);
  const kept = keptOf(search);
  return (
    <Page title={`${t('title')} · ${tab === undefined ? t('casesTitle') : t(`tab.${tab.name}`)}`}>
      <nav aria-label={t('tabs')} className="figure-tabs no-print">
        {own.map((one) => (
          <Link
            key={one.name}
            to={`/figures${one.path === '' ? '' : `/${one.path}`}${kept === '' ? '' : `?${kept}`}`}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tab.${one.name}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
