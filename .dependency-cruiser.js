/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'No AWS, no I/O, no other folder. node:crypto hashes and does no I/O.',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        pathNot: [
          '^domain/',
          '^node_modules/(zod|canonicalize|gcoord|ngeohash|robust-point-in-polygon)/',
          '^crypto$',
        ],
      },
    },
    {
      name: 'functions-use-the-domain',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|tools|test|workflows)/' },
    },
    {
      name: 'one-function-knows-no-other',
      severity: 'error',
      from: { path: '^functions/(?!shared)([^/]+)/' },
      to: { path: '^functions/', pathNot: ['^functions/$1/', '^functions/shared/'] },
    },
    {
      name: 'shared-knows-no-function',
      severity: 'error',
      from: { path: '^functions/shared/' },
      to: { path: '^functions/(?!shared/)' },
    },
    {
      name: 'infra-bundles-functions-by-path',
      comment: 'Stacks and constructs import the domain and themselves; tools may use everything but tests.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(functions|tools)/' },
    },
    {
      name: 'only-infra-uses-the-cdk',
      severity: 'error',
      from: { pathNot: '^(infra|test)/' },
      to: { path: '^node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    {
      name: 'only-the-store-uses-dynamodb',
      comment:
        'Everybody else asks the store: functions/shared/store/store.ts. Commands open it with its `openDocuments`.',
      severity: 'error',
      from: { path: '^(functions|tools)/', pathNot: '^functions/shared/store/dynamodb/' },
      to: { path: '^node_modules/@aws-sdk/(client|lib|util)-dynamodb/' },
    },
    {
      name: 'only-the-workflow-uses-step-functions',
      severity: 'error',
      from: { path: '^(functions|tools)/', pathNot: '^functions/shared/workflow/' },
      to: { path: '^node_modules/@aws-sdk/client-sfn/' },
    },
    {
      name: 'only-the-file-store-uses-s3',
      severity: 'error',
      from: { path: '^(functions|tools)/', pathNot: '^functions/shared/files/' },
      to: { path: '^node_modules/@aws-sdk/s3-request-presigner/' },
    },
    {
      name: 'only-functions-use-middy',
      severity: 'error',
      from: { pathNot: '^functions/' },
      to: { path: '^node_modules/@middy/' },
    },
    {
      name: 'nothing-depends-on-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
