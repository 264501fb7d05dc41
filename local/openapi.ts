import { describeApi } from '../functions/openapi.ts';

process.stdout.write(JSON.stringify(describeApi()));
