import { Grid, Select } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { Loading } from '../../components/state/states.tsx';
import { useSections } from './components/own-sections.ts';
import type { SectionName } from './sections.ts';
import './administration.css';

/** The sections of the administration beside the one that is open. */
export function AdministrationScreen() {
  const wide = Grid.useBreakpoint().xl ?? true;
  return (
    <div className="administration">
      {wide ? <Sections /> : <SectionChoice />}
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </div>
  );
}

function Sections() {
  const { t } = useTranslation('administration');
  const groups = useSections();
  return (
    <nav aria-label={t('title')} className="no-print">
      {groups.map(({ group, sections }) => (
        <div key={group}>
          <h2>{t(`group.${group}`)}</h2>
          <ul>
            {sections.map(({ name }) => (
              <li key={name}>
                <NavLink to={`/administration/${name}`}>{t(`section.${name}`)}</NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function SectionChoice() {
  const { t } = useTranslation('administration');
  const groups = useSections();
  const navigate = useNavigate();
  const current = useLocation().pathname.split('/')[2];
  return (
    <Select<SectionName>
      className="section-choice no-print"
      aria-label={t('title')}
      placeholder={t('choose')}
      value={(current as SectionName | undefined) ?? null}
      onChange={(name) => void navigate(`/administration/${name}`)}
      options={groups.map(({ group, sections }) => ({
        label: t(`group.${group}`),
        options: sections.map(({ name }) => ({ value: name, label: t(`section.${name}`) })),
      }))}
    />
  );
}
