import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';

/** The API's description on standard input becomes the types that every call of the console is checked against. */
const description = JSON.parse(await text(process.stdin));
const types = astToString(await openapiTS(description, { alphabetize: true }));
writeFileSync(new URL('api/schema.ts', import.meta.url), types);
