import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { openMetrics, type Place } from '../wiring.ts';
import { figuresRoutes } from './routes.ts';

export const newFiguresApi = (place: Place) =>
  newApi(figuresRoutes({ metrics: openMetrics(place), clock: place.clock }), openApiDeps(place));
