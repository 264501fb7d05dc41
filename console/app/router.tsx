import { createBrowserRouter, Navigate, type RouteObject, useRouteError } from 'react-router';
import { Failed, NotHere } from '../components/state/states.tsx';
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

/** Every screen below `/console/`. */
export function newRouter() {
  const routes: RouteObject[] = FEATURES.flatMap((feature) => feature.routes);
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
