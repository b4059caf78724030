import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { LANGUAGES, type Language } from '#domain/text.ts';

/**
 * The files that lie beside the code of the function that tells of the API: its document and a page to read it, in each
 * language, packed. The page holds all that it shows, so that it asks for nothing more: whoever has it can keep it.
 */

const DOCUMENT = fileURLToPath(new URL('../../docs/openapi.yaml', import.meta.url));
/** https://www.npmjs.com/package/swagger-ui-dist (Apache-2.0): see docs/adr/0060. */
const VIEWER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Files by their names. */
export const documentFiles = (): Map<string, Uint8Array> => {
  const document = parse(readFileSync(DOCUMENT, 'utf8')) as Json;
  return new Map(
    LANGUAGES.flatMap((language) => {
      const json = JSON.stringify(inLanguage(document, language));
      return [
        [`${language}.openapi.json.gz`, gzipSync(json, { level: 9 })],
        [`${language}.docs.html.gz`, gzipSync(pageOf(json, language), { level: 9 })],
      ] as const;
    }),
  );
};

export const writeDocumentFiles = (folder: string): void => {
  for (const [name, content] of documentFiles()) writeFileSync(join(folder, name), content);
};

/** What is said in both languages, as `description` and `x-description-zh`, in one of them. */
const inLanguage = (value: Json, language: Language): Json => {
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, language));
  if (value === null || typeof value !== 'object') return value;
  const { 'x-description-zh': description, 'x-summary-zh': summary, ...told } = value;
  return Object.fromEntries(
    Object.entries({
      ...told,
      ...(language === 'zh-CN' && description !== undefined && { description }),
      ...(language === 'zh-CN' && summary !== undefined && { summary }),
    }).map(([name, member]) => [name, inLanguage(member, language)]),
  );
};

const TITLES: Record<Language, string> = { 'zh-CN': 'Gridward 接口说明', en: 'The API of Gridward' };

/**
 * Nothing is sent from the page: it has no token, and the document is for reading. References of the document are looked up
 * at an address; that of a page which was kept as a file is none to the viewer, so it gets one that stands for the document.
 */
const START = `
SwaggerUIBundle({
  domNode: document.getElementById('api'),
  spec: JSON.parse(document.getElementById('document').textContent),
  plugins: [{ statePlugins: { spec: { wrapSelectors: { url: () => () => 'https://api.example/openapi.json' } } } }],
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  deepLinking: true,
  supportedSubmitMethods: [],
  syntaxHighlight: false,
});
`;

/** What is of use only where requests are sent. */
const WITHOUT =
  '.swagger-ui .scheme-container, .swagger-ui .info .link, .swagger-ui .authorization__btn { display: none }';

const pageOf = (json: string, language: Language): string => {
  const viewer = readFileSync(join(VIEWER, 'swagger-ui-bundle.js'), 'utf8').replaceAll(
    '</script',
    '<\\/script',
  );
  const style = readFileSync(join(VIEWER, 'swagger-ui.css'), 'utf8') + WITHOUT;
  // Only what stands in the page runs, and nothing is fetched: https://www.w3.org/TR/CSP3/
  const policy = [
    "default-src 'none'",
    `script-src ${sourceOf(viewer)} ${sourceOf(START)}`,
    `style-src ${sourceOf(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${TITLES[language]}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main id="api"></main>',
    `<script type="application/json" id="document">${json.replaceAll('<', '\\u003c')}</script>`,
    `<script>${viewer}</script>`,
    `<script>${START}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
};

const sourceOf = (content: string): string => `'sha256-${hash('sha256', content, 'base64')}'`;
