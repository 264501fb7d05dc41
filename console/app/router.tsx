import { createBrowserRouter, Navigate, type RouteObject, useRouteError } from 'react-router';
import { Failed, NotHere } from '../components/state/states.tsx';
import { loadWords } from '../i18n/index.ts';
import { FEATURES } from './features.ts';
import { Home } from './home.tsx';
import { Shell } from './shell.tsx';

function Broken() {
  const error = useRouteError();
  return (
    <Failed
      error={error instanceof Error ? error : new Error(String(error))}
      again={() => location.reload()}
    />
  );
}

/**
 * A screen comes with its words: asked for only when it is drawn, they would be one more wait, and React holds back
 * what follows a placeholder for 300 ms.
 */
function withWords(name: string, route: RouteObject): RouteObject {
  const { lazy, children } = route;
  return {
    ...route,
    ...(typeof lazy === 'function'
      ? { lazy: async () => (await Promise.all([lazy(), loadWords(name)]))[0] }
      : {}),
    ...(children === undefined ? {} : { children: children.map((child) => withWords(name, child)) }),
  } as RouteObject;
}

/** Every screen below `/console/`. */
export function newRouter() {
  const routes = FEATURES.flatMap(({ name, routes: own }) => own.map((route) => withWords(name, route)));
  return createBrowserRouter(
    [
      {
        element: <Shell />,
        errorElement: <Broken />,
        children: [
          {
            errorElement: <Broken />,
            children: [
              { index: true, element: <Home /> },
              { path: 'signed-in', element: <Navigate to="/" replace /> },
              ...routes,
              { path: '*', element: <NotHere /> },
            ],
          },
        ],
      },
    ],
    { basename: '/console' },
  );
}
