import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type TypeScript from '../../console/node_modules/typescript/lib/typescript.d.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The console's own: the compiler of the rest has no API. */
const ts: typeof TypeScript = createRequire(join(ROOT, 'console/package.json'))('typescript');

/** Whoever asked is told these; of what is broken on our side nobody is told more than that. */
const TOLD = new Set([
  'Invalid',
  'NotSignedIn',
  'NotAllowed',
  'NotFound',
  'Conflict',
  'StaleVersion',
  'AlreadyExists',
  'Gone',
  'TooLarge',
  'Unsupported',
  'Refused',
  'TooMany',
  'Throttled',
  'Unavailable',
]);
/** Of a due date and of a field's fault. */
const TOLD_KEYS = new Set(['why', 'reason', 'text']);
const IS_SENTENCE = /[A-Za-z]\S* \S/;

/**
 * Every sentence that the API says to people, with `{}` where something stands that differs from case to case, read
 * from the sources: titles of refusals, reasons of field faults, explanations of due dates.
 */
export function spokenSentences(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('{domain,functions}/**/*.ts', { cwd: ROOT })) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(ROOT, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const keep = (node: TypeScript.Node): void => {
      for (const sentence of sentencesIn(node)) if (IS_SENTENCE.test(sentence)) found.set(sentence, file);
    };
    const visit = (node: TypeScript.Node): void => {
      if (ts.isNewExpression(node) && TOLD.has(node.expression.getText(source)))
        node.arguments?.forEach(keep);
      else if (ts.isPropertyAssignment(node) && TOLD_KEYS.has(node.name.getText(source)))
        keep(node.initializer);
      else if (ts.isCallExpression(node) && /^z\.(regex|refine)$/.test(node.expression.getText(source)))
        node.arguments.slice(1).forEach(keep);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** What an expression can say: a text, either side of a choice, each of a list. */
function sentencesIn(node: TypeScript.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('')];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(sentencesIn);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(sentencesIn);
  return [];
}
